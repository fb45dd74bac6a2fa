package org.timeball.refclock.discipline.holdover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is learned from oscillators whose ways are known. */
class HoldoverMemoryTest {

    private static final double PRIOR_PPB = 700;
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;

    private final HoldoverMemory memory = new HoldoverMemory(PRIOR_PPB, SlopeRecord.EMPTY);

    /** Watches a clock of that frequency (s/s) second by second, believed without a flaw; returns the memory. */
    private static HoldoverMemory watch(HoldoverMemory memory, int from, int to, DoubleUnaryOperator frequency) {
        double phase = 0;
        for (int second = from; second < to; second++) {
            memory.pulse(second, phase, frequency.applyAsDouble(second));
            phase += frequency.applyAsDouble(second);
        }
        return memory;
    }

    private static double ramp(double second) {
        return 1e-6 * second / DAY;
    }

    @Test
    void beforeADayWasSeenThePriorHolds() {
        for (int seen : new int[] {0, HOUR, DAY - MINUTE}) {
            var slopes = watch(new HoldoverMemory(PRIOR_PPB, SlopeRecord.EMPTY), 0, seen, second -> 5e-6)
                    .slopes();
            assertEquals(0.7e-6, slopes.straySeconds(1), 1e-12, () -> "after " + seen + " s");
            assertEquals(0.7e-6 * HOUR, slopes.straySeconds(HOUR), 1e-9, () -> "after " + seen + " s");
            assertEquals(2.5 * 0.7e-6 * DAY, slopes.straySeconds(DAY), 1e-9, () -> "after " + seen + " s");
        }
    }

    /** A constant error is no stray, however large: it is known and steered away. */
    @Test
    void aSteadyOscillatorIsTrustedToTheLeastSlopeAfterADay() {
        var slopes = watch(memory, 0, DAY + 3 * MINUTE, second -> 5e-6).slopes();
        assertEquals(20e-9 * MINUTE, slopes.straySeconds(MINUTE), 1e-15);
        assertEquals(20e-9 * 4 * HOUR, slopes.straySeconds(4 * HOUR), 1e-12);
        assertEquals(2 * 0.7e-6 * 8 * HOUR, slopes.straySeconds(8 * HOUR), 1e-9, "not yet seen from most hours");
    }

    /** After h seconds a clock that gains 1 ppm a day is off by half of that times h. */
    @Test
    void aRampIsLearnedAtEveryHorizon() {
        var slopes = watch(memory, 0, 2 * DAY, HoldoverMemoryTest::ramp).slopes();
        for (int hours : new int[] {4, 6, 8, 10, 12, 24}) {
            double seconds = hours * HOUR;
            double truth = 0.5 * 1e-6 * seconds * seconds / DAY;
            assertTrue(slopes.straySeconds(seconds) >= truth, () -> "too little at " + hours + " h");
            assertTrue(slopes.straySeconds(seconds) <= 1.02 * truth, () -> "too much at " + hours + " h");
        }
    }

    @Test
    void whatIsSteeperThanThePriorCountsAtOnce() {
        var slopes =
                watch(memory, 0, 2 * HOUR, second -> second < HOUR ? 0 : 3e-6).slopes();
        assertTrue(slopes.straySeconds(HOUR) >= 0.98 * 3e-6 * HOUR, () -> "a stray of " + slopes.straySeconds(HOUR));
    }

    /** The worst that was believed within a minute counts, not what happened to be believed at its end. */
    @Test
    void aFlawInsideAMinuteIsSeen() {
        double phase = 0;
        for (int second = 0; second < DAY + HOUR; second++) {
            memory.pulse(second, phase, second % MINUTE == 30 ? 200e-9 : 0);
        }
        assertEquals(200e-9 * 5 * MINUTE, memory.slopes().straySeconds(5 * MINUTE), 1e-12);
    }

    /** One minute in a thousand may be steeper than what is said; it is not the steepest of all. */
    @Test
    void oneInAThousandIsLeftOut() {
        var spiky = new HoldoverMemory(PRIOR_PPB, SlopeRecord.EMPTY);
        for (int second = 0; second < 7 * DAY; second++) {
            boolean isWild = second % MINUTE == 30 && second / MINUTE % 1_440 == 700;
            spiky.pulse(second, 0, isWild ? 50e-6 : 100e-9);
        }
        assertEquals(100e-9 * MINUTE, spiky.slopes().straySeconds(MINUTE), 1e-12);
    }

    /** What was steep is forgotten when seven days have passed since that day ended. */
    @Test
    void aWeekLaterItIsForgotten() {
        double phase = 0;
        for (int second = 0; second < 9 * DAY; second++) {
            double frequency = second < DAY && second / HOUR % 2 == 1 ? 3e-6 : 0;
            memory.pulse(second, phase, frequency);
            phase += frequency;
            if (second == 8 * DAY - HOUR) {
                assertTrue(memory.slopes().straySeconds(MINUTE) > 2.9e-6 * MINUTE, "still known");
            }
        }
        assertEquals(20e-9 * MINUTE, memory.slopes().straySeconds(MINUTE), 1e-12);
    }

    @Test
    void aBreakOrAGapMakesNothingSteep() {
        watch(memory, 0, HOUR, second -> 5e-6);
        memory.breakOff();
        watch(memory, 2 * HOUR, 3 * HOUR, second -> 9e-6);
        assertEquals(0.7e-6 * HOUR, memory.slopes().straySeconds(HOUR), 1e-9, "after a break");
        double phaseAtGap = HOUR * 9e-6;
        memory.pulse(5 * HOUR, phaseAtGap + 2 * HOUR * 9e-6, 9e-6);
        memory.pulse(5 * HOUR + MINUTE, phaseAtGap + (2 * HOUR + MINUTE) * 9e-6, 9e-6);
        assertEquals(0.7e-6 * HOUR, memory.slopes().straySeconds(HOUR), 1e-9, "after a gap");
    }

    /** Clocks of all sorts: the stray never falls, is never less than 0.02 ppm, and is a number. */
    @Test
    void theStrayNeverFallsWhateverWasSeen() {
        var random = new Random(7);
        for (int world = 0; world < 40; world++) {
            var any = new HoldoverMemory(PRIOR_PPB, SlopeRecord.EMPTY);
            double phase = 0;
            long second = 0;
            for (int pulse = 0; pulse < 3_000; pulse++) {
                second += 1 + random.nextInt(world * 3 + 1);
                double frequency = 1e-6 * random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3);
                phase += random.nextInt(50) == 0 ? random.nextGaussian() : frequency;
                any.pulse(second, random.nextInt(500) == 0 ? Double.NaN : phase, frequency);
                if (random.nextInt(1_000) == 0) {
                    any.breakOff();
                }
            }
            double before = 0;
            for (double seconds :
                    DoubleStream.iterate(0.1, s -> s < 1e6, s -> 1.1 * s).toArray()) {
                double stray = any.slopes().straySeconds(seconds);
                assertTrue(stray >= before && stray >= 0.999 * 20e-9 * seconds, () -> "at " + seconds + " s");
                before = stray;
            }
            assertTrue(Double.isFinite(before));
            assertEquals(any.record(), new HoldoverMemory(PRIOR_PPB, any.record()).record(), "record is identity");
        }
    }

    @Test
    void goesOnAfterARestartWhereItStopped() {
        var before = watch(memory, 0, 2 * DAY, HoldoverMemoryTest::ramp);
        var after = new HoldoverMemory(PRIOR_PPB, before.record());
        for (double seconds = 1; seconds < 2 * DAY; seconds *= 1.3) {
            assertEquals(before.slopes().straySeconds(seconds), after.slopes().straySeconds(seconds));
        }
    }

    @Test
    void refusesARecordThatNoDayLeaves() {
        assertThrows(IllegalArgumentException.class, () -> new SlopeRecord.Horizon(1, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new SlopeRecord.Horizon(2, List.of(1e-9f, 2e-9f)));
        assertThrows(IllegalArgumentException.class, () -> new SlopeRecord.Horizon(1, List.of(Float.NaN)));
        assertThrows(IllegalArgumentException.class, () -> new SlopeRecord.Horizon(1, List.of(-1e-9f)));
        assertThrows(IllegalArgumentException.class, () -> new SlopeRecord.Horizon(1_441, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new SlopeRecord.Day(List.of()));
    }
}
