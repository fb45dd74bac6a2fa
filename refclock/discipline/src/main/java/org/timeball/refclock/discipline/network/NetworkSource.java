package org.timeball.refclock.discipline.network;

import java.util.Optional;
import org.timeball.refclock.time.Leap;

/**
 * One source: its reach register and its clock filter, and what speaks against using it whatever others say.
 *
 * <p>Not thread-safe.
 */
final class NetworkSource {

    private static final int REACH_BITS = 0xff;

    /** Three polls in a row without an answer (RFC 5905 §13). */
    private static final int LATELY_BITS = 0b111;

    /** The burst at the start is four. */
    private static final int ENOUGH_POLLS = 4;

    private final String name;
    private final ClockFilter filter = new ClockFilter();
    private int reach;
    private int polls;
    private boolean wasEverHeard;

    /** Since all was forgotten. */
    private boolean hasAnswered;

    NetworkSource(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    int reach() {
        return reach;
    }

    /** It is asked again. */
    void onPoll() {
        if (hasAnswered && (reach & LATELY_BITS) == 0) {
            filter.addNothing();
        }
        polls = Math.min(polls + 1, ENOUGH_POLLS);
        reach = reach << 1 & REACH_BITS;
    }

    /** Whether it has answered, or was asked in vain often enough. */
    boolean hadItsSay() {
        return hasAnswered || polls >= ENOUGH_POLLS;
    }

    /** It has answered. */
    void onSample(NetworkSample sample) {
        reach |= 1;
        wasEverHeard = true;
        hasAnswered = true;
        filter.add(sample);
    }

    void onStep(long deltaNanos) {
        filter.onStep(deltaNanos);
    }

    void onLeap(int seconds) {
        filter.onLeap(seconds);
    }

    void forgetAnswers() {
        filter.clear();
        hasAnswered = false;
        polls = 0;
    }

    Optional<SourceFigures> figures(long readingNanos, double slewedSeconds, Ageing ageing) {
        return filter.figures(readingNanos, slewedSeconds, ageing);
    }

    /** Why it cannot be a candidate, if it cannot. */
    Optional<Finding> objection(Optional<SourceFigures> figures, SelectionSettings settings) {
        if (figures.isEmpty() || reach == 0) {
            return Optional.of(new Finding.Unreachable(wasEverHeard));
        }
        return objection(figures.get(), settings);
    }

    private static Optional<Finding> objection(SourceFigures figures, SelectionSettings settings) {
        var last = figures.last();
        if (last.leap() == Leap.UNKNOWN || last.stratum() > 15) {
            return Optional.of(new Finding.Unsynchronised());
        }
        if (last.stratum() > settings.maxStratum()) {
            return Optional.of(new Finding.TooDeep(last.stratum(), settings.maxStratum()));
        }
        if (last.stratum() > 1 && settings.ownRefIds().contains(last.refId())) {
            return Optional.of(new Finding.Loop());
        }
        if (settings.mustBeAuthenticated() && !last.isAuthenticated()) {
            return Optional.of(new Finding.Unauthenticated());
        }
        if (figures.distanceSeconds() > settings.maxDistanceSeconds()) {
            return Optional.of(new Finding.TooFar(figures.distanceSeconds(), settings.maxDistanceSeconds()));
        }
        return figures.jitterSeconds() > settings.maxJitterSeconds()
                ? Optional.of(new Finding.Scattering(figures.jitterSeconds(), settings.maxJitterSeconds()))
                : Optional.empty();
    }
}
