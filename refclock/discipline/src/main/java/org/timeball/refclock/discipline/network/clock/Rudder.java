package org.timeball.refclock.discipline.network.clock;

import java.util.Optional;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.steering.RawMovement;
import org.timeball.refclock.discipline.steering.SteeredClock;
import org.timeball.refclock.time.SystemClock;

/**
 * Reads and moves the clock, and knows the free-running clock beside it: what the clock would show had it not been
 * slewed. On that one sources' answers of different ages can be compared, whatever was commanded between.
 *
 * <p>Not thread-safe.
 */
final class Rudder {

    /** As far as a kernel goes. */
    private static final double LIMIT_PPB = 500_000;

    /** A smaller change of frequency is not worth a command. */
    private static final double WORTH_PPB = 1;

    /** Nor are two commands within a second, unless the change is as large as this. */
    private static final double AT_ONCE_PPB = 1_000;

    private static final long COMMANDS_APART_NANOS = 900_000_000L;

    /** A machine that slept has lost more than this: a clock that moved by less was set. */
    private static final long SLEEPLESS_NANOS = 2_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final SteeredClock hand;
    private final LeapTurn turn;
    private final double maxSlewPpb;
    private long rawNanos;
    private long monotonicNanos;
    private double slewedSeconds;
    private long slewedAtNanos;
    private double frequencyPpb = Double.NaN;
    private double slewPpb;
    private long commandedMonotonicNanos;

    Rudder(SystemClock clock, double maxSlewPpb) {
        this.hand = new SteeredClock(clock);
        this.turn = new LeapTurn(hand);
        this.maxSlewPpb = maxSlewPpb;
        take(hand.read());
        slewedAtNanos = clockNanos();
    }

    private void take(RawMovement.Reading reading) {
        rawNanos = reading.rawNanos();
        monotonicNanos = reading.monotonicNanos();
    }

    /** Reads the clock, puts back what somebody else has done to it, and takes a leap second that is due. */
    Sight look() {
        long before = clockNanos();
        var reading = hand.read();
        long set = hand.takeForeignMoveNanos();
        if (set != 0) {
            reading = putBack(set);
        }
        take(reading);
        var leapt = turn.takenByKernel(before, clockNanos());
        if (leapt.isPresent()) {
            hand.movedBy(-leapt.get().change() * SECOND_NANOS);
            return carriedOver(leapt.get());
        }
        long moved = hand.movedByOthersNanos(reading);
        if (moved != 0 && Math.abs(moved) < SLEEPLESS_NANOS) {
            reading = putBack(moved);
            take(reading);
            moved = hand.movedByOthersNanos(reading);
        }
        if (moved != 0) {
            hand.movedByOthers(rawNanos);
            slewedAtNanos = clockNanos();
            return new Sight.Lost();
        }
        slewedSeconds += hand.movedSeconds(slewedAtNanos, clockNanos());
        slewedAtNanos = clockNanos();
        var due = turn.dueAt(clockNanos());
        return due.isPresent() && hand.leap(-due.get().change()).isEmpty() ? carriedOver(due.get()) : new Sight.Usual();
    }

    private RawMovement.Reading putBack(long movedNanos) {
        hand.putBack(movedNanos);
        return hand.read();
    }

    private Sight carriedOver(LeapSecond leap) {
        turn.taken();
        take(hand.read());
        slewedAtNanos = clockNanos();
        return new Sight.Leapt(-leap.change());
    }

    /** What is done at leap seconds. */
    LeapTurn turn() {
        return turn;
    }

    /** The machine's clock when it was last read. */
    long rawNanos() {
        return rawNanos;
    }

    /** The monotonic clock at that instant. */
    long monotonicNanos() {
        return monotonicNanos;
    }

    /** The disciplined clock at that instant. */
    long clockNanos() {
        return hand.clockNanos(rawNanos);
    }

    /** How far it was slewed up to that instant, seconds, positive = forward. */
    double slewedSeconds() {
        return slewedSeconds;
    }

    /** The free-running clock at that instant. */
    long freeNanos() {
        return clockNanos() - Math.round(slewedSeconds * 1e9);
    }

    /** How fast the correction grows. */
    double correctionRatePpb() {
        return hand.correctionRatePpb();
    }

    /** How fast an offset is being slewed now, not negative. */
    double slewPpb() {
        return slewPpb;
    }

    /** Commands that were refused. */
    long refusals() {
        return hand.refusals();
    }

    /** Whether a stamp cannot be compared with the clock of now. */
    boolean isOutOfDate(long stampRawNanos) {
        return hand.isSteppedSince(stampRawNanos) || stampRawNanos > rawNanos;
    }

    /** The disciplined clock at an earlier raw reading. */
    long clockNanosAt(long stampRawNanos) {
        return hand.clockNanos(stampRawNanos);
    }

    /** How far the clock had been slewed at an earlier reading of it. */
    double slewedSecondsAt(long clockReadingNanos) {
        return slewedSeconds - hand.movedSeconds(clockReadingNanos, slewedAtNanos);
    }

    /** Moves the clock at once; returns why it refused, if it did. */
    Optional<String> step(long deltaNanos) {
        var refusal = hand.step(deltaNanos);
        take(hand.read());
        slewedAtNanos = clockNanos();
        return refusal;
    }

    /**
     * Has the clock run such that it neither falls behind nor stays behind.
     *
     * @param rate          how fast it falls behind if left alone, s/s
     * @param behindSeconds what is to be slewed
     * @param overSeconds   in about what time
     * @return why it refused, if it did
     */
    Optional<String> steer(double rate, double behindSeconds, double overSeconds) {
        double slew = Math.clamp(behindSeconds / overSeconds * 1e9, -maxSlewPpb, maxSlewPpb);
        double wanted = Math.clamp(rate * 1e9 + slew, -LIMIT_PPB, LIMIT_PPB);
        double change = Math.abs(wanted - frequencyPpb);
        boolean isSoon = monotonicNanos - commandedMonotonicNanos < COMMANDS_APART_NANOS;
        if (change < WORTH_PPB || isSoon && change < AT_ONCE_PPB) {
            return Optional.empty();
        }
        var refusal = hand.setFrequency(wanted);
        if (refusal.isEmpty()) {
            frequencyPpb = wanted;
            slewPpb = Math.abs(slew);
            commandedMonotonicNanos = monotonicNanos;
        }
        return refusal;
    }
}
