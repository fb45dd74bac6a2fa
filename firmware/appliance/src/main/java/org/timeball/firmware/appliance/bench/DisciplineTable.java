package org.timeball.firmware.appliance.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The results as a table for people: a row a cell, chrony's figures and ours as a share of them on the right. */
final class DisciplineTable {

    static final String HEAD = """
            RMS and largest error in ns, Allan deviation at 1, 10, 100 and 1000 s, second from which on the error stays
            below 1 us, all of the discipline; processor time of a pulse, of the whole reference clock. Chrony's best is that
            of its polls 0 to 5, chosen for each cell.

            oscillator  pulses       RMS     max  ADEV 1    10       100      1000     <1us s  CPU us | chrony best   max  default | RMS/best  max/max  RMS/default
            """;

    private DisciplineTable() {}

    static String row(CellResult result) {
        var settled = result.settled();
        var ours = String.format(
                Locale.ROOT,
                "%-11s %-8s %7.1f %7.0f  %.2e %.2e %.2e %.2e %7s %7.1f",
                result.cell().frequency().name(),
                result.cell().noise().name(),
                result.rmsNanos(),
                result.maxNanos(),
                settled.allanDeviation(1),
                settled.allanDeviation(10),
                settled.allanDeviation(100),
                settled.allanDeviation(1_000),
                result.settledAt().isPresent() ? result.settledAt().getAsInt() : "never",
                result.cpuMicros());
        return ours + result.chrony().map(chrony -> beside(result, chrony)).orElse(" | not run on this") + "\n";
    }

    private static String beside(CellResult result, ChronyFigures chrony) {
        return String.format(
                Locale.ROOT,
                " | %11.1f %5.0f %8.1f | %8.3f %8.2f %12.3f",
                chrony.bestNanos(),
                chrony.maxNanos(),
                chrony.defaultNanos(),
                result.rmsNanos() / chrony.bestNanos(),
                result.maxNanos() / chrony.maxNanos(),
                result.rmsNanos() / chrony.defaultNanos());
    }

    /** The middle and the worst of the ratios; nothing if chrony was run on none of the cells. */
    static String foot(List<CellResult> results) {
        double[] ratios = results.stream()
                .flatMap(result -> result.chrony().map(chrony -> result.rmsNanos() / chrony.bestNanos()).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (ratios.length == 0) {
            return "";
        }
        double middle = 0.5 * (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]);
        return String.format(
                Locale.ROOT,
                "%nRMS as a share of chrony's best: median %.3f, worst %.3f of %d cells%n",
                middle,
                Arrays.stream(ratios).max().orElseThrow(),
                ratios.length);
    }
}
