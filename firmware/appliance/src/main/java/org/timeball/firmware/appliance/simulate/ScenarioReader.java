package org.timeball.firmware.appliance.simulate;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.timeball.refclock.simulation.OscillatorTrace;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigFile;
import org.timeball.server.state.ConfigTable;
import org.timeball.server.state.Range;

/** Turns a scenario's TOML into a {@link Scenario}, or into all that is wrong with it at once. */
final class ScenarioReader {

    private static final int SCHEMA = 1;

    private static final Range LENGTH = new Range(60, 864_000, "seconds");
    private static final Range ANY_INT = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE, "a seed");
    private static final Range SHARE = new Range(0, 1, "share of all pulses");
    private static final Range DELAY = new Range(0, 2, "seconds");
    private static final Range AHEAD = new Range(-2e9, 2e9, "seconds");
    private static final Range SCATTER = new Range(0, 0.1, "seconds");
    private static final Range LIMIT = new Range(1e-6, 1, "seconds");
    private static final Range SYSTEMATIC = new Range(1e-9, 0.1, "seconds");
    private static final Range SLOPE = new Range(-1_000, 1_000, "parts per billion a degree");
    private static final Range CELSIUS = new Range(-60, 150, "degrees Celsius");
    private static final Range SWING = new Range(0, 100, "degrees");
    private static final Range PERIOD = new Range(1, 1e9, "seconds");
    private static final Range VALUE = new Range(-2e9, 2e9, "in the event's own unit");

    private ScenarioReader() {}

    /** @throws ConfigException if the file cannot be read, is not TOML, or says what cannot be */
    static Scenario read(Path file) throws ConfigException {
        return ConfigFile.read(file, ScenarioReader::scenario);
    }

    /** @throws ConfigException as for a file */
    static Scenario parse(String name, String toml) throws ConfigException {
        return ConfigFile.parse(name, toml, ScenarioReader::scenario);
    }

    private static Scenario scenario(ConfigTable top) {
        top.require("schema", Integer.toString(SCHEMA));
        top.integer("schema", new Range(SCHEMA, SCHEMA, "the schema of this version"), SCHEMA);
        top.require("seconds", "7200");
        int seconds = top.integer("seconds", LENGTH, (int) LENGTH.min());
        return new Scenario(
                top.text("title", "A scenario"),
                start(top),
                seconds,
                top.integer("seed", ANY_INT, 1),
                clock(top.section("clock")),
                crystal(top.section("crystal")),
                room(top.section("room")),
                pulse(top.section("pulse")),
                sentence(top.section("receiver")),
                events(top, seconds));
    }

    private static Instant start(ConfigTable top) {
        var fallback = "2026-11-26T12:00:00Z";
        try {
            var start = Instant.parse(top.text("start", fallback));
            if (start.getNano() == 0) {
                return start;
            }
        } catch (DateTimeParseException notAnInstant) {
            // reported below, with what has a fraction
        }
        top.report("start", "that is no whole second of UTC", "write start = \"" + fallback + '"');
        return Instant.parse(fallback);
    }

    private static Scenario.Clock clock(ConfigTable table) {
        var clock = new Scenario.Clock(
                table.real("ahead-seconds", AHEAD, 0),
                table.flag("steer", true),
                table.real("holdover-limit-seconds", LIMIT, 1e-3),
                table.real("systematic-error-seconds", SYSTEMATIC, 1e-6));
        table.refuseTheRest();
        return clock;
    }

    private static Scenario.Crystal crystal(ConfigTable table) {
        String word = table.text("kind", "pi");
        var kind = Arrays.stream(OscillatorTrace.values())
                .filter(candidate -> key(candidate).equals(word))
                .findFirst();
        if (kind.isEmpty()) {
            table.report("kind", '"' + word + "\" is no crystal known here", "write one of " + crystals());
        }
        var crystal = new Scenario.Crystal(kind.orElse(OscillatorTrace.PI), table.real("ppb-per-degree", SLOPE, 0));
        table.refuseTheRest();
        return crystal;
    }

    private static String crystals() {
        return Arrays.stream(OscillatorTrace.values()).map(ScenarioReader::key).collect(Collectors.joining(", "));
    }

    private static String key(OscillatorTrace kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Scenario.Room room(ConfigTable table) {
        var room = new Scenario.Room(
                table.real("celsius", CELSIUS, 45),
                table.real("swing-degrees", SWING, 0),
                table.real("swing-seconds", PERIOD, 86_400));
        table.refuseTheRest();
        return room;
    }

    private static PulseNoise.Traits pulse(ConfigTable table) {
        var kernel = PulseNoise.Traits.ofKernelStamps();
        var pulse = new PulseNoise.Traits(
                table.real("gaussian-seconds", SCATTER, kernel.gaussianSeconds()),
                table.real("exponential-seconds", SCATTER, kernel.exponentialSeconds()),
                table.real("missing", SHARE, 0),
                table.real("wild", SHARE, 0),
                kernel.wildFromSeconds(),
                kernel.wildToSeconds());
        table.refuseTheRest();
        return pulse;
    }

    private static Scenario.Sentence sentence(ConfigTable table) {
        var sentence = new Scenario.Sentence(
                table.real("delay-seconds", DELAY, 0.12), table.real("jitter-seconds", SCATTER, 0.01));
        table.refuseTheRest();
        return sentence;
    }

    private static List<Event> events(ConfigTable top, int seconds) {
        var events = new ArrayList<Event>();
        for (var table : top.sections("event")) {
            event(table, seconds).ifPresent(events::add);
            table.refuseTheRest();
        }
        return events;
    }

    private static Optional<Event> event(ConfigTable table, int seconds) {
        table.require("at", "3600");
        table.require("what", "\"no-antenna\"");
        int at = table.integer("at", new Range(0, seconds - 1, "seconds since the start"), 0);
        int length = table.integer("for", new Range(1, seconds, "seconds"), seconds - at);
        double value = table.real("value", VALUE, 0);
        String word = table.text("what", Event.Kind.NO_ANTENNA.key());
        var kind = Event.Kind.of(word);
        if (kind.isEmpty()) {
            String known =
                    Arrays.stream(Event.Kind.values()).map(Event.Kind::key).collect(Collectors.joining(", "));
            table.report("what", '"' + word + "\" is nothing that can happen here", "write one of " + known);
        }
        return kind.map(known -> new Event(at, length, known, value));
    }
}
