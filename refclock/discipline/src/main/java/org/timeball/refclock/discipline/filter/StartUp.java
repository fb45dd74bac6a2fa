package org.timeball.refclock.discipline.filter;

import org.timeball.refclock.discipline.PulseVerdict;
import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Used;

/**
 * The first pulses of a clock, or the first after its world has changed: a robust line through them, by which it is steered
 * until there are enough for filters to begin where the line ends.
 *
 * <p>A clock that is far off is stepped in the first seconds of all, and never later. Not thread-safe.
 */
final class StartUp {

    /** Pulses farther apart than both of these do not agree with each other. */
    static final double GATE_DEVIATIONS = 6;

    static final double GATE_SECONDS = 5e-6;

    /** Two phases say nothing of a slope, six have it well enough to slew the rest. */
    private static final int STEP_FROM = 2;

    private static final int STEP_TO = 5;
    private static final double STEP_SECONDS = 1e-3;

    /** From so many pulses on a line is good enough to call one of them an outlier. */
    private static final int JUDGED_FROM = 6;

    /** What a gap adds: white frequency noise, s²/s, and a random walk of it, s²/s³, of a board's crystal. */
    private static final double WHITE = 1e-18;

    private static final double WALK = 1e-18;

    /** What a clock of which nothing is known may be off by. */
    private static final Coasting UNKNOWN = new Coasting(1, 0, 0, 0, 0);

    private final PhaseTrack track = new PhaseTrack();
    private double assumedSlope;
    private boolean mayStep = true;

    /** @param assumedSlope the oscillator's error while too few pulses tell, s/s */
    StartUp(double assumedSlope) {
        this.assumedSlope = assumedSlope;
    }

    /** Pulses on the line. */
    int pulses() {
        return track.size();
    }

    /** Whether filters can take over. */
    boolean isComplete() {
        return track.size() == PhaseTrack.LENGTH;
    }

    /** The line through the pulses so far, its phase as of a second. */
    PhaseTrack.Line line(long second) {
        return track.size() == 0 ? new PhaseTrack.Line(0, assumedSlope, 0, 0, 0, 0) : track.line(second, assumedSlope);
    }

    /** Takes a pulse; it is on the line whatever is said of it, which is robust. */
    PulseVerdict pulse(PhaseSample pulse) {
        if (track.size() > 0 && pulse.second() - track.newestSecond() > PhaseTrack.LENGTH) {
            assumedSlope = line(pulse.second()).slope();
            track.clear();
        }
        track.add(pulse.second(), pulse.freePhaseSeconds());
        var line = line(pulse.second());
        double distance = pulse.freePhaseSeconds() - line.phaseSeconds();
        double usual = line.deviationSeconds();
        boolean isOutlier =
                track.size() >= JUDGED_FROM && Math.abs(distance) > Math.max(GATE_DEVIATIONS * usual, GATE_SECONDS);
        return isOutlier ? NotUsed.outlier(distance, usual, "") : new Used(1);
    }

    /** Begins with pulses that were seen already, and with a clock that is not to be stepped. */
    void beginWith(PhaseTrack pulses, long second) {
        track.copyFrom(pulses);
        assumedSlope = line(second).slope();
        mayStep = false;
    }

    /** By how much a clock with such a phase is to be stepped now, seconds; 0 for not at all. */
    double stepSeconds(double phaseSeconds) {
        boolean isTime = mayStep && track.size() >= STEP_FROM && track.size() <= STEP_TO;
        return isTime && Math.abs(phaseSeconds) > STEP_SECONDS ? -phaseSeconds : 0;
    }

    /** Whether the phase is known well enough to be steered away. */
    boolean isPhaseKnown() {
        return track.size() >= STEP_FROM;
    }

    /**
     * What is believed of the clock.
     *
     * @param line         as of now
     * @param movedSeconds how far our clock has been moved since the line's phases began
     * @param gapSeconds   since the last pulse
     * @param isEdge       whether pulses are edges; sentences otherwise
     * @param frequency    the oscillator's, s/s
     */
    Estimate estimate(PhaseTrack.Line line, double movedSeconds, double gapSeconds, boolean isEdge, double frequency) {
        int n = track.size();
        boolean isSettled = n >= StartScatter.LEAST_PULSES;
        double variance = StartScatter.variance(n, line.deviationSeconds(), isEdge);
        return new Estimate(
                n == 0 ? 0 : line.phaseSeconds() + movedSeconds,
                isSettled ? coasting(line, variance, gapSeconds) : UNKNOWN,
                0,
                frequency * 1e9,
                Math.sqrt(variance * line.slopeShare()) * 1e9,
                Math.sqrt(variance),
                isSettled && gapSeconds <= Discipline.GAP_SECONDS);
    }

    private static Coasting coasting(PhaseTrack.Line line, double variance, double gap) {
        return new Coasting(
                variance * line.phaseShare() + gap * WHITE + gap * gap * gap / 3 * WALK,
                variance * line.crossShare() + gap * gap / 2 * WALK,
                variance * line.slopeShare() + gap * WALK,
                WHITE,
                WALK);
    }
}
