package org.timeball.firmware.appliance.bench;

import java.util.Locale;

/** The gain by temperature as a table for people: a row for each thermometer of each cell. */
final class TemperatureTable {

    static final String HEAD = """
            RMS error in ns with all pulses, largest error in us in two hours without pulses, each without and with the
            thermometer; what was learned in the end: slope, share of the oscillator's changes foretold, whether used.

            oscillator  pulses  thermometer     RMS without    with  share | holdover without    with  share | ppb/degC  lag s  foretold  used
            """;

    private TemperatureTable() {}

    static String row(
            Cell cell, BenchThermometer thermometer, TemperatureRun.Outcome without, TemperatureRun.Outcome with) {
        var learned = with.learned();
        return String.format(
                Locale.ROOT,
                "%-11s %-7s %-15s %11.1f %7.1f %6.3f | %16.2f %7.2f %6.3f | %8.2f %6.0f %8.0f%%  %s%n",
                cell.frequency().name(),
                cell.noise().name(),
                thermometer.words(),
                without.rmsNanos(),
                with.rmsNanos(),
                with.rmsNanos() / without.rmsNanos(),
                without.holdoverNanos() * 1e-3,
                with.holdoverNanos() * 1e-3,
                with.holdoverNanos() / without.holdoverNanos(),
                learned.slopePpbPerDegree(),
                learned.lagSeconds(),
                100 * Math.max(0, learned.explained()),
                learned.isApplied() ? "yes" : "no");
    }
}
