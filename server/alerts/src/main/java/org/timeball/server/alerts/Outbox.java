package org.timeball.server.alerts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What waits for one channel, and when it is tried again: one message at a time, in the order in which they were made, after a
 * failure half a minute later, then twice as long each time, an hour at most.
 *
 * <p>It holds {@value #MOST_WAITING}: one more pushes the oldest out. A message that failed {@value #MOST_ATTEMPTS} times, which
 * takes three days, is given up. Both are counted.
 *
 * <p>Confined to one thread.
 */
public final class Outbox {

    /** Of a channel that is out of reach for long. */
    static final int MOST_WAITING = 64;

    static final int MOST_ATTEMPTS = 80;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long FIRST_PAUSE_SECONDS = 30;
    private static final long LONGEST_PAUSE_SECONDS = 3_600;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long delivered;
    private long lost;
    private int failures;
    private long lastUtcSecond;
    private String trouble = "";
    private boolean isUnderWay;
    private OptionalLong notBeforeNanos = OptionalLong.empty();

    /**
     * A message that is still to be delivered.
     *
     * @param message  itself
     * @param attempts that failed
     */
    public record Waiting(AlertMessage message, int attempts) {}

    /**
     * What outlives a restart.
     *
     * @param waiting       the oldest first
     * @param delivered     ever
     * @param lost          given up or pushed out, ever
     * @param lastUtcSecond when the last one was delivered; 0 if none was
     */
    public record Kept(List<Waiting> waiting, long delivered, long lost, long lastUtcSecond) {

        /** Of a channel that is new. */
        public static final Kept NOTHING = new Kept(List.of(), 0, 0, 0);

        /** Copies the list. */
        public Kept {
            waiting = List.copyOf(waiting);
        }
    }

    /** Goes on where the last one ended, at once. */
    public Outbox(Kept kept) {
        waiting.addAll(kept.waiting);
        delivered = kept.delivered;
        lost = kept.lost;
        lastUtcSecond = kept.lastUtcSecond;
    }

    /** What is to be kept. */
    public Kept kept() {
        return new Kept(List.copyOf(waiting), delivered, lost, lastUtcSecond);
    }

    /** One more; of those that wait the oldest makes room, unless it is just being delivered. */
    public void add(AlertMessage message) {
        if (waiting.size() >= MOST_WAITING) {
            var first = waiting.removeFirst();
            if (isUnderWay) {
                waiting.removeFirst();
                waiting.addFirst(first);
            }
            lost++;
        }
        waiting.addLast(new Waiting(message, 0));
    }

    /** The message that is to be tried now; it is under way until {@link #delivered} or {@link #failed} says otherwise. */
    public Optional<AlertMessage> due(long nowNanos) {
        boolean isPausing = notBeforeNanos.isPresent() && nowNanos - notBeforeNanos.getAsLong() < 0;
        if (isUnderWay || isPausing || waiting.isEmpty()) {
            return Optional.empty();
        }
        isUnderWay = true;
        return Optional.of(waiting.getFirst().message);
    }

    /** The one that was under way arrived. */
    public void delivered(long utcSecond) {
        isUnderWay = false;
        waiting.removeFirst();
        delivered++;
        lastUtcSecond = utcSecond;
        failures = 0;
        trouble = "";
        notBeforeNanos = OptionalLong.empty();
    }

    /** The one that was under way did not, for this reason. */
    public void failed(String reason, long nowNanos) {
        isUnderWay = false;
        var tried = waiting.removeFirst();
        if (tried.attempts + 1 < MOST_ATTEMPTS) {
            waiting.addFirst(new Waiting(tried.message, tried.attempts + 1));
        } else {
            lost++;
        }
        failures++;
        trouble = reason;
        notBeforeNanos = OptionalLong.of(nowNanos + pauseSeconds(failures) * NANOS_PER_SECOND);
    }

    static long pauseSeconds(int failures) {
        return Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS << Math.min(failures - 1, 10));
    }

    /** The channel is another now, or somebody saw that it works: what waits is tried at once. */
    public void hurry() {
        notBeforeNanos = OptionalLong.empty();
    }

    /** How many wait. */
    public int size() {
        return waiting.size();
    }

    /** How many were delivered, ever. */
    public long deliveredEver() {
        return delivered;
    }

    /** How many were given up or pushed out, ever. */
    public long lostEver() {
        return lost;
    }

    /** Attempts that failed in a row. */
    public int failures() {
        return failures;
    }

    /** When the last one was delivered; 0 if none was. */
    public long lastUtcSecond() {
        return lastUtcSecond;
    }

    /** Why the last attempt failed; empty if it did not. */
    public String trouble() {
        return trouble;
    }

    /** Until the next attempt; nothing if none is to come. */
    public OptionalDouble secondsToNext(long nowNanos) {
        if (waiting.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                notBeforeNanos.isPresent() ? Math.max(0, (notBeforeNanos.getAsLong() - nowNanos) * 1e-9) : 0);
    }
}
