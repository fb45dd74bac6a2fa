package org.timeball.firmware.appliance.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is harder than a quiet trace, a table each; the names are what {@code --table} takes. */
enum HardTable {
    /** Random starts until the error stays below 1 µs. */
    STARTS,
    /** Oscillators and lines of shapes that were not looked at when the discipline was made. */
    SHAPES,
    /** What the filters that know a drift bring. */
    DRIFT,
    /** Latency that comes in bursts of seconds, and latency that wanders. */
    BURSTS,
    /** The same burst and a genuine step, with and without somebody to ask. */
    WITNESS,
    /** The receiver's sawtooth, with and without its own word on it. */
    SAWTOOTH,
    /** Commands that take effect late. */
    LATE,
    /** Ramps of 2 ppm within a minute. */
    RAMP,
    /** Missing, wrong and wild pulses and a step of the receiver. */
    DISTURBED,
    /** Ten million pulses. */
    MEMORY;

    /** How long the bench runs; a test runs shorter. */
    static final int SECONDS = 100_000;

    private static final int MANY_PULSES = 10_000_000;

    /** What it is called on the command line and in the results. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<HardTable> of(String label) {
        return Arrays.stream(values())
                .filter(table -> table.label().equals(label))
                .findFirst();
    }

    /** Runs it in full length. */
    FigureTable measure(List<Cell> cells) {
        return switch (this) {
            case STARTS -> StartTrial.measure(cells, StartTrial.STARTS);
            case SHAPES -> ShapeTrial.shapes(SECONDS);
            case DRIFT -> ShapeTrial.drift(cells, SECONDS);
            case BURSTS -> BurstTrial.bursts(cells, SECONDS);
            case WITNESS -> BurstTrial.witness(cells, SECONDS);
            case SAWTOOTH -> LineTrial.sawtooth(cells, SECONDS);
            case LATE -> LineTrial.late(cells, SECONDS);
            case RAMP -> RampTrial.measure(cells, SECONDS);
            case DISTURBED -> DisturbanceTrial.measure(cells, SECONDS);
            case MEMORY -> MemoryTrial.measure(cells, MANY_PULSES);
        };
    }

    /** A cell by its name. */
    static Cell cell(List<Cell> cells, String name) {
        return cells.stream()
                .filter(cell -> cell.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
