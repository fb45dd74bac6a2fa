package org.timeball.refclock.discipline;

import java.util.Optional;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.leap.LeapWatch;
import org.timeball.refclock.discipline.steering.SteeredClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.LeapMode;

/**
 * Sees to it that the clock gets over a leap second once: by the kernel where that was asked and does it, else by us.
 *
 * <p>A kernel that inserts a second shows 23:59:59 twice: its reading falls back by a second, and nobody moved it.
 * Not thread-safe.
 */
final class LeapCrossing {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** A kernel moves at its next tick, of 10 ms at most; if it has not by then, it will not. */
    private static final long GRACE_NANOS = 100_000_000L;

    /** Something wakes us more often than that. */
    private static final long WAKING_NANOS = 300_000_000L;

    /** The kernel is asked only in the last seconds before it must have moved, and until it has. */
    private static final long ASKED_BEFORE_NANOS = 2 * SECOND_NANOS;

    /** Much longer than until the next snapshot, and so short that the clock's rate makes no difference. */
    private static final long SCHEDULED_NANOS = 2 * SECOND_NANOS;

    private final LeapWatch watch;
    private final SteeredClock clock;
    private Leap asked = Leap.NONE;
    private boolean isArmed;
    private int toldTaiOffset;

    LeapCrossing(LeapWatch watch, SteeredClock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    /** Tells the kernel of TAI, from which on it counts leap seconds itself, and has it hold what is announced for this day. */
    void prepare(long utcSecond) {
        int taiOffset = watch.taiMinusUtcSeconds(utcSecond);
        if (taiOffset != toldTaiOffset && !isArmed) {
            toldTaiOffset = taiOffset;
            clock.setTaiOffset(taiOffset);
        }
        var wanted = watch.armedAt(utcSecond);
        if (wanted != asked) {
            asked = wanted;
            isArmed = clock.armLeap(wanted) && wanted != Leap.NONE;
        }
    }

    /**
     * The leap second that the kernel has taken since the last look.
     *
     * @param beforeNanos the clock's last reading
     * @param nowNanos    its present one
     */
    Optional<LeapSecond> takenByKernel(long beforeNanos, long nowNanos) {
        var coming = watch.coming();
        if (!isArmed || coming.isEmpty()) {
            return Optional.empty();
        }
        long from = coming.get().eventUtcSecond() * SECOND_NANOS - ASKED_BEFORE_NANOS;
        return Math.max(beforeNanos, nowNanos) >= from && clock.hasLeapt() ? coming : Optional.empty();
    }

    /**
     * A snapshot that gets over the next leap second by itself, for we come to it only when something wakes us. What the
     * kernel takes needs no such thing, nor what is smeared or ignored.
     *
     * @param clockNanos the clock at the snapshot's raw reading
     */
    ClockSnapshot scheduled(ClockSnapshot snapshot, long clockNanos) {
        boolean isStepped = watch.mode() != LeapMode.SMEAR && watch.mode() != LeapMode.IGNORE;
        var coming = watch.coming();
        if (isArmed || !isStepped || coming.isEmpty()) {
            return snapshot;
        }
        long toGoNanos = coming.get().dueSecond() * SECOND_NANOS - clockNanos;
        return toGoNanos > 0 && toGoNanos < SCHEDULED_NANOS
                ? snapshot.leapingAt(
                        snapshot.rawNanos() + toGoNanos, -coming.get().change())
                : snapshot;
    }

    /** The leap second that we must take now; one that is ignored, a little early, so that nothing wrong is vouched for. */
    Optional<LeapSecond> dueAt(long clockNanos) {
        long grace = isArmed ? GRACE_NANOS : watch.mode() == LeapMode.IGNORE ? -WAKING_NANOS : 0;
        var due = watch.dueAt(Math.floorDiv(clockNanos - grace, SECOND_NANOS));
        if (due.isPresent()) {
            disarm();
        }
        return due;
    }

    /** Once it is taken nothing stays armed, or the kernel would wait for ever. */
    void disarm() {
        if (isArmed) {
            clock.armLeap(Leap.NONE);
        }
        asked = Leap.NONE;
        isArmed = false;
    }
}
