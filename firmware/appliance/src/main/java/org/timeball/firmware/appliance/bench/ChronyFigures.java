package org.timeball.firmware.appliance.bench;

import java.util.List;
import java.util.Optional;

/**
 * What chrony made of the shared traces, as a yardstick that does not move: version 4.8 (upstream 8f2db83) under
 * clknetsim (134028f) with {@code refclock SHM 0 refid PPS poll P precision 1e-9 delay 1e-9}, seconds 10,000 to 100,000.
 *
 * @param oscillator   the cell's oscillator
 * @param line         the cell's pulse line
 * @param bestNanos    RMS error with the best of the polls 0 to 5 for this very cell, which nobody knows beforehand
 * @param maxNanos     largest error at that poll
 * @param defaultNanos RMS error with chrony's default, poll 4
 */
record ChronyFigures(String oscillator, String line, double bestNanos, double maxNanos, double defaultNanos) {

    private static final List<ChronyFigures> ALL = List.of(
            new ChronyFigures("calm", "pi5", 18.7, 124, 24.0),
            new ChronyFigures("calm", "pi4", 35.3, 340, 38.2),
            new ChronyFigures("calm", "pi3", 82.4, 506, 82.4),
            new ChronyFigures("calm", "dirty", 36.1, 209, 37.9),
            new ChronyFigures("pi", "pi5", 37.6, 288, 90.5),
            new ChronyFigures("pi", "pi4", 78.4, 786, 129),
            new ChronyFigures("pi", "pi3", 225.5, 2_288, 308),
            new ChronyFigures("pi", "dirty", 107.5, 426, 130),
            new ChronyFigures("rough", "pi5", 54.4, 303, 187),
            new ChronyFigures("rough", "pi4", 97.1, 866, 210),
            new ChronyFigures("rough", "pi3", 255.5, 2_627, 373),
            new ChronyFigures("rough", "dirty", 137.0, 820, 212),
            new ChronyFigures("load", "pi5", 39.5, 256, 176),
            new ChronyFigures("load", "pi4", 81.7, 786, 198),
            new ChronyFigures("load", "pi3", 237.0, 2_288, 350),
            new ChronyFigures("load", "dirty", 112.1, 878, 199));

    static Optional<ChronyFigures> of(Cell cell) {
        return ALL.stream()
                .filter(row -> row.oscillator.equals(cell.frequency().name())
                        && row.line.equals(cell.noise().name()))
                .findFirst();
    }
}
