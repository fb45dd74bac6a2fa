package org.timeball.refclock.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * True time, the one clock that tries to follow it, and what is due to happen in it.
 *
 * <p>Time moves only inside {@link #runUntil}; what is due runs in the order of its instants, and at one instant in the
 * order in which it was planned. Not thread-safe.
 */
public final class SimulatedWorld {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private record Due(long utcNanos, long order, Runnable action) {}

    private final PriorityQueue<Due> plan =
            new PriorityQueue<>(Comparator.comparingLong(Due::utcNanos).thenComparingLong(Due::order));
    private final Oscillator oscillator;
    private final SimulatedClock clock;
    private long utcNanos;
    private long planned;
    private double oscillatorPpb;

    /**
     * @param utcNanos when the world begins, a whole second
     * @param clock    the clock in it
     * @param oscillator what drives that clock
     * @throws IllegalArgumentException if the world does not begin on a second
     */
    public SimulatedWorld(long utcNanos, SimulatedClock clock, Oscillator oscillator) {
        if (utcNanos % SECOND_NANOS != 0) {
            throw new IllegalArgumentException("a world begins on a whole second, not at " + utcNanos + " ns");
        }
        this.utcNanos = utcNanos;
        this.clock = clock;
        this.oscillator = oscillator;
    }

    /** True time now. */
    public long utcNanos() {
        return utcNanos;
    }

    /** The clock in this world. */
    public SimulatedClock clock() {
        return clock;
    }

    /**
     * Plans something.
     *
     * @param atUtcNanos when it is due; if that is past, at once when time next moves
     * @param action     what happens; may plan more
     */
    public void at(long atUtcNanos, Runnable action) {
        plan.add(new Due(atUtcNanos, planned++, action));
    }

    /** Lets true time pass up to {@code untilUtcNanos}, doing what is due on the way, that instant included. */
    public void runUntil(long untilUtcNanos) {
        for (var due = plan.peek(); due != null && due.utcNanos <= untilUtcNanos; due = plan.peek()) {
            plan.remove();
            passUntil(due.utcNanos);
            due.action.run();
        }
        passUntil(untilUtcNanos);
    }

    private void passUntil(long untilUtcNanos) {
        while (utcNanos < untilUtcNanos) {
            if (utcNanos % SECOND_NANOS == 0) {
                oscillatorPpb = oscillator.nextPpb();
            }
            long nextSecond = (Math.floorDiv(utcNanos, SECOND_NANOS) + 1) * SECOND_NANOS;
            long until = Math.min(nextSecond, untilUtcNanos);
            clock.pass(until - utcNanos, oscillatorPpb);
            utcNanos = until;
        }
    }
}
