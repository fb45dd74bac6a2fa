package org.timeball.refclock.discipline.network.clock;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.steering.SteeredClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.Leap;

/**
 * Gets the clock over a leap second that most sources announce: by the kernel where that takes it, else by a step.
 *
 * <p>Servers may announce one for a month; it is taken at the end of June or December, and believed only on that day.
 * Seconds are those of the disciplined clock. Not thread-safe.
 */
final class LeapTurn {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long DAY_SECONDS = 86_400;

    /** In the last seconds nobody changes his mind, and the kernel is asked whether it has moved. */
    private static final long NEAR_NANOS = 2 * SECOND_NANOS;

    /** A kernel moves at its next tick, of 10 ms at most; if it has not by then, it will not. */
    private static final long GRACE_NANOS = 100_000_000L;

    private final SteeredClock hand;
    private Optional<LeapSecond> coming = Optional.empty();
    private Optional<LeapSecond> last = Optional.empty();
    private boolean isArmed;

    LeapTurn(SteeredClock hand) {
        this.hand = hand;
    }

    /** What most sources announce at a reading of the clock. */
    void expect(Leap announced, long clockNanos) {
        if (coming.isPresent() && nanosUntil(coming.get(), clockNanos) < NEAR_NANOS) {
            return;
        }
        // the second that was counted twice is of the same day, and servers go on announcing for a while
        var next = onThisDay(announced, Math.floorDiv(clockNanos, SECOND_NANOS))
                .filter(leap -> !last.equals(Optional.of(leap)));
        if (!next.equals(coming)) {
            coming = next;
            var leap = announced();
            isArmed = hand.armLeap(leap) && leap != Leap.NONE;
        }
    }

    private static Optional<LeapSecond> onThisDay(Leap announced, long utcSecond) {
        if (announced != Leap.INSERT && announced != Leap.DELETE) {
            return Optional.empty();
        }
        var tomorrow = Instant.ofEpochSecond(utcSecond + DAY_SECONDS).atOffset(ZoneOffset.UTC);
        long event = tomorrow.toLocalDate().toEpochDay() * DAY_SECONDS;
        return Optional.of(new LeapSecond(event, announced == Leap.INSERT ? 1 : -1))
                .filter(LeapSecond::endsJuneOrDecember);
    }

    /** What goes out to clients. */
    Leap announced() {
        return coming.map(LeapSecond::indicator).orElse(Leap.NONE);
    }

    private static long nanosUntil(LeapSecond leap, long clockNanos) {
        return leap.dueSecond() * SECOND_NANOS - clockNanos;
    }

    /**
     * Whether the kernel has taken it since the last look.
     *
     * @param beforeNanos the clock's last reading
     * @param nowNanos    its present one, which may be a second earlier
     */
    Optional<LeapSecond> takenByKernel(long beforeNanos, long nowNanos) {
        return coming.filter(
                leap -> isArmed && nanosUntil(leap, Math.max(beforeNanos, nowNanos)) < NEAR_NANOS && hand.hasLeapt());
    }

    /** The one that we must take now. */
    Optional<LeapSecond> dueAt(long clockNanos) {
        return coming.filter(leap -> nanosUntil(leap, clockNanos) <= (isArmed ? -GRACE_NANOS : 0));
    }

    /** It is taken: nothing stays armed, or the kernel would wait for ever. */
    void taken() {
        if (isArmed) {
            hand.armLeap(Leap.NONE);
        }
        last = coming;
        coming = Optional.empty();
        isArmed = false;
    }

    /**
     * A snapshot that gets over it by itself, for we come to it only when something wakes us; what the kernel takes needs
     * no such thing.
     *
     * @param clockNanos the clock at the snapshot's raw reading
     */
    ClockSnapshot scheduled(ClockSnapshot snapshot, long clockNanos) {
        if (isArmed || coming.isEmpty()) {
            return snapshot;
        }
        long toGo = nanosUntil(coming.get(), clockNanos);
        return toGo > 0 && toGo < NEAR_NANOS
                ? snapshot.leapingAt(snapshot.rawNanos() + toGo, -coming.get().change())
                : snapshot;
    }
}
