package org.timeball.refclock.discipline;

import java.util.Arrays;
import java.util.OptionalLong;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.NextPulse;

/**
 * Learns from a receiver's bursts which second a pulse marks, and from then on counts.
 *
 * <p>A burst speaks of the last pulse before its first byte. How long after the pulse that is gets learned; where it is
 * so near to a pulse that the neighbour could be meant, only a receiver that names its next pulse (UBX-TIM-TP) is
 * believed. Once named, the count goes on with the pulses and no single burst can change it.
 *
 * <p>All times are readings of the disciplined clock. Not thread-safe.
 */
final class PulseLabeler {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long DAY_SECONDS = 86_400;

    private static final long NO_PULSE_NANOS = 3 * SECOND_NANOS;

    private static final int DELAYS = 64;

    /** A burst may be complete only after the next pulse or two. */
    private static final int PULSES = 4;

    private static final int BURSTS_TO_NAME = 3;

    /** Some receivers change the date one sentence after the time: near midnight more is asked for. */
    private static final int BURSTS_TO_NAME_NEAR_MIDNIGHT = 5;

    private static final long NEAR_MIDNIGHT_SECONDS = 10;

    /** After a receiver moved by a few seconds, as when it first learns the leap seconds, it must hold still this long. */
    private static final int BURSTS_TO_RENAME = 60;

    private static final long FEW_SECONDS = 4;

    private static final int DISAGREEMENTS = 10;
    private static final int WITNESSED_DISAGREEMENTS = 3;

    /** What a burst did to the naming. */
    sealed interface Finding {
        /** Nothing changed. */
        record Nothing() implements Finding {}

        /**
         * Pulses have names from now on.
         *
         * @param utcSecond  what one of them marks
         * @param clockNanos when that one was
         */
        record Named(long utcSecond, long clockNanos) implements Finding {}

        /** The names are in doubt and were dropped. */
        record Lost(String reason) implements Finding {}
    }

    private final long[] pulses = new long[PULSES];
    private int pulseCount;
    private final double[] delays = new double[DELAYS];
    private int delayCount;
    private SentenceDelay delay = SentenceDelay.UNKNOWN;

    private boolean isNamed;
    private boolean hasCount;
    private long countedSecond;
    private long countedNanos;

    private int agreeing;
    private int needed = BURSTS_TO_NAME;
    private long agreedSecond;
    private long agreedNanos;
    private int disagreements;
    private int witnessedDisagreements;

    /** Whether {@link #secondAt} may be asked. */
    boolean isNamed() {
        return isNamed;
    }

    /** What was learned of the receiver's delay. */
    SentenceDelay delay() {
        return delay;
    }

    /** How far the naming has come, for people. */
    String progress(long nowNanos) {
        if (pulseCount == 0 || nowNanos - pulses[(pulseCount - 1) % PULSES] > NO_PULSE_NANOS) {
            return "the receiver speaks, but no pulse comes";
        }
        if (delay.bursts() >= BURSTS_TO_NAME && !delay.isClear() && agreeing == 0) {
            return "bursts begin " + Figure.ofSeconds(delay.medianSeconds())
                    + " after a pulse, which could be the neighbour's: the receiver must name its next pulse";
        }
        return "naming the second: " + agreeing + " of " + needed + " bursts agree";
    }

    /** A pulse came. While seconds have names, only one that is near its second may be given. */
    void onPulse(long clockNanos) {
        if (isNamed) {
            countedSecond = secondAt(clockNanos);
            countedNanos = clockNanos;
        }
        pulses[pulseCount++ % PULSES] = clockNanos;
    }

    /** The second a pulse marks: the last one's and as many as fit between, to the nearest whole second. */
    long secondAt(long clockNanos) {
        return countedSecond + Math.floorDiv(clockNanos - countedNanos + SECOND_NANOS / 2, SECOND_NANOS);
    }

    /** The newest pulse, if there was one. */
    OptionalLong newestPulse() {
        return pulseCount == 0 ? OptionalLong.empty() : OptionalLong.of(pulses[(pulseCount - 1) % PULSES]);
    }

    /** The clock was moved: every time remembered moves with it, no name changes. */
    void onStep(long deltaNanos) {
        for (int i = 0; i < PULSES; i++) {
            pulses[i] += deltaNanos;
        }
        countedNanos += deltaNanos;
        agreedNanos += deltaNanos;
    }

    /** The clock was stepped over a leap second: names change with it. */
    void onLeap(int seconds) {
        countedSecond += seconds;
    }

    /** Starts over; what the count was no longer means anything. */
    void forget() {
        isNamed = false;
        hasCount = false;
        pulseCount = 0;
        agreeing = 0;
        disagreements = 0;
        witnessedDisagreements = 0;
    }

    /**
     * Takes a burst.
     *
     * @param epoch           what it said
     * @param firstByteNanos  when it began
     * @param isCounterAlone  near a leap second, or while the receiver may not know of one: what it says is neither
     *     compared with the count nor made one
     */
    Finding onEpoch(Epoch epoch, long firstByteNanos, boolean isCounterAlone) {
        if (!epoch.isTimeValid() || !epoch.fix().isGoodForTime()) {
            agreeing = 0;
            return new Finding.Nothing();
        }
        var pulse = pulseBefore(firstByteNanos);
        if (pulse.isPresent()) {
            learn((firstByteNanos - pulse.getAsLong()) * 1e-9);
        }
        var claim = claim(epoch);
        if (claim.isEmpty()) {
            agreeing = 0;
            return new Finding.Nothing();
        }
        long claimed = claim.getAsLong();
        if (!isNamed) {
            return pulse.isPresent() && !isCounterAlone ? agree(claimed, pulse.getAsLong()) : new Finding.Nothing();
        }
        return isCounterAlone
                ? new Finding.Nothing()
                : verify(
                        claimed - countedAtOrBefore(firstByteNanos),
                        claimed,
                        witness(epoch).isPresent());
    }

    private Finding agree(long claimed, long pulseNanos) {
        long passed = Math.floorDiv(pulseNanos - agreedNanos + SECOND_NANOS / 2, SECOND_NANOS);
        boolean isNext = agreeing > 0 && passed > 0 && claimed - agreedSecond == passed;
        agreeing = isNext ? agreeing + 1 : 1;
        agreedSecond = claimed;
        agreedNanos = pulseNanos;
        needed = needed(claimed, pulseNanos);
        if (agreeing < needed) {
            return new Finding.Nothing();
        }
        isNamed = true;
        hasCount = true;
        countedSecond = claimed;
        countedNanos = pulseNanos;
        agreeing = 0;
        disagreements = 0;
        witnessedDisagreements = 0;
        return new Finding.Named(claimed, pulseNanos);
    }

    private int needed(long claimed, long pulseNanos) {
        long moved = hasCount ? Math.abs(claimed - secondAt(pulseNanos)) : 0;
        if (moved > 0 && moved <= FEW_SECONDS) {
            return BURSTS_TO_RENAME;
        }
        return isNearMidnight(claimed) ? BURSTS_TO_NAME_NEAR_MIDNIGHT : BURSTS_TO_NAME;
    }

    private Finding verify(long difference, long claimed, boolean isWitnessed) {
        if (difference == 0) {
            disagreements = 0;
            witnessedDisagreements = 0;
            return new Finding.Nothing();
        }
        if (Math.abs(difference) == DAY_SECONDS && isNearMidnight(claimed)) {
            return new Finding.Nothing();
        }
        disagreements++;
        witnessedDisagreements += isWitnessed ? 1 : 0;
        if (disagreements < DISAGREEMENTS && witnessedDisagreements < WITNESSED_DISAGREEMENTS) {
            return new Finding.Nothing();
        }
        isNamed = false;
        agreeing = 0;
        return new Finding.Lost("the receiver's second differs from our count by " + difference + " s, " + disagreements
                + " times in a row");
    }

    private static boolean isNearMidnight(long utcSecond) {
        long ofDay = Math.floorMod(utcSecond + NEAR_MIDNIGHT_SECONDS, DAY_SECONDS);
        return ofDay <= 2 * NEAR_MIDNIGHT_SECONDS;
    }

    /** The second of the last pulse before the burst, by all that the receiver says of it. */
    private OptionalLong claim(Epoch epoch) {
        var witness = witness(epoch);
        if (!delay.isClear()) {
            return witness;
        }
        if (witness.isPresent() && epoch.utcSecond().isPresent() && !witness.equals(epoch.utcSecond())) {
            return OptionalLong.empty();
        }
        return witness.isPresent() ? witness : epoch.utcSecond();
    }

    private static OptionalLong witness(Epoch epoch) {
        var next = epoch.nextPulse().map(NextPulse::utcSecond).orElse(OptionalLong.empty());
        return next.isPresent() ? OptionalLong.of(next.getAsLong() - 1) : next;
    }

    private long countedAtOrBefore(long clockNanos) {
        var pulse = pulseBefore(clockNanos);
        return pulse.isPresent()
                ? secondAt(pulse.getAsLong())
                : countedSecond + Math.floorDiv(clockNanos - countedNanos, SECOND_NANOS);
    }

    private OptionalLong pulseBefore(long clockNanos) {
        long found = Long.MIN_VALUE;
        for (int i = 0; i < Math.min(pulseCount, PULSES); i++) {
            long pulse = pulses[i];
            if (pulse <= clockNanos && clockNanos - pulse < SECOND_NANOS) {
                found = Math.max(found, pulse);
            }
        }
        return found == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(found);
    }

    private void learn(double seconds) {
        delays[delayCount++ % DELAYS] = seconds;
        int known = Math.min(delayCount, DELAYS);
        var spread = Spread.of(Arrays.copyOf(delays, known));
        delay = new SentenceDelay(known, spread.median(), spread.deviation());
    }
}
