package org.timeball.refclock.discipline.steering;

import java.util.Optional;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.SystemClock;

/**
 * The hand on the clock: does what was decided, remembers what was done when, and turns a refusal into a sentence.
 *
 * <p>Not thread-safe.
 */
public final class SteeredClock {

    private final SystemClock clock;
    private final RawMovement movement;
    private final SteeringLedger ledger = new SteeringLedger();
    private long commandedRawNanos = Long.MIN_VALUE;
    private long steppedRawNanos = Long.MIN_VALUE;
    private long refusals;

    /** Reads it once; moves nothing. */
    public SteeredClock(SystemClock clock) {
        this.clock = clock;
        this.movement = new RawMovement(clock);
    }

    /** The raw clock now. */
    public long rawNanos() {
        return clock.rawNanos();
    }

    /** The raw clock beside the monotonic one. */
    public RawMovement.Reading read() {
        return movement.read();
    }

    /** By how much somebody else has moved the raw clock; 0 when nobody has. */
    public long movedByOthersNanos(RawMovement.Reading reading) {
        return movement.movedNanos(reading);
    }

    /** The disciplined clock at a raw reading. */
    public long clockNanos(long rawNanos) {
        return rawNanos + clock.correctionNanos(rawNanos);
    }

    /** How fast the correction grows, parts per billion. */
    public double correctionRatePpb() {
        return clock.correctionRatePpb();
    }

    /** Commands refused since start. */
    public long refusals() {
        return refusals;
    }

    /** Whether a stamp was taken before the last command, so that it cannot be compared with the clock of now. */
    public boolean isCommandedSince(long rawNanos) {
        return rawNanos < commandedRawNanos;
    }

    /**
     * Whether a stamp was taken before the last step. One that was not can be compared with the clock of now to half a
     * millisecond for every second that it is old, which is enough for what a sentence says.
     */
    public boolean isSteppedSince(long rawNanos) {
        return rawNanos < steppedRawNanos;
    }

    /** Somebody else moved the raw clock: stamps count from this reading on. */
    public void movedByOthers(long rawNanos) {
        commandedRawNanos = rawNanos;
        steppedRawNanos = rawNanos;
        movement.settle();
    }

    /** How far somebody else set the raw clock since this was last asked; nanoseconds, positive = forward. */
    public long takeForeignMoveNanos() {
        return clock.takeForeignMoveNanos();
    }

    /**
     * Undoes what somebody else did to the raw clock, so that this clock goes on as if it had not been; returns why the
     * clock refused, if it did.
     */
    public Optional<String> putBack(long movedNanos) {
        try {
            clock.step(-movedNanos);
        } catch (DeviceException refusal) {
            return refused(refusal);
        }
        movedByOthers(clock.rawNanos());
        return Optional.empty();
    }

    /** How far commands moved the clock between two of its readings, without steps; seconds, positive = ahead. */
    public double movedSeconds(long fromNanos, long toNanos) {
        return ledger.movedSeconds(fromNanos, toNanos);
    }

    /** Sets the frequency; returns why the clock refused, if it did. */
    public Optional<String> setFrequency(double ppb) {
        try {
            clock.setFrequencyPpb(ppb);
        } catch (DeviceException refusal) {
            return refused(refusal);
        }
        commandedRawNanos = clock.rawNanos();
        ledger.record(clockNanos(commandedRawNanos), ppb);
        return Optional.empty();
    }

    /** Moves the clock; returns why it refused, if it did. */
    public Optional<String> step(long deltaNanos) {
        try {
            clock.step(deltaNanos);
        } catch (DeviceException refusal) {
            return refused(refusal);
        }
        movedBy(deltaNanos);
        return Optional.empty();
    }

    /** Moves the clock over a leap second; returns why it refused, if it did. */
    public Optional<String> leap(int seconds) {
        try {
            clock.leap(seconds);
        } catch (DeviceException refusal) {
            return refused(refusal);
        }
        movedBy(seconds * 1_000_000_000L);
        return Optional.empty();
    }

    /** The clock was moved: by us, or by itself as we had asked. */
    public void movedBy(long deltaNanos) {
        commandedRawNanos = clock.rawNanos();
        steppedRawNanos = commandedRawNanos;
        movement.settle();
        ledger.onStep(deltaNanos);
    }

    /** Has the clock take a leap second by itself; returns whether it will. */
    public boolean armLeap(Leap leap) {
        try {
            return clock.armLeap(leap);
        } catch (DeviceException refusal) {
            refusals++;
            return false;
        }
    }

    /** Whether it has. */
    public boolean hasLeapt() {
        try {
            return clock.hasLeapt();
        } catch (DeviceException refusal) {
            refusals++;
            return false;
        }
    }

    /** Tells the machine TAI − UTC. */
    public void setTaiOffset(int seconds) {
        try {
            clock.setTaiOffset(seconds);
        } catch (DeviceException refusal) {
            refusals++;
        }
    }

    private Optional<String> refused(DeviceException refusal) {
        refusals++;
        return Optional.of("the clock refuses to be steered: " + refusal.getMessage());
    }
}
