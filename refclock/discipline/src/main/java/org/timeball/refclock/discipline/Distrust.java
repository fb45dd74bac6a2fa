package org.timeball.refclock.discipline;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.timeball.refclock.discipline.crosscheck.Ground;
import org.timeball.refclock.discipline.crosscheck.ReceiverJudge;
import org.timeball.refclock.discipline.crosscheck.Suspicion;
import org.timeball.refclock.discipline.filter.Discipline;
import org.timeball.refclock.discipline.filter.Estimate;
import org.timeball.refclock.discipline.filter.RetractableDiscipline;
import org.timeball.refclock.discipline.filter.Spread;

/**
 * What follows from a suspicion: pulses are withheld from the discipline that steers and shown to one that does not, so
 * that it is known where they would have the clock and there is one to go on with when they are trusted again.
 *
 * <p>The bound is widened by as much as withheld pulses contradict the clock: if the suspicion is wrong they are right.
 * Pulses that moved at once are held to their old place, for as long as the judge says. Not thread-safe.
 */
final class Distrust {

    /** UTC as the satellites tell it does not move by this within a minute. */
    private static final double MOVED_SECONDS = 1e-6;

    private static final double MOVED_DEVIATIONS = 6;

    private static final int CLAIMS = 5;

    /** A discipline that was shown so many pulses is as good as any. */
    private static final int SHOWN = 32;

    private final ReceiverJudge judge;
    private Suspicion suspicion = Suspicion.NONE;
    private Optional<RetractableDiscipline> shown = Optional.empty();
    private int shownPulses;
    private double unobeyedSeconds;

    private final double[] claims = new double[CLAIMS];
    private int claimCount;
    private double farthestClaim;

    private double shiftSeconds;
    private int letMove;

    Distrust(ReceiverJudge judge) {
        this.judge = judge;
    }

    Suspicion suspicion() {
        return suspicion;
    }

    boolean isSuspect() {
        return suspicion.isSuspect();
    }

    /** By how much pulses are late against the place they are held to. */
    double shiftSeconds() {
        return shiftSeconds;
    }

    /** The discipline was started anew. */
    void restart() {
        shown = Optional.empty();
        clearClaims();
        shiftSeconds = 0;
        judge.movedIsOver();
        judge.restartFrequency();
    }

    /** How far ahead of where it is believed to be the clock is by the pulses that were withheld; 0 when none were. */
    double claimedSeconds() {
        int n = Math.min(claimCount, CLAIMS);
        return n == 0 ? 0 : Spread.median(Arrays.copyOf(claims, n));
    }

    /** What the bound is to be widened by. */
    double extraSeconds() {
        return Math.max(isSuspect() ? farthestClaim : 0, suspicion.extraSeconds());
    }

    /**
     * Looks at the receiver again.
     *
     * @return the suspicion of before, if its level or its grounds are others now
     */
    Optional<Suspicion> update(double boundSeconds, boolean isVouchedFor, double nowSeconds) {
        var before = suspicion;
        suspicion = judge.judge(boundSeconds, claimedSeconds(), isVouchedFor, nowSeconds);
        if (shiftSeconds != 0 && !judge.isMovedHeld()) {
            shiftSeconds = 0;
            letMove = RetractableDiscipline.SECONDS;
        }
        if (!isSuspect()) {
            clearClaims();
        }
        boolean isSame = before.level() == suspicion.level() && before.grounds().equals(suspicion.grounds());
        return isSame ? Optional.empty() : Optional.of(before);
    }

    /** Whether pulses of the last minute are to be taken back, now that the receiver is suspect. */
    boolean isPull() {
        return suspicion.grounds().stream().anyMatch(Ground::isPull);
    }

    /** From now on another discipline is shown the pulses. */
    void show(Supplier<Discipline> start) {
        shown = Optional.of(new RetractableDiscipline(start));
        shownPulses = 0;
        unobeyedSeconds = 0;
    }

    /** A pulse was withheld. */
    void onWithheld(double phaseSeconds, double believedSeconds, double steeredSeconds, double nowSeconds) {
        claims[claimCount++ % CLAIMS] = phaseSeconds - believedSeconds;
        farthestClaim = Math.max(farthestClaim, Math.abs(claimedSeconds()));
        onShown(phaseSeconds, steeredSeconds);
        shown.map(RetractableDiscipline::estimate)
                .filter(Estimate::isSettled)
                .ifPresent(estimate ->
                        judge.hearFrequency(estimate.frequencyPpb(), estimate.frequencyDeviationPpb(), nowSeconds));
    }

    /** A pulse was used: the discipline that was shown them before sees it, too. */
    void onShown(double phaseSeconds, double steeredSeconds) {
        shown.ifPresent(it -> {
            var steering =
                    it.onPulse(phaseSeconds, steeredSeconds - unobeyedSeconds).steering();
            unobeyedSeconds = steering.stepSeconds();
            shownPulses++;
        });
    }

    /** A second was without a pulse. */
    void onMissing(double steeredSeconds) {
        shown.ifPresent(it -> {
            it.onMissingPulse(steeredSeconds - unobeyedSeconds);
            unobeyedSeconds = 0;
        });
        letMove = Math.max(0, letMove - 1);
    }

    /** The discipline that was shown the pulses, when they are trusted and it knows the clock by them; once. */
    Optional<RetractableDiscipline> successor() {
        boolean isReady = !isSuspect()
                && shownPulses >= SHOWN
                && shown.filter(it -> it.estimate().isSettled()).isPresent();
        if (!isReady) {
            return Optional.empty();
        }
        var ready = shown;
        shown = Optional.empty();
        return ready;
    }

    /**
     * A pulse was used.
     *
     * @param surpriseSeconds by how much it changed what is believed of the phase
     * @param isSteady        the minute before was a good one, which can be taken back
     * @return whether the pulses have moved, are held to their old place from now on, and the minute is to be taken back
     */
    boolean onUsed(double surpriseSeconds, Estimate estimate, boolean isSteady, double nowSeconds) {
        judge.hearFrequency(estimate.frequencyPpb(), estimate.frequencyDeviationPpb(), nowSeconds);
        if (letMove > 0) {
            letMove--;
            return false;
        }
        double far = Math.max(MOVED_SECONDS, MOVED_DEVIATIONS * estimate.jitterSeconds());
        if (!isSteady || !judge.isSteeredByUsAlone() || Math.abs(surpriseSeconds) < far) {
            return false;
        }
        shiftSeconds += surpriseSeconds;
        if (Math.abs(shiftSeconds) < MOVED_SECONDS) {
            shiftSeconds = 0;
            judge.movedIsOver();
        } else {
            judge.hearMoved(shiftSeconds, nowSeconds);
        }
        return true;
    }

    private void clearClaims() {
        claimCount = 0;
        farthestClaim = 0;
    }
}
