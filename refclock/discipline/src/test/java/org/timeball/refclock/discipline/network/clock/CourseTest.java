package org.timeball.refclock.discipline.network.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CourseTest {

    private static final long SECOND = 1_000_000_000L;

    /** What it says of its own errors is so: their squares are what it expects, within the chance of 200 runs. */
    @Test
    void isAsSureAsItIsRight() {
        double phase = 0;
        double rate = 0;
        int runs = 200;
        for (int run = 0; run < runs; run++) {
            var random = new Random(run);
            double trueRate = 20e-6 * random.nextGaussian();
            double behind = 0.01 * random.nextGaussian();
            var course = Course.begin(0, behind + 1e-3 * random.nextGaussian(), 1e-6, 0, 20e-6);
            for (int i = 1; i <= 60; i++) {
                double wandered = 8e-9 * random.nextGaussian();
                behind += (trueRate + wandered / 2) * 64;
                trueRate += wandered;
                course = course.at(64 * SECOND * i).measured(behind + 1e-3 * random.nextGaussian(), 1e-6);
            }
            phase += Math.pow((course.behindSeconds() - behind) / course.phaseDeviation(), 2) / runs;
            rate += Math.pow((course.rate() - trueRate) / course.rateDeviation(), 2) / runs;
        }
        double of = phase;
        double and = rate;
        assertTrue(phase > 0.6 && phase < 1.6, () -> "phase " + of);
        assertTrue(rate > 0.6 && rate < 1.6, () -> "rate " + and);
    }

    @Test
    void oneWildMeasurementMovesItNoMoreThanFourDeviations() {
        var course = Course.begin(0, 0, 1e-6, 0, 1e-6);
        for (int i = 1; i < 50; i++) {
            course = course.at(64 * SECOND * i).measured(0, 1e-6);
        }
        var before = course.at(64 * SECOND * 50);
        var after = before.measured(10, 1e-6);

        double deviation = Math.sqrt(before.phaseVariance() + 1e-6);
        assertTrue(after.behindSeconds() <= 4 * deviation * before.phaseVariance() / (deviation * deviation) * 1.001);
    }

    @Test
    void followsFasterWhatWalksFaster() {
        var course = Course.begin(0, 0, 1e-10, 0, 1e-6);
        double behind = 0;
        for (int i = 1; i <= 115; i++) {
            behind += (i / 20 % 2 == 0 ? 1e-6 : -1e-6) * 64;
            course = course.at(64 * SECOND * i).measured(behind, 1e-10);
        }

        assertTrue(course.wander() > 1e-17, "a rate that jumps by 2 ppm every twenty minutes");
        assertEquals(behind, course.behindSeconds(), 50e-6);
    }

    @Test
    void isCarriedAlongWhenTheClockIsMoved() {
        var course = Course.begin(100 * SECOND, 0.5, 1e-6, 3e-6, 1e-6);

        assertEquals(0.2, course.moved(300_000_000, 0).behindSeconds(), 1e-12);
        assertEquals(100 * SECOND + 300_000_000, course.moved(300_000_000, 0).freeNanos());
        assertEquals(0.5, course.moved(-SECOND, -SECOND).behindSeconds(), 1e-12);
        assertEquals(99 * SECOND, course.moved(-SECOND, -SECOND).freeNanos());
        assertEquals(0.5 + 30e-6, course.at(110 * SECOND).behindSeconds(), 1e-12);
    }
}
