package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.List;
import org.timeball.refclock.discipline.HoldoverOutlook;

/**
 * What a run over a cell has seen of the bound, and what its holdovers come to: of every length, from every few minutes.
 *
 * <p>A holdover is not run but reckoned: left alone, the discipline holds the frequency it believed, and the bound is a
 * function of the time since. Not thread-safe.
 */
final class HoldoverReckoning {

    /** A prime, so that holdovers begin at every second of a minute and everywhere in a load's cycle. */
    private static final int BETWEEN_SECONDS = 307;

    private static final int LOOKS = 60;
    private static final int DAY_SECONDS = 86_400;

    /** The minute in which the first day ends is looked at when the next begins. */
    private static final int LEARNED_FROM = DAY_SECONDS + 120;

    private static final double LIMIT_SECONDS = 1e-3;
    private static final double LONGEST_SECONDS = 7 * DAY_SECONDS;
    private static final double PART = 1.02;

    /** Where a holdover begins: the clock less UTC, positive = ahead, and what was believed there. */
    private record Loss(int second, double phaseSeconds, HoldoverOutlook outlook) {

        /** When the bound has grown to the limit. */
        double limitSeconds() {
            double seconds = 1;
            while (seconds < LONGEST_SECONDS && outlook.bound(seconds).boundSeconds() < LIMIT_SECONDS) {
                seconds *= PART;
            }
            return seconds;
        }
    }

    private final Cell cell;

    /** The oscillator's phase at each second if nobody steered it. */
    private final double[] freePhase;

    private final Coverage served = new Coverage();
    private final List<Loss> losses = new ArrayList<>();

    HoldoverReckoning(Cell cell) {
        this.cell = cell;
        this.freePhase = new double[cell.seconds() + 1];
        for (int k = 0; k < cell.seconds(); k++) {
            freePhase[k + 1] = freePhase[k] + cell.frequency().values()[k];
        }
    }

    /** Looks that are taken at what is served while the run goes on. */
    Coverage served() {
        return served;
    }

    /** Whether a bound may be served that is like this. */
    static boolean isStated(HoldoverOutlook outlook) {
        return outlook.estimate().isSettled() && outlook.bound(0).boundSeconds() < LIMIT_SECONDS;
    }

    /**
     * A pulse was used, and none might come from now on.
     *
     * @param second       it marks, from the cell's first
     * @param phaseSeconds the clock less UTC at it, with any step that it led to, positive = ahead
     */
    void used(int second, double phaseSeconds, HoldoverOutlook outlook) {
        if (second % BETWEEN_SECONDS == 0 && isStated(outlook)) {
            losses.add(new Loss(second, phaseSeconds, outlook));
        }
    }

    HoldoverResult result() {
        var early = losses.stream().filter(loss -> loss.second < LEARNED_FROM).toList();
        var late = losses.stream().filter(loss -> loss.second >= LEARNED_FROM).toList();
        return new HoldoverResult(cell, served, alone(early), alone(late));
    }

    private HoldoverResult.Alone alone(List<Loss> begun) {
        var lengths = HoldoverLength.ALL.stream()
                .map(length -> coverage(begun, length.seconds()))
                .toList();
        double[] limits =
                begun.stream().mapToDouble(Loss::limitSeconds).sorted().toArray();
        return new HoldoverResult.Alone(lengths, limits.length == 0 ? Double.NaN : limits[limits.length / 2]);
    }

    private Coverage coverage(List<Loss> begun, int seconds) {
        var coverage = new Coverage();
        for (var loss : begun) {
            if (loss.second + seconds < freePhase.length) {
                for (int look = 1; look <= LOOKS; look++) {
                    int t = (int) ((long) seconds * look / LOOKS);
                    var bound = loss.outlook.bound(t);
                    coverage.look(error(loss, t), bound.boundSeconds(), bound.withinSeconds());
                }
            }
        }
        return coverage;
    }

    /** The believed phase is steered away at once, and what is believed of the frequency followed. */
    private double error(Loss loss, int t) {
        return loss.phaseSeconds
                - loss.outlook.estimate().phaseSeconds()
                + freePhase[loss.second + t]
                - freePhase[loss.second]
                - loss.outlook.expectedSeconds(t);
    }
}
