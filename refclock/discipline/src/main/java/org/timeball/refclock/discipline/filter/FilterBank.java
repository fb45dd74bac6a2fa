package org.timeball.refclock.discipline.filter;

import java.util.Arrays;

/**
 * Fifty-one Kalman filters that differ in how restless they think the oscillator is, and what they believe together.
 *
 * <p>Each knows the clock's phase and the oscillator's frequency error; white frequency noise moves the first and a random
 * walk the second. Three know a drift of the frequency besides, which chance moves and which is forgotten over minutes:
 * a board that is warming. How well a filter predicts the pulses is its weight. As in an interacting multiple model
 * a filter that has lost its weight is replaced by the mixture of all, so that it is at hand, and not hours behind,
 * when the oscillator changes its ways. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1109/9.1299">Blom and Bar-Shalom, The interacting multiple model algorithm</a>
 */
final class FilterBank {

    /**
     * Random walk of frequency, s²/s³: from a crystal in an oven to one that a fan has just begun to cool by 2 ppm. Half
     * decades where single-board computers live.
     */
    private static final double[] WALKS = {
        1e-24, 1e-22, 1e-21, 1e-20, 3e-20, 1e-19, 3e-19, 1e-18, 3e-18, 1e-17, 1e-16, 1e-15
    };

    /** White frequency noise, s²/s. */
    private static final double[] WHITES = {1e-22, 1e-19, 1e-18, 1e-17};

    /** What moves the drift of the filters that know one, s²/s⁵, beside the walk and white noise below. */
    private static final double[] DRIFTS = {1e-24, 1e-22, 1e-20};

    private static final double DRIFTER_WALK = 1e-20;
    private static final double DRIFTER_WHITE = 1e-18;

    /** A drift lasts for 100 s: remembered for ever it would be carried past every bend. */
    private static final double DRIFT_KEPT = 0.99;

    /** What a drift moves the frequency by until it has died down, as if it had lasted so long. */
    private static final double DRIFT_SECONDS = 1 / (1 - DRIFT_KEPT);

    /** From here on the filters know a drift; before, it and its variances stay zero. */
    private static final int DRIFTLESS = WALKS.length * WHITES.length;

    private static final int LARGEST = DRIFTLESS + DRIFTS.length;

    /** How likely an oscillator is to become another one in a given second. */
    private static final double SWITCHING = 1e-5;

    /** Weights are forgotten over an hour, which limits how far the best can get ahead. */
    private static final double REMEMBERED = 0.9997;

    /** The start-up's line is taken to be a little worse than it says. */
    private static final double LINE_CAUTION = 1.5;

    private static final double NEGLIGIBLE = 1e-4;
    private static final double DEEPEST_EXPONENT = -600;

    private final int size;
    private final double[] phase = new double[LARGEST];
    private final double[] frequency = new double[LARGEST];
    private final double[] phaseVariance = new double[LARGEST];
    private final double[] covariance = new double[LARGEST];
    private final double[] frequencyVariance = new double[LARGEST];
    private final double[] drift = new double[LARGEST];
    private final double[] phaseDrift = new double[LARGEST];
    private final double[] frequencyDrift = new double[LARGEST];
    private final double[] driftVariance = new double[LARGEST];
    private final double[] weight = new double[LARGEST];
    private final double[] score = new double[LARGEST];
    private double meanPhase;
    private double meanFrequency;

    /** Begins where a line ends, with equal weights. */
    FilterBank(double phaseSeconds, PhaseTrack.Line line) {
        this(phaseSeconds, line, true);
    }

    /** Begins with or without the filters that know a drift. */
    FilterBank(double phaseSeconds, PhaseTrack.Line line, boolean isDriftKnown) {
        size = isDriftKnown ? LARGEST : DRIFTLESS;
        double variance = LINE_CAUTION * line.deviationSeconds() * line.deviationSeconds();
        int n = PhaseTrack.LENGTH;
        for (int j = 0; j < size; j++) {
            phase[j] = phaseSeconds;
            frequency[j] = line.slope();
            phaseVariance[j] = variance * line.phaseShare() + white(j) + n * walk(j);
            covariance[j] = variance * line.crossShare() + n / 4.0 * walk(j);
            frequencyVariance[j] = variance * line.slopeShare() + n / 2.0 * walk(j);
        }
        Arrays.fill(weight, 0, size, 1.0 / size);
        findMeans();
    }

    /** Our clock less UTC, seconds. */
    double phase() {
        return meanPhase;
    }

    /** The oscillator's error, s/s. */
    double frequency() {
        return meanFrequency;
    }

    /** How far the phase may be off by all filters, their disagreement included, s². */
    double phaseVariance() {
        double variance = 0;
        for (int j = 0; j < size; j++) {
            double apart = phase[j] - meanPhase;
            variance += weight[j] * (phaseVariance[j] + apart * apart);
        }
        return variance;
    }

    /** Likewise of the frequency. */
    double frequencyVariance() {
        double variance = 0;
        for (int j = 0; j < size; j++) {
            double apart = frequency[j] - meanFrequency;
            variance += weight[j] * (frequencyVariance[j] + apart * apart);
        }
        return variance;
    }

    /** The filters' own mean variance of phase, without their disagreement, s². */
    double meanPhaseVariance() {
        double variance = 0;
        for (int j = 0; j < size; j++) {
            variance += weight[j] * phaseVariance[j];
        }
        return variance;
    }

    /**
     * How that will grow while no pulse comes. A drift that will die down is taken for what it comes to in the end, and what
     * moves it for a random walk of the frequency, which is a little too much in the first minutes.
     */
    Coasting coasting() {
        double white = 0;
        double walk = 0;
        double covariance = mixtureCovariance();
        double toCome = meanFrequency + driftToCome();
        double frequencies = 0;
        for (int j = 0; j < size; j++) {
            boolean isDrifter = j >= DRIFTLESS;
            white += weight[j] * white(j);
            walk += weight[j] * (walk(j) + (isDrifter ? DRIFT_SECONDS * DRIFT_SECONDS * driftMovedBy(j) : 0));
            covariance += weight[j] * DRIFT_SECONDS * phaseDrift[j];
            double apart = frequency[j] + DRIFT_SECONDS * drift[j] - toCome;
            frequencies += weight[j]
                    * (frequencyVariance[j]
                            + DRIFT_SECONDS * (2 * frequencyDrift[j] + DRIFT_SECONDS * driftVariance[j])
                            + apart * apart);
        }
        return new Coasting(phaseVariance(), covariance, frequencies, white, walk);
    }

    /** How far the frequency is still expected to drift, s/s. */
    double driftToCome() {
        double sum = 0;
        for (int j = DRIFTLESS; j < size; j++) {
            sum += weight[j] * DRIFT_SECONDS * drift[j];
        }
        return sum;
    }

    /** One second passes, in which corrections moved the clock by {@code steeredSeconds}. */
    void predict(double steeredSeconds) {
        for (int j = 0; j < size; j++) {
            double walk = walk(j);
            phase[j] += frequency[j] + drift[j] / 2 + steeredSeconds;
            phaseVariance[j] += 2 * covariance[j] + frequencyVariance[j] + white(j) + walk / 3;
            covariance[j] += frequencyVariance[j] + walk / 2;
            frequencyVariance[j] += walk;
        }
        for (int j = DRIFTLESS; j < size; j++) {
            predictDrift(j);
        }
        findMeans();
    }

    /** The drift's part in a second: frequency moves by it, and phase by half of it. */
    private void predictDrift(int j) {
        double toPhase = phaseDrift[j];
        double toFrequency = frequencyDrift[j];
        double ofDrift = driftVariance[j];
        double moved = driftMovedBy(j);
        frequency[j] += drift[j];
        drift[j] *= DRIFT_KEPT;
        phaseVariance[j] += toPhase + toFrequency + ofDrift / 4 + moved / 20;
        covariance[j] += toPhase + 1.5 * toFrequency + ofDrift / 2 + moved / 8;
        frequencyVariance[j] += 2 * toFrequency + ofDrift + moved / 3;
        phaseDrift[j] = DRIFT_KEPT * (toPhase + toFrequency + ofDrift / 2) + moved / 6;
        frequencyDrift[j] = DRIFT_KEPT * (toFrequency + ofDrift) + moved / 2;
        driftVariance[j] = DRIFT_KEPT * DRIFT_KEPT * ofDrift + moved;
    }

    /**
     * Takes a measured phase.
     *
     * @param variance of the measurement, s²
     * @param shape    of its scatter
     */
    void update(double measuredSeconds, double variance, NoiseShape shape) {
        for (int j = 0; j < size; j++) {
            double total = phaseVariance[j] + variance;
            double stretch = Math.sqrt(total / shape.variance());
            double distance = (measuredSeconds - phase[j]) / stretch;
            score[j] = REMEMBERED * Math.log(weight[j]) + shape.logDensity(distance) - Math.log(stretch);
            absorb(j, stretch * influence(shape, distance, phaseVariance[j] / total), total);
        }
        weigh();
        findMeans();
        mix();
    }

    /** How likely a measured phase is that of one of the line's own pulses, 0 to 1; parameters as of an update. */
    double belief(double measuredSeconds, double variance, NoiseShape shape) {
        double stretch = Math.sqrt((meanPhaseVariance() + variance) / shape.variance());
        return shape.belief((measuredSeconds - meanPhase) / stretch);
    }

    /** Takes what pulses agree on after a gap, however far it is from what was predicted. */
    void rejoin(double measuredSeconds, double variance, NoiseShape shape) {
        for (int j = 0; j < size; j++) {
            double innovation = measuredSeconds - phase[j];
            phaseVariance[j] = Math.max(phaseVariance[j], innovation * innovation);
        }
        update(measuredSeconds, variance, shape);
    }

    /** What was measured for a while is not worth what it was taken for: phase and frequency may be off by so much more. */
    void loosen(double phaseSeconds, double frequencyDeviation) {
        for (int j = 0; j < size; j++) {
            phaseVariance[j] += phaseSeconds * phaseSeconds;
            frequencyVariance[j] += frequencyDeviation * frequencyDeviation;
        }
    }

    /** Follows a genuine step of the phase: frequency and weights stay as they are. */
    void jump(double stepSeconds, double variance) {
        double target = meanPhase + stepSeconds;
        for (int j = 0; j < size; j++) {
            phase[j] = target;
            phaseVariance[j] += 2 * variance;
            covariance[j] = 0;
            phaseDrift[j] = 0;
        }
        findMeans();
    }

    /**
     * The less a filter knows of the phase beside the pulse, the more nearly linear is the pull: the shape's steep middle
     * would overshoot.
     */
    private static double influence(NoiseShape shape, double distance, double ignorance) {
        double linear = distance / (1 + distance * distance / (16 * shape.variance()));
        return (1 - ignorance) * shape.influence(distance) + ignorance * linear;
    }

    private void absorb(int j, double pull, double total) {
        double phaseGain = phaseVariance[j] / total;
        double frequencyGain = covariance[j] / total;
        double driftGain = phaseDrift[j] / total;
        phase[j] += phaseGain * pull;
        frequency[j] += frequencyGain * pull;
        drift[j] += driftGain * pull;
        driftVariance[j] -= driftGain * phaseDrift[j];
        frequencyDrift[j] -= driftGain * covariance[j];
        phaseDrift[j] *= 1 - phaseGain;
        frequencyVariance[j] -= frequencyGain * covariance[j];
        phaseVariance[j] *= 1 - phaseGain;
        covariance[j] *= 1 - phaseGain;
    }

    private void weigh() {
        double best = score[0];
        for (int j = 1; j < size; j++) {
            best = Math.max(best, score[j]);
        }
        double sum = 0;
        for (int j = 0; j < size; j++) {
            weight[j] = Math.exp(Math.max(DEEPEST_EXPONENT, score[j] - best));
            sum += weight[j];
        }
        for (int j = 0; j < size; j++) {
            weight[j] /= sum;
        }
    }

    /** Every filter takes over the mixture to the share by which it may have become the right one this very second. */
    private void mix() {
        double mixedPhase = phaseVariance();
        double mixedFrequency = frequencyVariance();
        double mixedCovariance = mixtureCovariance();
        var drifts = driftMixture();
        for (int j = 0; j < size; j++) {
            double mixed = (1 - SWITCHING) * weight[j] + SWITCHING / size;
            double share = SWITCHING / size / mixed;
            weight[j] = mixed;
            if (share < NEGLIGIBLE) {
                continue;
            }
            double phaseApart = phase[j] - meanPhase;
            double frequencyApart = frequency[j] - meanFrequency;
            double spread = share * (1 - share);
            if (j >= DRIFTLESS) {
                mixDrift(j, share, drifts);
            }
            phaseVariance[j] = (1 - share) * phaseVariance[j] + share * mixedPhase + spread * phaseApart * phaseApart;
            covariance[j] =
                    (1 - share) * covariance[j] + share * mixedCovariance + spread * phaseApart * frequencyApart;
            frequencyVariance[j] = (1 - share) * frequencyVariance[j]
                    + share * mixedFrequency
                    + spread * frequencyApart * frequencyApart;
            phase[j] -= share * phaseApart;
            frequency[j] -= share * frequencyApart;
        }
    }

    /** What all filters believe of the drift, those that know none included. */
    private record DriftMixture(double drift, double phaseDrift, double frequencyDrift, double variance) {}

    private DriftMixture driftMixture() {
        double mean = 0;
        for (int j = DRIFTLESS; j < size; j++) {
            mean += weight[j] * drift[j];
        }
        double toPhase = 0;
        double toFrequency = 0;
        double variance = 0;
        for (int j = 0; j < size; j++) {
            double apart = drift[j] - mean;
            toPhase += weight[j] * (phaseDrift[j] + apart * (phase[j] - meanPhase));
            toFrequency += weight[j] * (frequencyDrift[j] + apart * (frequency[j] - meanFrequency));
            variance += weight[j] * (driftVariance[j] + apart * apart);
        }
        return new DriftMixture(mean, toPhase, toFrequency, variance);
    }

    /** Before phase and frequency are mixed, whose distances from their means count here. */
    private void mixDrift(int j, double share, DriftMixture mixed) {
        double apart = drift[j] - mixed.drift;
        double spread = share * (1 - share) * apart;
        phaseDrift[j] = (1 - share) * phaseDrift[j] + share * mixed.phaseDrift + spread * (phase[j] - meanPhase);
        frequencyDrift[j] = (1 - share) * frequencyDrift[j]
                + share * mixed.frequencyDrift
                + spread * (frequency[j] - meanFrequency);
        driftVariance[j] = (1 - share) * driftVariance[j] + share * mixed.variance + spread * apart;
        drift[j] -= share * apart;
    }

    private double mixtureCovariance() {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            sum += weight[j] * (covariance[j] + (phase[j] - meanPhase) * (frequency[j] - meanFrequency));
        }
        return sum;
    }

    private void findMeans() {
        double phases = 0;
        double frequencies = 0;
        for (int j = 0; j < size; j++) {
            phases += weight[j] * phase[j];
            frequencies += weight[j] * frequency[j];
        }
        meanPhase = phases;
        meanFrequency = frequencies;
    }

    private static double walk(int j) {
        return j < DRIFTLESS ? WALKS[j / WHITES.length] : DRIFTER_WALK;
    }

    private static double white(int j) {
        return j < DRIFTLESS ? WHITES[j % WHITES.length] : DRIFTER_WHITE;
    }

    private static double driftMovedBy(int j) {
        return DRIFTS[j - DRIFTLESS];
    }
}
