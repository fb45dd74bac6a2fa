package org.timeball.refclock.discipline.leap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;

class SlewingClockTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_435_200L * SECOND;

    private final SimulatedClock machine = new SimulatedClock(START);
    private final SimulatedWorld world =
            new SimulatedWorld(START, machine, new Crystal(Crystal.Traits.perfectlySteady(50_000), 1));
    private final SlewingClock clock = new SlewingClock(machine);

    /** While the machine's clock is brought over 400 µs a second, the disciplined one runs as it is told to the nanosecond. */
    @Test
    void theDisciplinedClockDoesNotNoticeTheSlew() throws DeviceException {
        clock.setFrequencyPpb(-50_000);
        world.runUntil(START + 10 * SECOND);
        clock.leap(-1);
        assertEquals(-1, servedErrorSeconds(), 1e-6);
        double before = servedErrorSeconds();
        for (int k = 11; k < 3_000; k++) {
            clock.setFrequencyPpb(-50_000);
            world.runUntil(START + k * SECOND);
        }
        // 50 ppm fast made 50 ppm slower is 2.5 ppb slow.
        assertEquals(before - 2_989 * 2.5e-9, servedErrorSeconds(), 50e-9);
        assertEquals(0, clock.correctionNanos(machine.rawNanos()), 1);
        assertEquals(0, clock.correctionRatePpb(), 1);
    }

    @Test
    void sparesTheMachineTheStep() throws DeviceException {
        clock.setFrequencyPpb(0);
        long before = clock.rawNanos();
        clock.leap(1);
        assertEquals(before, clock.rawNanos());
        assertEquals(SECOND, clock.correctionNanos(before));
        assertEquals(400_000, machine.commandPpb(), 0.02);
        clock.step(-7 * SECOND);
        assertEquals(before - 7 * SECOND, clock.rawNanos());
        assertEquals(SECOND, clock.correctionNanos(clock.rawNanos()));
    }

    @Test
    void whatIsLeftToSlewDoesNotChangeWhenSomethingElseSetsTheMachinesClock() throws DeviceException {
        clock.setFrequencyPpb(0);
        clock.leap(1);
        world.runUntil(START + 100 * SECOND);
        long left = clock.correctionNanos(machine.rawNanos());
        machine.setBySomethingElse(3_600 * SECOND);
        assertEquals(3_600 * SECOND, clock.takeForeignMoveNanos());
        assertEquals(left, clock.correctionNanos(machine.rawNanos()));
        clock.step(-3_600 * SECOND);
        assertEquals(left, clock.correctionNanos(machine.rawNanos()));
    }

    @Test
    void leavesTheKernelOutOfIt() throws DeviceException {
        assertFalse(clock.armLeap(Leap.INSERT));
        assertFalse(clock.hasLeapt());
        clock.setTaiOffset(38);
        assertEquals(38, machine.taiOffsetSeconds());
        clock.setFrequencyPpb(200_000);
        clock.leap(1);
        assertTrue(machine.commandPpb() <= 500_000);
    }

    private double servedErrorSeconds() {
        long raw = machine.rawNanos();
        return (raw + clock.correctionNanos(raw) - world.utcNanos()) * 1e-9;
    }
}
