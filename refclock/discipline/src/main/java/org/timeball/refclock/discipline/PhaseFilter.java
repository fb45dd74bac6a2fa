package org.timeball.refclock.discipline;

/**
 * A Kalman filter of two states: the clock's phase and the oscillator's frequency error.
 *
 * <p>Phase wanders by white frequency noise, frequency by a random walk. Not thread-safe.
 */
final class PhaseFilter {

    /** White frequency noise, s²/s: 1 ppb from one second to the next, as a board's crystal has. */
    static final double WHITE = 1e-18;

    /** Random walk of frequency, s²/s³: follows a board's thermal swings without chasing the pulses' jitter. */
    static final double WALK = 1e-18;

    /**
     * Interrupt latency is one-sided: a pulse is stamped late far more often than early. Beyond so many deviations a
     * pulse's weight falls with the cube of its distance.
     */
    private static final double LATE_DEVIATIONS = 2;

    private static final double EARLY_DEVIATIONS = 3;

    private double phase;
    private double frequency;
    private double phaseVariance;
    private double covariance;
    private double frequencyVariance;

    /** Begins where a line ends. */
    PhaseFilter(double phaseSeconds, PhaseTrack.Line line) {
        double variance = 1.5 * line.deviationSeconds() * line.deviationSeconds();
        int n = PhaseTrack.LENGTH;
        phase = phaseSeconds;
        frequency = line.slope();
        phaseVariance = variance * line.phaseShare() + WHITE + n * WALK;
        covariance = variance * line.crossShare() + n / 4.0 * WALK;
        frequencyVariance = variance * line.slopeShare() + n / 2.0 * WALK;
    }

    double phase() {
        return phase;
    }

    double frequency() {
        return frequency;
    }

    double phaseVariance() {
        return phaseVariance;
    }

    double frequencyVariance() {
        return frequencyVariance;
    }

    /** One second passes, in which corrections moved the clock by {@code steeredSeconds}. */
    void predict(double steeredSeconds) {
        phase += frequency + steeredSeconds;
        phaseVariance += 2 * covariance + frequencyVariance + WHITE + WALK / 3;
        covariance += frequencyVariance + WALK / 2;
        frequencyVariance += WALK;
    }

    /**
     * Takes a measurement.
     *
     * @param innovation measured less predicted phase, seconds
     * @param variance   of the measurement, s²
     * @return its weight, 1 for an ordinary one, towards 0 for one far off
     */
    double update(double innovation, double variance) {
        double distance = Math.abs(innovation) / Math.sqrt(phaseVariance + variance);
        double allowed = innovation > 0 ? LATE_DEVIATIONS : EARLY_DEVIATIONS;
        double weight = distance > allowed ? Math.pow(allowed / distance, 3) : 1;
        absorb(innovation, variance / weight);
        return weight;
    }

    /** Takes what pulses agree on after a gap, however far it is from what was predicted. */
    void rejoin(double innovation, double variance) {
        phaseVariance = Math.max(phaseVariance, innovation * innovation);
        absorb(innovation, variance);
    }

    /** Follows a genuine step of the phase: the frequency stays as it is. */
    void jump(double innovation, double variance) {
        phase += innovation;
        phaseVariance += 2 * variance;
        covariance = 0;
    }

    private void absorb(double innovation, double variance) {
        double total = phaseVariance + variance;
        double phaseGain = phaseVariance / total;
        double frequencyGain = covariance / total;
        phase += phaseGain * innovation;
        frequency += frequencyGain * innovation;
        frequencyVariance -= frequencyGain * covariance;
        phaseVariance *= 1 - phaseGain;
        covariance *= 1 - phaseGain;
    }
}
