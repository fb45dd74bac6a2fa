package org.timeball.web.appliance.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Status;
import org.timeball.server.control.TemperatureStats;

/**
 * The groups of numbers at the foot of the overview.
 *
 * @param clients   who is getting the time
 * @param exchanges NTS key exchanges by outcome
 * @param receiver  where the second's name comes from
 * @param clock     how the clock runs
 */
public record Tiles(Tile clients, Tile exchanges, Tile receiver, Tile clock) {

    private static final int REASONS_SHOWN = 4;

    static Tiles unknown() {
        return new Tiles(
                Tile.unknown("answers/s"), Tile.unknown("completed"), Tile.unknown(""), Tile.unknown("frequency"));
    }

    static Tiles of(Status status) {
        return new Tiles(clients(status.service()), exchanges(status.keyExchange()), receiver(status), clock(status));
    }

    private static Tile clients(ServerStats service) {
        return new Tile(
                Engineering.rate(service.answeredPerSecond()),
                "answers/s, " + Engineering.rate(service.ntsPerSecond()) + " with NTS",
                Wording.reasons(service.dropReasons(), REASONS_SHOWN),
                "%s since the daemon started, %s."
                        .formatted(
                                Wording.counted(service.ntpReceived(), "request"),
                                service.ntpDropped() == 0
                                        ? "all answered"
                                        : Engineering.count(service.ntpDropped()) + " not answered"));
    }

    private static Tile exchanges(KeyExchangeStats exchanges) {
        long failed = exchanges.failures().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Tile(
                Engineering.count(exchanges.completed()),
                "completed, " + orNone(failed) + " failed",
                Wording.reasons(exchanges.failures(), REASONS_SHOWN),
                "%s since the daemon started.".formatted(Wording.counted(exchanges.connections(), "connection")));
    }

    private static String orNone(long number) {
        return number == 0 ? "none" : Engineering.count(number);
    }

    private static Tile receiver(Status status) {
        var receiver = status.receiver();
        var rows = new ArrayList<Tile.Row>();
        rows.add(new Tile.Row("port", "The serial port the receiver is read from.", receiver.port()));
        rows.add(new Tile.Row(
                "last second", "The second it last named, UTC.", lastSecond(receiver.utcSecond(), status.utcNanos())));
        rows.add(new Tile.Row("messages", "Decoded since the daemon started.", Engineering.count(receiver.messages())));
        rows.add(new Tile.Row(
                "noise",
                "Bytes outside messages, or in messages that were damaged.",
                Wording.counted(receiver.discarded(), "byte")));
        addHealth(rows, receiver.health());
        addUnless("", rows, new Tile.Row("trust", "What is held against the receiver.", receiver.suspicion()));
        if (receiver.reopened() > 0) {
            rows.add(
                    new Tile.Row("came back", "How often the port vanished and returned.", times(receiver.reopened())));
        }
        return receiver.isPresent()
                ? new Tile(
                        receiver.protocol().isEmpty() ? "listening" : receiver.protocol(),
                        fix(receiver.fix()),
                        rows,
                        "")
                : new Tile("absent", "", rows, "The port is closed or nothing comes from it. Check the cable.");
    }

    /** What the receiver says of itself; what it does not say takes no room. */
    private static void addHealth(List<Tile.Row> rows, Receiver.Health health) {
        if (!health.model().isEmpty()) {
            rows.addFirst(new Tile.Row("model", "As the receiver names itself.", health.model()));
        }
        addUnless("unknown", rows, new Tile.Row("antenna", "As the receiver's supervisor sees it.", health.antenna()));
        addUnless("unknown", rows, new Tile.Row("jamming", "By the receiver's own detector.", health.jamming()));
        addUnless("unknown", rows, new Tile.Row("spoofing", "By the receiver's own detector.", health.spoofing()));
        addUnless("", rows, new Tile.Row("survey", "Of the antenna's position.", health.survey()));
    }

    private static void addUnless(String untold, List<Tile.Row> rows, Tile.Row row) {
        if (!row.value().equals(untold)) {
            rows.add(row);
        }
    }

    /** With its date only when that is not the date on top of the page. */
    private static String lastSecond(long utcSecond, long nowNanos) {
        var second = Instant.ofEpochSecond(utcSecond);
        boolean isToday = Wording.day(second).equals(Wording.day(Instant.EPOCH.plusNanos(nowNanos)));
        return utcSecond == 0
                ? "none yet"
                : (isToday ? Wording.timeOfDay(second) : Wording.moment(second)) + "\u00a0UTC";
    }

    /** 2D and 3D are no words by themselves. */
    private static String fix(String words) {
        return words.endsWith("D") ? words + " fix" : words;
    }

    private static String times(long number) {
        return Wording.counted(number, "time");
    }

    private static Tile clock(Status status) {
        var tracking = status.tracking();
        var pulses = status.pulses();
        var rows = new ArrayList<>(List.of(
                new Tile.Row(
                        "skew",
                        "The estimated error bound of the frequency.",
                        Engineering.signedPpm(Math.abs(tracking.skewPpm())).replace("+", "±")),
                new Tile.Row(
                        "RMS offset",
                        "The long-term average of the offset, measured against the pulse.",
                        Engineering.magnitude(tracking.rmsOffsetSeconds())),
                new Tile.Row(
                        "root dispersion",
                        "The bound clients are told; it holds in 99.9 % of seconds.",
                        rootDispersion(status)),
                new Tile.Row("pulses used", "Pulses that steered the clock.", Engineering.count(pulses.used())),
                new Tile.Row("pulses missed", "Seconds in which no pulse came.", Engineering.count(pulses.missed()))));
        Wording.reasons(pulses.notUsed(), REASONS_SHOWN).stream()
                .map(row -> new Tile.Row("not used, " + row.term(), "", row.value()))
                .forEach(rows::add);
        addTemperature(rows, status.corrections().temperature());
        return new Tile(Engineering.signedPpm(tracking.frequencyPpm()), "frequency", rows, "");
    }

    /** What the board's warmth does to the oscillator; nothing where there is no thermometer. */
    private static void addTemperature(List<Tile.Row> rows, TemperatureStats temperature) {
        if (temperature.sensor().isEmpty()) {
            return;
        }
        rows.add(new Tile.Row(
                "temperature",
                "By the thermometer " + temperature.sensor() + ", which foretells most of the oscillator's changes.",
                Engineering.celsius(temperature.celsius())
                        + (temperature.isApplied() ? ", fed forward" : ", only watched")));
        if (temperature.rmsWithoutPpm() > 0) {
            rows.add(new Tile.Row(
                    "changes without it",
                    "By how much the oscillator changes from one stretch of time to the next.",
                    Engineering.ppb(temperature.rmsWithoutPpm())));
            rows.add(new Tile.Row(
                    "changes with it",
                    "What is left of that when temperature is fed forward.",
                    Engineering.ppb(temperature.rmsWithPpm())));
        }
    }

    private static String rootDispersion(Status status) {
        return status.state().isSynchronised() ? Engineering.within(status.boundSeconds()) : Engineering.UNKNOWN;
    }
}
