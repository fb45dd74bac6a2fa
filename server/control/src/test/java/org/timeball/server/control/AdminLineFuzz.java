package org.timeball.server.control;

import java.nio.charset.StandardCharsets;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.event.EventRecord;

/**
 * Fuzz target: a line on the admin socket, from either end, and a line of the event log's file. Each is what it should be or
 * is refused with a reason; what is one says the same when it is written again, and has no second line in it.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, and by {@link AdminLineFuzzTest}.
 */
public final class AdminLineFuzz {

    private AdminLineFuzz() {}

    /** @param input a line */
    public static void fuzzerTestOneInput(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8);
        request(line);
        reply(line);
        event(line);
    }

    private static void request(String line) {
        switch (AdminRequest.parse(line)) {
            case Parsed.Ok<AdminRequest>(var request) -> {
                must(
                        AdminRequest.parse(request.line()).equals(new Parsed.Ok<>(request)),
                        "a request written again is the same");
                var actor = request.actor();
                String logged = actor.user() + actor.from() + request.act().words();
                must(logged.codePoints().noneMatch(Character::isISOControl), "no second line comes into the log");
            }
            case Parsed.Malformed<AdminRequest>(var reason) -> must(!reason.isBlank(), "a refusal says why");
        }
    }

    private static void reply(String line) {
        switch (AdminReply.parse(line)) {
            case Parsed.Ok<AdminReply>(var reply) ->
                must(
                        AdminReply.parse(reply.line()).equals(new Parsed.Ok<>(reply)),
                        "a reply written again is the same");
            case Parsed.Malformed<AdminReply>(var reason) -> must(!reason.isBlank(), "a refusal says why");
        }
    }

    private static void event(String line) {
        switch (ControlJson.parsed(line, EventRecord.class)) {
            case Parsed.Ok<EventRecord>(var event) ->
                must(
                        ControlJson.parsed(ControlJson.line(event), EventRecord.class)
                                .equals(new Parsed.Ok<>(event)),
                        "an event written again is the same");
            case Parsed.Malformed<EventRecord>(var reason) -> must(!reason.isBlank(), "a refusal says why");
        }
    }

    private static void must(boolean isSo, String claim) {
        if (!isSo) {
            throw new AssertionError(claim);
        }
    }
}
