package org.timeball.refclock.discipline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.timeball.refclock.discipline.filter.Steering;
import org.timeball.refclock.discipline.steering.RawMovement;

/**
 * Where the clock is read and steered: does what was decided, carries along everything that remembers a reading, and
 * holds the last reading and why nothing can be vouched for.
 *
 * <p>Not thread-safe.
 */
final class Helm {

    /** A stamp is not taken so far in the future. */
    private static final long BACK_NANOS = 100_000_000L;

    /**
     * Steps to the first pulses add up to less: they are not farther from the second that one of them was named by. Edges
     * that are, as those of a mains hum, would be followed from one to the next around the whole second.
     */
    private static final long FARTHEST_NANOS = 400_000_000L;

    private final Clockwork works;
    private final List<LongConsumer> carried = new ArrayList<>();
    private long rawNanos;
    private long monotonicNanos;
    private long broughtNanos;
    private String doubt = "";

    Helm(Clockwork works) {
        this.works = works;
        read();
    }

    /** Whenever we move the clock, {@code reading} is told by how many nanoseconds. */
    void carry(LongConsumer reading) {
        carried.add(reading);
    }

    /** Reads the clock. */
    RawMovement.Reading read() {
        var reading = works.clock().read();
        rawNanos = reading.rawNanos();
        monotonicNanos = reading.monotonicNanos();
        return reading;
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
        return works.clock().clockNanos(rawNanos);
    }

    /** Why nothing can be vouched for, whatever the pulses say; empty when it can. */
    String doubt() {
        return doubt;
    }

    /** Nothing can be vouched for until the clock is steered by names again. */
    void doubt(String reason) {
        doubt = reason;
    }

    /** There is nothing against vouching. */
    void clearDoubt() {
        doubt = "";
    }

    /** An edge is to be compared with the very clock that stamped it; a coarse pulse is as old as its sentences. */
    boolean isOutOfDate(long stampRawNanos) {
        return isMovedSince(stampRawNanos)
                || works.settings().kind().isPulse() && works.clock().isCommandedSince(stampRawNanos);
    }

    /** Whether a stamp lies before the clock was last moved, or in the future. */
    boolean isMovedSince(long stampRawNanos) {
        return works.clock().isSteppedSince(stampRawNanos) || stampRawNanos > rawNanos + BACK_NANOS;
    }

    /** Seconds have new names: the clock is where they say. */
    void beginBringing() {
        broughtNanos = 0;
    }

    /** Whether what the discipline wants would lead the clock away from the names by which it steers. */
    boolean isAstray(Steering steering) {
        return Math.abs(broughtNanos + stepNanos(steering)) > FARTHEST_NANOS;
    }

    private static long stepNanos(Steering steering) {
        return Math.round(steering.stepSeconds() * 1e9);
    }

    /** Does what the discipline wants; returns why the clock refused, if it did. */
    Optional<String> obey(Steering steering) {
        if (steering.stepSeconds() != 0) {
            broughtNanos += stepNanos(steering);
            var refusal = step(stepNanos(steering), "brought to the first pulses");
            if (refusal.isPresent()) {
                works.labeler().forget();
                return refusal;
            }
        }
        var refusal = noted(works.clock().setFrequency(steering.frequencyPpb()));
        if (refusal.isEmpty() && works.labeler().isNamed()) {
            doubt = "";
        }
        return refusal;
    }

    /** Moves the clock; returns why it refused, if it did. */
    Optional<String> step(long deltaNanos, String why) {
        var refusal = noted(works.clock().step(deltaNanos));
        if (refusal.isEmpty()) {
            moved(deltaNanos, why);
            works.receiverJudge().onStep(deltaNanos);
        }
        return refusal;
    }

    /** The clock was moved, and everything that remembers a reading of it moves with it. */
    void moved(long deltaNanos, String why) {
        read();
        works.follower().interrupt();
        works.labeler().onStep(deltaNanos);
        works.seconds().onStep(deltaNanos);
        carried.forEach(reading -> reading.accept(deltaNanos));
        works.listener().accept(new ClockEvent.Stepped(rawNanos, deltaNanos, why));
    }

    /** It is known to the microsecond how far the clock was moved; refused, the clock is what it is and found out below. */
    RawMovement.Reading putBack(long movedNanos) {
        if (noted(works.clock().putBack(movedNanos)).isEmpty()) {
            var why = "put back: something else had set the machine's clock "
                    + (movedNanos < 0 ? "back by " : "forward by ") + Figure.ofSeconds(movedNanos * 1e-9);
            works.listener().accept(new ClockEvent.Stepped(rawNanos, -movedNanos, why));
        }
        return read();
    }

    /** Tells of a refusal, if there was one, and doubts the clock for it. */
    Optional<String> noted(Optional<String> refusal) {
        refusal.ifPresent(message -> {
            doubt = message;
            works.listener().accept(new ClockEvent.ClockRefused(rawNanos, message));
        });
        return refusal;
    }
}
