package org.timeball.refclock.discipline.network.clock;

import java.util.ArrayDeque;
import java.util.Deque;
import org.timeball.refclock.discipline.holdover.HoldoverSlopes;
import org.timeball.refclock.discipline.network.Interval;

/**
 * Between which rates the clock must be falling behind, s/s, by where the truth was some time ago and where it is now.
 *
 * <p>What the filter believes of the rate it takes from a mean to which liars contribute, and they can draw that to and
 * fro within what is certain of the phase. A bound that is to hold whatever a minority says cannot go by it. Not
 * thread-safe.
 */
final class RateRange {

    private static final double LONGEST_SECONDS = 8 * 3_600;
    private static final double APART_SECONDS = 256;

    private record Known(long freeNanos, Interval truth) {

        double ageSeconds(long laterFreeNanos) {
            return (laterFreeNanos - freeNanos) * 1e-9;
        }
    }

    private final HoldoverSlopes slopes;
    private final Deque<Known> known = new ArrayDeque<>();
    private Interval prior;
    private Interval range;

    /**
     * Nothing is known but what was said before.
     *
     * @param rate  about how fast it falls behind
     * @param doubt how far off that is at most
     */
    RateRange(HoldoverSlopes slopes, double rate, double doubt) {
        this.slopes = slopes;
        this.prior = new Interval(rate - doubt, rate + doubt);
        this.range = prior;
    }

    /** How far a rate may be off at most. */
    double doubt(double rate) {
        return range.reachFrom(rate);
    }

    /** Where the truth is now. */
    void learn(long freeNanos, Interval truth) {
        var next = prior;
        for (var then : known) {
            var by = between(then, freeNanos, truth);
            if (!next.meets(by)) {
                // somebody was wrong, then or now
                next = next.hull(by);
                break;
            }
            next = new Interval(Math.max(next.low(), by.low()), Math.min(next.high(), by.high()));
        }
        range = next;
        if (known.isEmpty() || known.getLast().ageSeconds(freeNanos) >= APART_SECONDS) {
            known.addLast(new Known(freeNanos, truth));
        }
        while (known.getFirst().ageSeconds(freeNanos) > LONGEST_SECONDS) {
            known.removeFirst();
        }
    }

    private Interval between(Known then, long freeNanos, Interval truth) {
        double seconds = Math.max(1, then.ageSeconds(freeNanos));
        double stray = slopes.straySeconds(seconds);
        return new Interval(
                (truth.low() - then.truth.high() - stray) / seconds,
                (truth.high() - then.truth.low() + stray) / seconds);
    }

    /** As {@link Course#moved}. */
    void move(long deltaNanos, long utcNanos) {
        var moved = known.stream()
                .map(it -> new Known(it.freeNanos + deltaNanos, it.truth.moved((utcNanos - deltaNanos) * 1e-9, 0)))
                .toList();
        known.clear();
        known.addAll(moved);
    }

    /** What was known of the phase is lost; the rate may have changed by so much meanwhile. */
    void beginAnew(double doubt) {
        known.clear();
        prior = range.moved(0, doubt);
        range = prior;
    }
}
