package org.timeball.server.control.admin;

import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Parsed;

/** What became of a request for a change. */
public sealed interface AdminReply {

    /** The longest reply line that is read, octets without its newline. */
    int LIMIT_OCTETS = 64 * 1024;

    /** For a person: what is so now, or why it is not. */
    String sentence();

    /**
     * It is so now.
     *
     * @param sentence what changed
     */
    record Done(String sentence) implements AdminReply {}

    /**
     * It cannot be, and nothing changed: whoever asked can do something about it.
     *
     * @param sentence why, and what to do
     */
    record Refused(String sentence) implements AdminReply {}

    /**
     * It was tried and the machine did not let it, as a full disk.
     *
     * @param sentence what happened
     */
    record Failed(String sentence) implements AdminReply {}

    /** The word on the wire and in the event log. */
    default String outcome() {
        return switch (this) {
            case Done _ -> "done";
            case Refused _ -> "refused";
            case Failed _ -> "failed";
        };
    }

    /** The fields of a line, in their order. */
    record Wire(int v, String outcome, String sentence) {}

    /** This reply as a line, without its newline. */
    default String line() {
        return ControlJson.line(new Wire(AdminRequest.VERSION, outcome(), sentence()));
    }

    /** Reads a line; never throws on its content. */
    static Parsed<AdminReply> parse(String line) {
        return switch (ControlJson.parsed(line, Wire.class)) {
            case Parsed.Ok<Wire>(var wire) -> of(wire);
            case Parsed.Malformed<Wire>(var reason) -> new Parsed.Malformed<>(reason);
        };
    }

    private static Parsed<AdminReply> of(Wire wire) {
        if (wire.v != AdminRequest.VERSION) {
            return new Parsed.Malformed<>("the daemon speaks another version than " + AdminRequest.VERSION);
        }
        return switch (wire.outcome) {
            case "done" -> new Parsed.Ok<>(new Done(wire.sentence));
            case "refused" -> new Parsed.Ok<>(new Refused(wire.sentence));
            case "failed" -> new Parsed.Ok<>(new Failed(wire.sentence));
            default -> new Parsed.Malformed<>("\"outcome\" must be \"done\", \"refused\" or \"failed\"");
        };
    }
}
