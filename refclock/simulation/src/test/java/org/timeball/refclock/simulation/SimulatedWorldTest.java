package org.timeball.refclock.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedWorldTest {

    private static final long START = 1_795_392_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aFastCrystalGainsWhatItsErrorSays() {
        var world = steady(12_000);
        world.runUntil(START + 1_000 * SECOND);
        assertEquals(12_000_000, world.clock().rawNanos() - world.utcNanos(), 1);
    }

    @Test
    void manyShortStretchesAddUpToOneLongOne() {
        var longStretch = steady(-99_999.9);
        var shortStretches = steady(-99_999.9);
        longStretch.runUntil(START + 100 * SECOND);
        for (long at = START; at <= START + 100 * SECOND; at += 333_333) {
            shortStretches.runUntil(at);
        }
        shortStretches.runUntil(START + 100 * SECOND);
        assertEquals(longStretch.clock().rawNanos(), shortStretches.clock().rawNanos(), 1);
    }

    @Test
    void aCommandedFrequencyAndAStepMoveTheClock() {
        var world = steady(0);
        world.clock().setFrequencyPpb(-500_000);
        world.runUntil(START + SECOND);
        world.clock().setFrequencyPpb(0);
        world.clock().step(1_500_000);
        world.runUntil(START + 10 * SECOND);
        assertEquals(1_000_000, world.clock().rawNanos() - world.utcNanos(), 1);
    }

    @Test
    void whatIsDueHappensInOrderAndOnTime() {
        var world = steady(0);
        List<String> happened = new ArrayList<>();
        world.at(START + 2 * SECOND, () -> happened.add("second at " + (world.utcNanos() - START)));
        world.at(START + SECOND, () -> {
            happened.add("first");
            world.at(START + SECOND + 1, () -> happened.add("planned on the way"));
        });
        world.at(START + 2 * SECOND, () -> happened.add("third"));
        world.at(START + 3 * SECOND + 1, () -> happened.add("not yet"));
        world.runUntil(START + 3 * SECOND);
        assertEquals(List.of("first", "planned on the way", "second at 2000000000", "third"), happened);
    }

    @Test
    void theSameSeedGivesTheSameWorld() {
        assertEquals(noisy(7).clock().rawNanos(), noisy(7).clock().rawNanos());
        assertTrue(noisy(7).clock().rawNanos() != noisy(8).clock().rawNanos());
    }

    @Test
    void refusesToBeginBetweenSeconds() {
        var clock = new SimulatedClock(START);
        var crystal = new Crystal(Crystal.Traits.perfectlySteady(0), 1);
        assertThrows(IllegalArgumentException.class, () -> new SimulatedWorld(START + 1, clock, crystal));
    }

    private static SimulatedWorld steady(double ppb) {
        return new SimulatedWorld(
                START, new SimulatedClock(START), new Crystal(Crystal.Traits.perfectlySteady(ppb), 1));
    }

    private static SimulatedWorld noisy(long seed) {
        var world = new SimulatedWorld(START, new SimulatedClock(START), new Crystal(Crystal.Traits.onABoard(0), seed));
        world.runUntil(START + 3_600 * SECOND);
        return world;
    }
}
