package org.timeball.refclock.discipline.filter;

import java.util.List;

/**
 * Steers phase away as fast as the frequency it serves may bear.
 *
 * <p>For phase θ′ = θ − c + w with white w the command c = (1 − b)·c + a·θ minimises E θ² + ρ E (Δc)², a Riccati equation
 * solved beforehand for eight ρ. How jumpy the estimate of the phase is decides which one is in force: a quiet one is
 * steered to zero in one second, a noisy one gently. Not thread-safe.
 */
final class PhaseSteering {

    /**
     * One solution.
     *
     * @param phaseShare   a
     * @param forgetting   b
     * @param restlessness Allan deviation at one second that it causes, per deviation of the phase's innovation
     */
    record Row(double phaseShare, double forgetting, double restlessness) {}

    /** For ρ = 0 (all at once), 0.1, 0.3, 1, 3, 5, 10, 30. */
    static final List<Row> ROWS = List.of(
            new Row(1, 1, 1),
            new Row(0.817, 0.933, 0.7366),
            new Row(0.665, 0.868, 0.5640),
            new Row(0.481, 0.769, 0.3892),
            new Row(0.333, 0.667, 0.2672),
            new Row(0.276, 0.618, 0.2229),
            new Row(0.211, 0.553, 0.1735),
            new Row(0.135, 0.456, 0.1162));

    /** Allan deviation at one second that steering may add. */
    private static final double BUDGET = 3e-9;

    /** In the first seconds nothing but the phase matters. */
    private static final int ALL_AT_ONCE_UNTIL = 32;

    private static final int MEAN_OVER = 256;

    /** What clock_adjtime(2) accepts. */
    private static final double LIMIT = 500e-6;

    private double rate;
    private double innovationVariance;

    /** How fast phase is being steered away, s/s: to be taken off the clock's frequency. */
    double rate() {
        return rate;
    }

    /** Steers the whole phase away within a second, or as fast as may be. */
    void deadbeat(double phaseSeconds) {
        rate = Math.clamp(phaseSeconds, -LIMIT, LIMIT);
    }

    /**
     * Takes how far a second moved the estimate of the phase, by its pulse: 0 when there was none or a wild one. The budget
     * is a mean over all seconds, so what these save the others may spend.
     *
     * @param n pulses since the filters started, at least 1
     */
    void learn(double movedSeconds, double pulseVariance, int n) {
        double square = Math.min(movedSeconds * movedSeconds, pulseVariance);
        innovationVariance += (square - innovationVariance) / Math.min(n, MEAN_OVER);
    }

    /** Decides on the next second, {@code pulses} after the start-up began. */
    void decide(double phaseSeconds, int pulses) {
        var row = pulses < ALL_AT_ONCE_UNTIL ? ROWS.getFirst() : affordable();
        rate = Math.clamp((1 - row.forgetting) * rate + row.phaseShare * phaseSeconds, -LIMIT, LIMIT);
    }

    private Row affordable() {
        double deviation = Math.sqrt(innovationVariance);
        for (var row : ROWS) {
            if (row.restlessness * deviation <= BUDGET) {
                return row;
            }
        }
        return ROWS.getLast();
    }
}
