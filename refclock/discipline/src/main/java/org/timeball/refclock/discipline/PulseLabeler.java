package org.timeball.refclock.discipline;

import java.util.Optional;
import java.util.OptionalLong;
import org.timeball.refclock.discipline.crosscheck.Consensus;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.NextPulse;

/**
 * Learns from a receiver's bursts which second a pulse marks, and from then on counts.
 *
 * <p>A burst speaks of the last pulse before its first byte. How long after the pulse that is gets learned; where it is
 * so near to a pulse that the neighbour could be meant, a second witness has to say which: a receiver that names its
 * next pulse (UBX-TIM-TP), other sources of time, or the count kept from before. Once named, the count goes on with the
 * pulses and no single burst can change it; that bursts begin to come before the pulse they speak of, which none does,
 * shows a name that was one off.
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

    /** While delays scatter, three may lie together by chance. */
    private static final int BURSTS_TO_NAME_SCATTERED = 16;

    private static final double SCATTERED_SECONDS = 0.03;

    /** After a receiver moved, as when it first learns the leap seconds, it must hold still this long. */
    private static final int BURSTS_TO_RENAME = 60;

    /** A count that held for longer is worth as much as the receiver's word, which then needs a witness or a day. */
    private static final double OLD_COUNT_SECONDS = 1_800;

    private static final int BURSTS_TO_RENAME_AN_OLD_COUNT = 86_400;

    /** What a count from before may have drifted, 10 ppm, and how far, for it to bear witness. */
    private static final long HELD_NANOS = 30_000 * SECOND_NANOS;

    /** Burst times that scatter more do not tell one second from the next. */
    private static final double WIDEST_SECONDS = 0.25;

    private static final int DISAGREEMENTS = 10;
    private static final int WITNESSED_DISAGREEMENTS = 3;

    /** Until so many bursts have borne a name out, the first that does not takes it away: the receiver has just woken up. */
    private static final int BORNE_OUT = 10;

    /** Half of the delays kept: a median moves with them. */
    private static final int ENOUGH_NAMED = 32;

    private static final double BEFORE_SECONDS = -0.01;

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
    private final DelayMemory delays = new DelayMemory(DELAYS);
    private SentenceDelay delay = SentenceDelay.UNKNOWN;

    /** Delays after the very pulse that is spoken of, as it is counted: they may pass a second, and are never negative. */
    private final DelayMemory namedDelays = new DelayMemory(DELAYS);

    private boolean isNamed;
    private boolean hasCount;
    private long countedSecond;
    private long countedNanos;
    private long namedNanos;
    private double countAgeSeconds;

    private int agreeing;
    private int needed = BURSTS_TO_NAME;
    private long agreedSecond;
    private long agreedNanos;
    private int agreements;
    private int disagreements;
    private int witnessedDisagreements;
    private long difference;

    /** Whether {@link #secondAt} may be asked. */
    boolean isNamed() {
        return isNamed;
    }

    /** What was learned of the receiver's delay. */
    SentenceDelay delay() {
        return delay;
    }

    /** By how many seconds the last burst that can be compared contradicts the count; 0 when it agrees. */
    long difference() {
        return isNamed ? difference : 0;
    }

    /** How far the naming has come, for people. */
    String progress(long nowNanos) {
        if (pulseCount == 0 || nowNanos - pulses[(pulseCount - 1) % PULSES] > NO_PULSE_NANOS) {
            return "the receiver speaks, but no pulse comes";
        }
        if (delay.bursts() >= BURSTS_TO_NAME && !delay.isClear() && agreeing == 0) {
            return "bursts begin " + Figure.ofSeconds(delay.medianSeconds())
                    + " after a pulse, which could be the neighbour's: the receiver must name its next pulse,"
                    + " or other sources the second";
        }
        if (needed > BURSTS_TO_RENAME && agreeing > 0) {
            return "the receiver moved by " + (agreedSecond - secondAt(agreedNanos))
                    + " s against a count that held; it takes a second source, a day or a restart to believe it";
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
        namedNanos += deltaNanos;
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
        clearDisagreements();
    }

    /**
     * Takes a burst.
     *
     * @param epoch           what it said
     * @param firstByteNanos  when it began
     * @param isCounterAlone  near a leap second, or while the receiver may not know of one: what it says is neither
     *     compared with the count nor made one
     * @param others          what other sources agree on; empty when none can tell seconds apart
     */
    Finding onEpoch(Epoch epoch, long firstByteNanos, boolean isCounterAlone, Optional<Consensus> others) {
        if (!epoch.isTimeValid() || !epoch.fix().isGoodForTime()) {
            agreeing = 0;
            return new Finding.Nothing();
        }
        var pulse = pulseBefore(firstByteNanos);
        if (pulse.isPresent()) {
            delays.add((firstByteNanos - pulse.getAsLong()) * 1e-9);
            delay = delays.circular();
        }
        if (isNamed) {
            if (isCounterAlone) {
                difference = 0;
                return new Finding.Nothing();
            }
            return verify(epoch, firstByteNanos, others);
        }
        if (pulse.isEmpty() || isCounterAlone) {
            return new Finding.Nothing();
        }
        long pulseNanos = pulse.getAsLong();
        var claim = claim(epoch, pulseNanos, others);
        if (claim.isEmpty()) {
            agreeing = 0;
            return new Finding.Nothing();
        }
        return agree(claim.getAsLong(), pulseNanos, others);
    }

    private Finding agree(long claimed, long pulseNanos, Optional<Consensus> others) {
        long passed = Math.floorDiv(pulseNanos - agreedNanos + SECOND_NANOS / 2, SECOND_NANOS);
        boolean isNext = agreeing > 0 && passed > 0 && claimed - agreedSecond == passed;
        agreeing = isNext ? agreeing + 1 : 1;
        agreedSecond = claimed;
        agreedNanos = pulseNanos;
        needed = needed(claimed, pulseNanos, others);
        if (agreeing < needed) {
            return new Finding.Nothing();
        }
        isNamed = true;
        hasCount = true;
        countedSecond = claimed;
        countedNanos = pulseNanos;
        namedNanos = pulseNanos;
        agreeing = 0;
        agreements = 0;
        clearDisagreements();
        namedDelays.clear();
        return new Finding.Named(claimed, pulseNanos);
    }

    private int needed(long claimed, long pulseNanos, Optional<Consensus> others) {
        boolean isMoved = hasCount && claimed != secondAt(pulseNanos);
        boolean isContradicted = others.isPresent() && others.get().utcSecond(pulseNanos) != claimed;
        if (isMoved || isContradicted) {
            boolean isOld = isMoved && countAgeSeconds > OLD_COUNT_SECONDS;
            boolean isWitnessed = others.isPresent() && !isContradicted;
            return isOld && !isWitnessed ? BURSTS_TO_RENAME_AN_OLD_COUNT : BURSTS_TO_RENAME;
        }
        if (isNearMidnight(claimed)) {
            return BURSTS_TO_NAME_NEAR_MIDNIGHT;
        }
        return delay.deviationSeconds() > SCATTERED_SECONDS ? BURSTS_TO_NAME_SCATTERED : BURSTS_TO_NAME;
    }

    /** Compares a burst with the count: a witness's word at once, a sentence by when it usually comes. */
    private Finding verify(Epoch epoch, long firstByteNanos, Optional<Consensus> others) {
        long counted = countedAtOrBefore(firstByteNanos);
        var witness = witness(epoch);
        if (witness.isPresent()) {
            return compare(witness.getAsLong() - counted, witness.getAsLong(), true);
        }
        if (epoch.utcSecond().isEmpty()) {
            return new Finding.Nothing();
        }
        long said = epoch.utcSecond().getAsLong();
        double after = (firstByteNanos - countedNanos - (said - countedSecond) * SECOND_NANOS) * 1e-9;
        double usual = namedDelays.size() == 0 ? delay.medianSeconds() : namedDelays.median();
        if (namedDelays.deviation() > WIDEST_SECONDS) {
            return new Finding.Nothing();
        }
        long off = -Math.round(after - usual);
        if (off == 0) {
            namedDelays.add(after);
            if (namedDelays.size() >= ENOUGH_NAMED && namedDelays.median() < BEFORE_SECONDS) {
                hasCount = false;
                return lose("bursts begin before the pulse they speak of, so that it was named one second late");
            }
        }
        var pulse = pulseBefore(firstByteNanos);
        boolean isSeconded =
                others.isPresent() && pulse.isPresent() && others.get().utcSecond(pulse.getAsLong()) - counted == off;
        return compare(off, said, isSeconded);
    }

    private Finding compare(long off, long claimed, boolean isWitnessed) {
        if (off == 0) {
            agreements++;
            clearDisagreements();
            return new Finding.Nothing();
        }
        if (Math.abs(off) == DAY_SECONDS && isNearMidnight(claimed)) {
            return new Finding.Nothing();
        }
        difference = off;
        disagreements++;
        witnessedDisagreements += isWitnessed ? 1 : 0;
        boolean isNew = agreements < BORNE_OUT;
        if (!isNew && disagreements < DISAGREEMENTS && witnessedDisagreements < WITNESSED_DISAGREEMENTS) {
            return new Finding.Nothing();
        }
        return lose(
                "the receiver's second differs from our count by " + off + " s, " + disagreements + " times in a row");
    }

    private Finding lose(String reason) {
        isNamed = false;
        agreeing = 0;
        countAgeSeconds = (countedNanos - namedNanos) * 1e-9;
        return new Finding.Lost(reason);
    }

    private void clearDisagreements() {
        disagreements = 0;
        witnessedDisagreements = 0;
        difference = 0;
    }

    private static boolean isNearMidnight(long utcSecond) {
        long ofDay = Math.floorMod(utcSecond + NEAR_MIDNIGHT_SECONDS, DAY_SECONDS);
        return ofDay <= 2 * NEAR_MIDNIGHT_SECONDS;
    }

    /**
     * The second of the last pulse before the burst, by all that is said of it. Several other sources are right; one alone
     * tells which of two neighbours an unclear burst means, and does not overrule one that is clear.
     */
    private OptionalLong claim(Epoch epoch, long pulseNanos, Optional<Consensus> others) {
        var own = ownClaim(epoch, pulseNanos);
        if (others.isEmpty()) {
            return own;
        }
        var outer = OptionalLong.of(others.get().utcSecond(pulseNanos));
        boolean isBacked = witness(epoch).equals(outer)
                || epoch.utcSecond().isPresent()
                        && isLateWordOf(epoch.utcSecond().getAsLong(), outer);
        boolean isOfOne = !others.get().isOfSeveral();
        if (!isBacked) {
            return isOfOne ? own : OptionalLong.empty();
        }
        return isOfOne && own.isPresent() && !own.equals(outer) ? OptionalLong.empty() : outer;
    }

    /** The same by the receiver's word and the count from before. */
    private OptionalLong ownClaim(Epoch epoch, long pulseNanos) {
        var witness = witness(epoch);
        var said = epoch.utcSecond();
        if (witness.isPresent()) {
            boolean isContradicted = delay.isClear() && said.isPresent() && !witness.equals(said);
            return isContradicted ? OptionalLong.empty() : witness;
        }
        if (delay.isClear()) {
            return said;
        }
        var held = heldSecond(pulseNanos);
        return said.isPresent() && isLateWordOf(said.getAsLong(), held) ? held : OptionalLong.empty();
    }

    /** A burst may still speak of the pulse before the last one, never of one to come. */
    private static boolean isLateWordOf(long said, OptionalLong second) {
        return second.isPresent() && (said == second.getAsLong() || said == second.getAsLong() - 1);
    }

    /** The count from before, while it cannot have drifted by a good part of a second. */
    private OptionalLong heldSecond(long clockNanos) {
        boolean isHeld = hasCount && clockNanos - countedNanos < HELD_NANOS;
        return isHeld ? OptionalLong.of(secondAt(clockNanos)) : OptionalLong.empty();
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
}
