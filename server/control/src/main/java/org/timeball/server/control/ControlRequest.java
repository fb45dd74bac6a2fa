package org.timeball.server.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistorySeries;
import tools.jackson.core.JacksonException;

/** What may be asked of the daemon on the socket that only reads. */
public sealed interface ControlRequest {

    /** The version of the wire that is spoken here. */
    int VERSION = 1;

    /** The longest request line that is heard, octets without its newline. */
    int LIMIT_OCTETS = 64 * 1024;

    /** The daemon now: answered by one {@link Status}. */
    record CurrentStatus() implements ControlRequest {}

    /**
     * The last pulses, oldest first; fewer when fewer are remembered.
     *
     * @param count 1 to {@value #MOST}
     */
    record RecentPulses(int count) implements ControlRequest {

        /** The most that can be asked for at once, which keeps a reply under {@link ControlReply#LIMIT_OCTETS}. */
        public static final int MOST = 10_000;

        /** Refuses a count that is out of range. */
        public RecentPulses {
            if (count < 1 || count > MOST) {
                throw new IllegalArgumentException("count " + count + " is out of range 1.." + MOST);
            }
        }
    }

    /** The daemon from now on: a {@link Status} each second until the connection is closed. */
    record Follow() implements ControlRequest {}

    /**
     * Who asked for the time, those that asked most first.
     *
     * @param count at most how many, 1 to {@value #MOST}
     */
    record Clients(int count) implements ControlRequest {

        /** The most that can be asked for at once, which keeps a reply under {@link ControlReply#LIMIT_OCTETS}. */
        public static final int MOST = 10_000;

        /** Refuses a count that is out of range. */
        public Clients {
            if (count < 1 || count > MOST) {
                throw new IllegalArgumentException("count " + count + " is out of range 1.." + MOST);
            }
        }
    }

    /**
     * The last of the event log.
     *
     * @param count at most how many lines, 1 to {@value #MOST}
     */
    record Events(int count) implements ControlRequest {

        /** As many as are kept. */
        public static final int MOST = 2_000;

        /** Refuses a count that is out of range. */
        public Events {
            if (count < 1 || count > MOST) {
                throw new IllegalArgumentException("count " + count + " is out of range 1.." + MOST);
            }
        }
    }

    /**
     * What was written down of the seconds that passed.
     *
     * @param range which of them, and what
     */
    record History(HistoryRange range) implements ControlRequest {}

    /** The certificates that the daemon keeps. */
    record Certificates() implements ControlRequest {}

    /** The configuration's file, and the last changes to it. */
    record Configuration() implements ControlRequest {}

    /** What somebody who is not looking is told of. */
    record Alerts() implements ControlRequest {}

    /**
     * The box, looked over.
     *
     * @param anew areas whose facts are to be gathered again, though they are remembered; as often as the daemon likes
     */
    record Diagnosis(Set<CheckArea> anew) implements ControlRequest {

        /** Copies the set. */
        public Diagnosis {
            anew = Set.copyOf(anew);
        }
    }

    /** This request as a line, without its newline. */
    default String line() {
        return switch (this) {
            case CurrentStatus() -> "{\"v\":1,\"op\":\"status\"}";
            case RecentPulses(int count) -> "{\"v\":1,\"op\":\"pulses\",\"count\":" + count + "}";
            case Follow() -> "{\"v\":1,\"op\":\"follow\"}";
            case Clients(int count) -> "{\"v\":1,\"op\":\"clients\",\"count\":" + count + "}";
            case Events(int count) -> "{\"v\":1,\"op\":\"events\",\"count\":" + count + "}";
            case History(HistoryRange(int from, int to, int points, var series)) ->
                "{\"v\":1,\"op\":\"history\",\"from\":%d,\"to\":%d,\"points\":%d,\"series\":\"%s\"}"
                        .formatted(from, to, points, HistorySeries.words(series));
            case Certificates() -> "{\"v\":1,\"op\":\"certificates\"}";
            case Configuration() -> "{\"v\":1,\"op\":\"configuration\"}";
            case Alerts() -> "{\"v\":1,\"op\":\"alerts\"}";
            case Diagnosis(var anew) -> "{\"v\":1,\"op\":\"diagnosis\",\"anew\":\"" + CheckArea.keys(anew) + "\"}";
        };
    }

    /** Reads a line; never throws on its content. */
    static Parsed<ControlRequest> parse(String line) {
        Optional<Map<String, Object>> fields;
        try {
            fields = LineJson.fields(line);
        } catch (JacksonException e) {
            return new Parsed.Malformed<>("not a line of JSON: " + e.getOriginalMessage());
        }
        return fields.map(ControlRequest::parse)
                .orElseGet(() ->
                        new Parsed.Malformed<>("a request is a JSON object, such as {\"v\":1,\"op\":\"status\"}"));
    }

    private static Parsed<ControlRequest> parse(Map<String, Object> fields) {
        if (!Integer.valueOf(VERSION).equals(fields.get("v"))) {
            return new Parsed.Malformed<>("\"v\" must be " + VERSION + ", the version spoken here");
        }
        var count = fields.getOrDefault("count", "");
        return switch (String.valueOf(fields.getOrDefault("op", ""))) {
            case "status" -> new Parsed.Ok<>(new CurrentStatus());
            case "pulses" -> counted(count, RecentPulses.MOST, RecentPulses::new);
            case "clients" -> counted(count, Clients.MOST, Clients::new);
            case "events" -> counted(count, Events.MOST, Events::new);
            case "follow" -> new Parsed.Ok<>(new Follow());
            case "history" -> history(fields);
            case "certificates" -> new Parsed.Ok<>(new Certificates());
            case "configuration" -> new Parsed.Ok<>(new Configuration());
            case "alerts" -> new Parsed.Ok<>(new Alerts());
            case "diagnosis" -> diagnosis(String.valueOf(fields.getOrDefault("anew", "")));
            default ->
                new Parsed.Malformed<>("\"op\" must be \"status\", \"pulses\", \"clients\", \"events\", \"history\","
                        + " \"certificates\", \"configuration\", \"alerts\", \"diagnosis\" or \"follow\"");
        };
    }

    private static Parsed<ControlRequest> diagnosis(String anew) {
        return CheckArea.ofKeys(anew)
                .<Parsed<ControlRequest>>map(areas -> new Parsed.Ok<>(new Diagnosis(areas)))
                .orElseGet(() -> new Parsed.Malformed<>(
                        "\"anew\" must be names between commas, of " + CheckArea.keys(Set.of(CheckArea.values()))));
    }

    private static Parsed<ControlRequest> counted(Object count, int most, IntFunction<ControlRequest> request) {
        return count instanceof Integer number && number >= 1 && number <= most
                ? new Parsed.Ok<>(request.apply(number))
                : new Parsed.Malformed<>("\"count\" must be a whole number, 1 to " + most);
    }

    private static Parsed<ControlRequest> history(Map<String, Object> fields) {
        if (!(fields.get("from") instanceof Integer from
                && fields.getOrDefault("to", 0) instanceof Integer to
                && fields.get("points") instanceof Integer points
                && HistoryRange.isValid(from, to, points))) {
            return new Parsed.Malformed<>(
                    ("\"from\" and \"to\" must be seconds ago, at most %d, and \"from\" the larger;"
                                    + " \"points\" must be 1 to %d")
                            .formatted(HistoryRange.MOST_SECONDS, HistoryRange.MOST_POINTS));
        }
        return HistorySeries.ofWords(String.valueOf(fields.getOrDefault("series", "")))
                .<Parsed<ControlRequest>>map(
                        series -> new Parsed.Ok<>(new History(new HistoryRange(from, to, points, series))))
                .orElseGet(() -> new Parsed.Malformed<>("\"series\" must be names between commas, of "
                        + HistorySeries.words(List.of(HistorySeries.values()))));
    }
}
