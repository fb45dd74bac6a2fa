package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.timeball.refclock.discipline.ReferenceClock;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;

/** The short form of {@code bench holdover}: what the bound promises, on the oscillators that try it hardest. */
@Execution(ExecutionMode.CONCURRENT)
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
        var result = HoldoverRun.ofDiscipline(cell);
        assertTrue(result.worstPercent() >= 99.9, () -> HoldoverTable.rows(result));
        assertTrue(result.worstHeadlinePercent() >= 95, () -> HoldoverTable.rows(result));
        double prior = result.prior().limitSeconds();
        double learned = result.learned().limitSeconds();
        double longer = cell.frequency().name().equals("calm") ? 10 : 1;
        assertTrue(learned > longer * prior, () -> "vouched for " + learned + " s alone, before learning " + prior);
    }

    static List<Cell> troubles() {
        return HoldoverTraces.troubles(20_000);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void holdsWhateverBefallsTheLine(Cell cell) {
        var result = HoldoverRun.ofReferenceClock(cell, CellWorld.USUAL_SYSTEMATIC_SECONDS);
        assertTrue(result.worstPercent() >= 99.9, () -> HoldoverTable.rows(result));
        assertTrue(result.worstHeadlinePercent() >= 95, () -> HoldoverTable.rows(result));
    }

    @Test
    void triesWrongEdges() {
        var names = troubles().stream().map(cell -> cell.noise().name()).toList();
        assertTrue(names.containsAll(List.of("wrongedge", "wrong1min")), names::toString);
    }

    /** A receiver that moves its second by 300 ns is the systematic error's business, and here it is said to have none. */
    @Test
    void aServedBoundThatFailsIsSeenToFail() {
        var moved = troubles().stream()
                .filter(cell -> cell.noise().name().equals("step300ns"))
                .findFirst()
                .orElseThrow();
        var result = HoldoverRun.ofReferenceClock(moved, 1e-9);
        assertTrue(result.served().inBoundPercent() < 99.9, () -> HoldoverTable.rows(result));
    }

    /**
     * Holdovers are reckoned: when one really comes, clock and bound are where they were reckoned to be, but for a drift
     * that dies down as it goes and is reckoned as what it comes to in the end.
     */
    @Test
    void whatIsReckonedIsWhatHappens() {
        int lostAt = 20_000;
        int longest = 4 * 3_600;
        double[] free = OscillatorTrace.PI.series(5, lostAt + longest + 1);
        double[] late = LatencyTrace.PI4.series(6, free.length);
        Arrays.fill(late, lostAt, late.length, Double.NaN);
        var cell = new Cell(new Trace("pi", free), new Trace("lost", late));
        var world = CellWorld.of(cell, CellWorld.USUAL_SYSTEMATIC_SECONDS, ReferenceClock::onPulse);
        double phase = 0;
        while (world.second() < lostAt) {
            phase = world.errorSeconds();
            world.passSecond(() -> {});
        }
        var outlook = world.referenceClock().outlook();
        double strayed = phase - outlook.estimate().phaseSeconds() + free[lostAt - 1];
        for (int alone = 2; alone <= longest; alone++) {
            strayed += free[world.second()];
            world.passSecond(() -> {});
            if (alone % 100 == 0) {
                double reckoned = strayed - outlook.expectedSeconds(alone);
                assertEquals(reckoned, world.errorSeconds(), 30e-9 + alone * 0.1e-9);
                double bound = outlook.bound(alone).boundSeconds();
                assertTrue(world.isVouchedFor() == bound < 1e-3 || bound > 0.95e-3, () -> "bound " + bound);
                assertEquals(bound, world.isVouchedFor() ? world.boundSeconds() : bound, 0.05 * bound);
            }
        }
    }

    @Test
    void aBoundThatFailsIsSeenToFail() {
        double[] wild = new double[5_000];
        for (int k = 0; k < wild.length; k++) {
            wild[k] = k < 2_000 ? 0 : 50e-6;
        }
        var jumps = new Cell(new Trace("jumps", wild), new Trace("none", new double[wild.length]));
        var result = HoldoverRun.ofDiscipline(jumps);
        assertTrue(result.worstPercent() < 99, () -> HoldoverTable.rows(result));
        var results = new ArrayList<>(List.of(result));
        assertTrue(HoldoverTable.foot(results).contains("Below 99.9 %: jumps none"), () -> HoldoverTable.foot(results));
    }
}
