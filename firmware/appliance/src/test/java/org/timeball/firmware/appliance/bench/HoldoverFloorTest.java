package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of {@code bench holdover}: what the bound promises, on the oscillators that try it hardest. */
class HoldoverFloorTest {

    private static final int DAYS = 3;

    static List<Cell> oscillators() {
        var tried = List.of("calm", "load", "1ppm/day", "day.5ppm", "fan.3quick");
        return HoldoverTraces.cells(DAYS).stream()
                .filter(cell -> tried.contains(cell.frequency().name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("oscillators")
    void holdsWhateverTheOscillatorDoes(Cell cell) {
        var result = HoldoverRun.measure(cell, 0);
        assertTrue(result.worstPercent() >= 99.9, () -> HoldoverTable.rows(result));
        assertTrue(result.worstHeadlinePercent() >= 95, () -> HoldoverTable.rows(result));
        double prior = result.prior().limitSeconds();
        double learned = result.learned().limitSeconds();
        double longer = cell.frequency().name().equals("calm") ? 10 : 1;
        assertTrue(learned > longer * prior, () -> "vouched for " + learned + " s alone, before learning " + prior);
    }

    static List<Cell> troubles() {
        return HoldoverTraces.troubles(40_000);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void holdsWhateverBefallsTheLine(Cell cell) {
        var result = HoldoverRun.measure(cell, 1e-6);
        assertTrue(result.worstPercent() >= 99.9, () -> HoldoverTable.rows(result));
        assertTrue(result.worstHeadlinePercent() >= 95, () -> HoldoverTable.rows(result));
    }

    @Test
    void aBoundThatFailsIsSeenToFail() {
        double[] wild = new double[5_000];
        for (int k = 0; k < wild.length; k++) {
            wild[k] = k < 2_000 ? 0 : 50e-6;
        }
        var jumps = new Cell(new Trace("jumps", wild), new Trace("none", new double[wild.length]));
        var result = HoldoverRun.measure(jumps, 0);
        assertTrue(result.worstPercent() < 99, () -> HoldoverTable.rows(result));
        var results = new ArrayList<>(List.of(result));
        assertTrue(HoldoverTable.foot(results).contains("Below 99.9 %: jumps none"), () -> HoldoverTable.foot(results));
    }
}
