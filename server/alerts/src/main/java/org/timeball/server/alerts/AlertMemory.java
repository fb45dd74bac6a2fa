package org.timeball.server.alerts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Parsed;

/**
 * What outlives a restart, so that an end is told of what had begun, and nothing that waits is lost.
 *
 * @param boot       which start of the machine it was, as the kernel names it; may be empty
 * @param lastNumber of a message
 * @param raised     what was told and is not over
 * @param told       the last messages, oldest first
 * @param outboxes   of the channels, by their names
 */
public record AlertMemory(
        String boot,
        long lastNumber,
        List<RaisedAlert> raised,
        List<AlertMessage> told,
        Map<String, Outbox.Kept> outboxes) {

    /** Messages that are remembered. */
    public static final int MOST_TOLD = 50;

    /** Of a daemon that never ran. */
    public static final AlertMemory NOTHING = new AlertMemory("", 0, List.of(), List.of(), Map.of());

    /** Copies the collections. */
    public AlertMemory {
        raised = List.copyOf(raised);
        told = List.copyOf(told);
        outboxes = Map.copyOf(outboxes);
    }

    /** As a line. */
    public String line() {
        return ControlJson.line(this);
    }

    /** From a line; empty if it is none. */
    public static Optional<AlertMemory> parse(String line) {
        return switch (ControlJson.parsed(line, AlertMemory.class)) {
            case Parsed.Ok<AlertMemory>(var memory) -> Optional.of(memory);
            case Parsed.Malformed<AlertMemory> _ -> Optional.empty();
        };
    }

    /** What is told of having begun anew. */
    public static String restartSentence(String bootBefore, String bootNow) {
        return bootBefore.equals(bootNow) ? "The daemon began anew; the machine ran on" : "The machine began anew";
    }
}
