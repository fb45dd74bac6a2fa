package org.timeball.server.control.admin;

import java.util.Map;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Parsed;

/**
 * A change asked of the daemon, and who asks.
 *
 * @param actor for the log
 * @param act   what is to be done
 */
public record AdminRequest(Actor actor, AdminAct act) {

    /** The version of the wire that is spoken here. */
    public static final int VERSION = 1;

    /** The longest request line that is heard, octets without its newline: room for a chain of certificates. */
    public static final int LIMIT_OCTETS = 256 * 1024;

    /** The fields of a line, in their order. */
    record Wire(int v, String op, String user, String from, Map<String, String> with) {
        Wire {
            with = Map.copyOf(with);
        }
    }

    /** This request as a line, without its newline. */
    public String line() {
        return ControlJson.line(new Wire(VERSION, act.op(), actor.user(), actor.from(), act.with()));
    }

    /** Reads a line; never throws on its content. */
    public static Parsed<AdminRequest> parse(String line) {
        return switch (ControlJson.parsed(line, Wire.class)) {
            case Parsed.Ok<Wire>(var wire) -> of(wire);
            case Parsed.Malformed<Wire>(var reason) ->
                new Parsed.Malformed<>("a request is a line such as"
                        + " {\"v\":1,\"op\":\"reload\",\"user\":\"anna\",\"from\":\"192.0.2.7\",\"with\":{}}: "
                        + reason);
        };
    }

    private static Parsed<AdminRequest> of(Wire wire) {
        if (wire.v != VERSION) {
            return new Parsed.Malformed<>("\"v\" must be " + VERSION + ", the version spoken here");
        }
        var complaint = Actor.complaint(wire.user, wire.from);
        if (complaint.isPresent()) {
            return new Parsed.Malformed<>(complaint.get());
        }
        return switch (AdminAct.of(wire.op, wire.with)) {
            case Parsed.Ok<AdminAct>(var act) ->
                new Parsed.Ok<>(new AdminRequest(new Actor(wire.user, wire.from), act));
            case Parsed.Malformed<AdminAct>(var reason) -> new Parsed.Malformed<>(reason);
        };
    }
}
