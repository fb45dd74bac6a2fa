package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PhaseSteeringTest {

    /** Prices of one unit of change of command, which the rows are the best answers to, in their order. */
    private static final double[] PRICES = {0, 0.1, 0.3, 1, 3, 5, 10, 30};

    /** What a rule c = (1 − b)·c + a·θ makes of white noise of unit variance in the phase, in the long run. */
    private record LongRun(double phaseSquares, double changeSquares) {

        static LongRun of(double a, double b) {
            double phase = 0;
            double both = 0;
            double command = 0;
            for (int step = 0; step < 2_000; step++) {
                double p = 1 - a;
                double q = 1 - b;
                double nextPhase = p * p * phase - 2 * p * q * both + q * q * command + 1;
                double nextBoth = p * a * phase + (p * q - q * a) * both - q * q * command;
                double nextCommand = a * a * phase + 2 * a * q * both + q * q * command;
                phase = nextPhase;
                both = nextBoth;
                command = nextCommand;
            }
            return new LongRun(phase, a * a * phase - 2 * a * b * both + b * b * command);
        }

        double cost(double price) {
            return phaseSquares + price * changeSquares;
        }
    }

    @Test
    void everyRowIsTheBestAnswerToItsPrice() {
        assertEquals(PRICES.length, PhaseSteering.ROWS.size());
        for (int i = 0; i < PRICES.length; i++) {
            var row = PhaseSteering.ROWS.get(i);
            double best = LongRun.of(row.phaseShare(), row.forgetting()).cost(PRICES[i]);
            for (double da : new double[] {-0.03, 0, 0.03}) {
                for (double db : new double[] {-0.03, 0, 0.03}) {
                    double other = LongRun.of(row.phaseShare() + da, row.forgetting() + db)
                            .cost(PRICES[i]);
                    assertTrue(other >= best * (1 - 1e-6), () -> row + " is beaten by " + da + ", " + db);
                }
            }
        }
    }

    @Test
    void everyRowIsAsRestlessAsItSays() {
        for (var row : PhaseSteering.ROWS) {
            double changes = LongRun.of(row.phaseShare(), row.forgetting()).changeSquares();
            assertEquals(row.restlessness(), Math.sqrt(changes / 2), 2e-3);
        }
    }

    @Test
    void hurriesAtFirstAndThenAsTheNoiseAllows() {
        var quiet = new PhaseSteering();
        var noisy = new PhaseSteering();
        for (int n = 1; n <= 300; n++) {
            quiet.learn(1e-9, 1e-14, n);
            noisy.learn(50e-9, 1e-14, n);
        }
        quiet.decide(100e-9, 400);
        noisy.decide(100e-9, 400);
        assertEquals(100e-9, quiet.rate(), 1e-15);
        assertEquals(13.5e-9, noisy.rate(), 1e-15);
        noisy.decide(100e-9, 20);
        assertEquals(100e-9, noisy.rate(), 1e-15);
    }

    /** Two pulses of three are missing: what their seconds save of the budget lets the third be answered sooner. */
    @Test
    void spendsWhatSecondsWithoutAPulseSave() {
        var whole = new PhaseSteering();
        var sparse = new PhaseSteering();
        for (int n = 1; n <= 3_000; n++) {
            whole.learn(5e-9, 1e-14, n);
            sparse.learn(n % 3 == 0 ? 5e-9 : 0, 1e-14, n);
        }
        whole.decide(100e-9, 4_000);
        sparse.decide(100e-9, 4_000);
        assertEquals(66.5e-9, whole.rate(), 15e-9);
        assertEquals(100e-9, sparse.rate(), 20e-9);
        assertTrue(sparse.rate() > whole.rate());
    }

    @Test
    void neverAsksForMoreThanTheKernelGives() {
        var steering = new PhaseSteering();
        steering.deadbeat(1);
        assertEquals(500e-6, steering.rate());
        steering.decide(-1, 400);
        assertEquals(-500e-6, steering.rate());
    }
}
