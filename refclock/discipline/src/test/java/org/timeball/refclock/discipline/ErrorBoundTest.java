package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.discipline.filter.Coasting;
import org.timeball.refclock.discipline.filter.Discipline;
import org.timeball.refclock.discipline.filter.Estimate;
import org.timeball.refclock.discipline.holdover.HoldoverMemory;
import org.timeball.refclock.discipline.holdover.HoldoverSlopes;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;
import org.timeball.refclock.simulation.TracedClock;

class ErrorBoundTest {

    private static final HoldoverSlopes PRIOR = new HoldoverMemory(700, SlopeRecord.EMPTY).slopes();
    private static final Coasting COASTING = new Coasting(1e-14, 1e-16, 1e-18, 1e-18, 1e-20);

    private static Estimate estimate(double phase, double doubt, Coasting coasting) {
        return new Estimate(phase, coasting, doubt, 12_000, 1, 200e-9, true);
    }

    @Test
    void isTheSumOfItsParts() {
        var bound = ErrorBound.of(1e-6, estimate(-2e-6, 0.5e-6, COASTING), PRIOR, 0, 10);
        assertEquals(1e-6 + 2e-6 + 0.5e-6 + 4 * 1e-7 + 7e-6, bound.boundSeconds(), 1e-12);
        assertEquals(1e-6 + 2e-6 + 0.5e-6 + 2 * 1e-7 + 7e-6, bound.withinSeconds(), 1e-12);
        assertTrue(bound.boundRatePpb() >= 700 && bound.boundRatePpb() < 720, () -> "rate " + bound.boundRatePpb());
    }

    /** What a person is shown as the sum of the headline is that. */
    @Test
    void partsAddUp() {
        var random = new Random(12);
        for (int i = 0; i < 10_000; i++) {
            double scale = Math.pow(10, -9 + 6 * random.nextDouble());
            var bound = ErrorBound.of(
                            scale * random.nextDouble(),
                            estimate(scale * random.nextGaussian(), scale * random.nextDouble(), COASTING),
                            PRIOR,
                            random.nextDouble(),
                            3_600 * random.nextDouble())
                    .plus("doubt", scale, 0);

            assertEquals(
                    bound.boundSeconds(),
                    bound.parts().stream().mapToDouble(ErrorPart::boundSeconds).sum(),
                    1e-12 * bound.boundSeconds());
            assertEquals(
                    bound.withinSeconds(),
                    bound.parts().stream().mapToDouble(ErrorPart::withinSeconds).sum(),
                    1e-12 * bound.boundSeconds());
        }
        assertTrue(ErrorBound.NONE.parts().isEmpty());
    }

    @Test
    void doubtsAreAddedToBothNumbers() {
        var bound = ErrorBound.of(1e-6, estimate(0, 0, COASTING), PRIOR, 0, 0);
        var doubted = bound.plus("doubt", 1e-3, 50);
        assertEquals(bound.boundSeconds() + 1e-3, doubted.boundSeconds(), 1e-15);
        assertEquals(bound.withinSeconds() + 1e-3, doubted.withinSeconds(), 1e-15);
        assertEquals(bound.boundRatePpb() + 50, doubted.boundRatePpb(), 1e-9);
        assertEquals(ErrorBound.NONE, bound.plus("doubt", 16, 0));
        assertEquals(ErrorBound.NONE, bound.plus("doubt", Double.NaN, 0));
    }

    /** C16: whatever the filter might come to believe, what goes out is a number, or nothing is vouched for. */
    @Test
    void whatIsNoNumberNeverLeaves() {
        var random = new Random(16);
        double[] odd = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0, Double.MIN_VALUE, 1e-310, 1e300, -1
        };
        for (int i = 0; i < 100_000; i++) {
            double[] v = new double[10];
            for (int k = 0; k < v.length; k++) {
                v[k] = random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : random.nextDouble() * 1e-6;
            }
            var estimate = estimate(v[0], Math.abs(v[1]), new Coasting(v[2], v[3], v[4], v[5], v[6]));
            var bound = ErrorBound.of(1e-6, estimate, PRIOR, Math.abs(v[7]), Math.abs(v[8]));
            var raised = bound.plus("doubt", Math.abs(v[9]), 0);
            for (var one : new ErrorBound[] {bound, raised}) {
                assertTrue(one.boundSeconds() > 0 && one.boundSeconds() <= 16, one::toString);
                assertTrue(one.withinSeconds() > 0 && one.withinSeconds() <= one.boundSeconds(), one::toString);
                assertTrue(one.boundRatePpb() >= 0 && Double.isFinite(one.boundRatePpb()), one::toString);
                assertTrue(one.withinRatePpb() >= 0 && Double.isFinite(one.withinRatePpb()), one::toString);
            }
        }
    }

    /** A snapshot may be three seconds old when it is served: its bound must have grown by enough. */
    @Test
    void theRateIsEnoughForAnOldSnapshot() {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            var coasting = new Coasting(
                    Math.pow(10, -16 + 6 * random.nextDouble()),
                    0,
                    Math.pow(10, -20 + 8 * random.nextDouble()),
                    Math.pow(10, -22 + 5 * random.nextDouble()),
                    Math.pow(10, -24 + 8 * random.nextDouble()));
            var estimate = estimate(0, 0, coasting);
            double since = 100_000 * Math.pow(random.nextDouble(), 3);
            var now = ErrorBound.of(1e-6, estimate, PRIOR, since, since);
            for (double later : new double[] {0.25, 1, 3}) {
                var then = ErrorBound.of(1e-6, estimate, PRIOR, since + later, since + later);
                double served = now.boundSeconds() + later * now.boundRatePpb() * 1e-9;
                assertTrue(served >= then.boundSeconds() * (1 - 1e-12), () -> "short after " + later + " s");
            }
        }
    }

    /** The closed form is no less than what the filters come to when they count the seconds one by one. */
    @Test
    void coastingForeseesWhatTheFiltersWillSay() {
        int locked = 3_000;
        double[] oscillator = OscillatorTrace.PI.series(5, locked);
        double[] lateness = LatencyTrace.PI4.series(6, locked);
        var discipline = new Discipline(0, 0);
        var clock = new TracedClock(0);
        double command = 0;
        for (int k = 0; k < locked; k++) {
            command = discipline
                            .onPulse(clock.phaseSeconds() + lateness[k], command)
                            .steering()
                            .frequencyPpb()
                    * 1e-9;
            clock.passSecond(oscillator[k], command);
        }
        var atLoss = discipline.estimate().coasting();
        for (int second = 1; second <= 86_400; second++) {
            command = discipline.onMissingPulse(command).frequencyPpb() * 1e-9;
            if (second % 9_600 == 0 || second == 1) {
                double foreseen = atLoss.deviationSeconds(second);
                double counted = discipline.estimate().phaseDeviationSeconds();
                assertTrue(foreseen >= 0.99 * counted && foreseen < 1.5 * counted, () -> foreseen + " for " + counted);
            }
        }
    }
}
