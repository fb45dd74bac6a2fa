package org.timeball.refclock.discipline.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The last eight answers of one source, the best of which speaks for it: the one that leaves the least open, its own
 * round trip and its age together. RFC 5905 sorts by delay and lets dispersion grow with age; this is the sum of both.
 *
 * <p>A spike is an answer that waited in a queue, and has the delay to show for it: it is not the best while a better
 * one is young enough, and counts little for the jitter. An offset that jumps at an unchanged delay is no spike and is
 * heard at once; RFC 5905's popcorn rule would hide it once. When all eight have waited, how much longer than the quickest
 * of the last {@value #LONG} they took adds to the jitter.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-10">RFC 5905 §10</a>
 */
final class ClockFilter {

    private static final int STAGES = 8;

    /** How many answers the least delay is taken from: two hours at a poll of 128 s. */
    private static final int LONG = 64;

    /** No clock is read better over a network than this. */
    private static final double LEAST_JITTER_SECONDS = 1e-6;

    /** The newest first; empty where none of the last polls was answered. */
    private final Deque<Optional<NetworkSample>> stages = new ArrayDeque<>();

    private final Deque<Double> delays = new ArrayDeque<>();

    /** An answer. */
    void add(NetworkSample sample) {
        push(Optional.of(sample));
        delays.addFirst(sample.delaySeconds());
        if (delays.size() > LONG) {
            delays.removeLast();
        }
    }

    /** Polls that were not answered push out old answers, too. */
    void addNothing() {
        push(Optional.empty());
    }

    private void push(Optional<NetworkSample> stage) {
        stages.addFirst(stage);
        if (stages.size() > STAGES) {
            stages.removeLast();
        }
    }

    /** Forgets the answers; how quick the way is stays known. */
    void clear() {
        stages.clear();
    }

    /** Our clock was stepped: what was said of it is said of a clock that stands elsewhere. */
    void onStep(long deltaNanos) {
        move(deltaNanos, -deltaNanos * 1e-9);
    }

    /** Our clock and UTC were moved alike: what was said is as true as before. */
    void onLeap(int seconds) {
        move(seconds * 1_000_000_000L, 0);
    }

    private void move(long readingNanos, double addedSeconds) {
        var moved = stages.stream()
                .map(stage -> stage.map(sample -> sample.shifted(sample.rawNanos() + readingNanos, addedSeconds)))
                .toList();
        stages.clear();
        stages.addAll(moved);
    }

    /** What the source says as of a reading; empty when none of its last eight polls was answered. */
    Optional<SourceFigures> figures(long readingNanos, double slewedSeconds, Ageing ageing) {
        NetworkSample last = null;
        NetworkSample best = null;
        for (var stage : stages) {
            if (stage.isEmpty()) {
                continue;
            }
            var sample = stage.get();
            last = last == null ? sample : last;
            if (best == null || openSeconds(sample, readingNanos, ageing) < openSeconds(best, readingNanos, ageing)) {
                best = sample;
            }
        }
        return last == null || best == null
                ? Optional.empty()
                : Optional.of(figures(last, best, readingNanos, slewedSeconds, ageing));
    }

    private SourceFigures figures(
            NetworkSample last, NetworkSample best, long readingNanos, double slewedSeconds, Ageing ageing) {
        return new SourceFigures(
                last,
                best,
                offsetSeconds(best, readingNanos, ageing) - slewedSeconds,
                best.boundSeconds() + ageing.doubtSeconds(age(best, readingNanos)),
                jitterSeconds(best, readingNanos, ageing),
                noiseSeconds(best),
                age(last, readingNanos));
    }

    private double jitterSeconds(NetworkSample best, long readingNanos, Ageing ageing) {
        double bestOpen = openSeconds(best, readingNanos, ageing);
        double bestOffset = offsetSeconds(best, readingNanos, ageing);
        double squares = 0;
        double weights = 0;
        for (var stage : stages) {
            if (stage.isPresent() && !stage.get().equals(best)) {
                double share = bestOpen / Math.max(openSeconds(stage.get(), readingNanos, ageing), Double.MIN_NORMAL);
                double apart = offsetSeconds(stage.get(), readingNanos, ageing) - bestOffset;
                squares += share * share * apart * apart;
                weights += share * share;
            }
        }
        double scatter = weights == 0 ? best.delaySeconds() / 4 : Math.sqrt(squares / weights);
        return Math.max(LEAST_JITTER_SECONDS, Math.hypot(scatter, (best.delaySeconds() - leastDelaySeconds()) / 2));
    }

    /** Waiting shows in the delay, which does not depend on our clock's frequency as the scatter of offsets does. */
    private double noiseSeconds(NetworkSample best) {
        double least = leastDelaySeconds();
        double squares = 0;
        int count = 0;
        for (double delay : delays) {
            if (count < STAGES) {
                squares += (delay - least) * (delay - least) / 4;
                count++;
            }
        }
        double unknown = best.delaySeconds() / (4.0 * delays.size() * delays.size());
        double waiting = Math.max(Math.sqrt(squares / count), (best.delaySeconds() - least) / 2);
        return Math.max(LEAST_JITTER_SECONDS, Math.hypot(waiting, unknown));
    }

    private double leastDelaySeconds() {
        double least = Double.POSITIVE_INFINITY;
        for (double delay : delays) {
            least = Math.min(least, delay);
        }
        return least;
    }

    /** What an answer leaves open by its own way and age. */
    private static double openSeconds(NetworkSample sample, long readingNanos, Ageing ageing) {
        return sample.delaySeconds() / 2 + sample.dispersionSeconds() + ageing.doubtSeconds(age(sample, readingNanos));
    }

    private static double offsetSeconds(NetworkSample sample, long readingNanos, Ageing ageing) {
        return sample.behindSeconds() + ageing.expectedSeconds(age(sample, readingNanos));
    }

    private static double age(NetworkSample sample, long readingNanos) {
        return Math.max(0, readingNanos - sample.rawNanos()) * 1e-9;
    }
}
