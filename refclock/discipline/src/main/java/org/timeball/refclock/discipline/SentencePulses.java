package org.timeball.refclock.discipline;

import java.util.Optional;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.PulseKind;

/**
 * Makes pulses of a receiver that has none: the second began a known or guessed time before the burst that names it.
 *
 * <p>A burst that names no second, or whose time the receiver does not vouch for, is no pulse. What is made goes the way
 * of every other pulse; that it is a coarse one is said by {@link PulseKind#SENTENCE}. Not thread-safe.
 */
public final class SentencePulses {

    private static final long SEQUENCES = 1L << 32;

    private final long delayNanos;
    private long sequence;

    /**
     * @param delaySeconds from the second to the first byte of its burst, 0 to 1;
     *     {@link PulseKind#ASSUMED_SENTENCE_DELAY_SECONDS} where nobody has measured it
     */
    public SentencePulses(double delaySeconds) {
        if (!(delaySeconds >= 0 && delaySeconds <= 1)) {
            throw new IllegalArgumentException("a sentence delay of " + delaySeconds + " s is not within 0 to 1 s");
        }
        delayNanos = Math.round(delaySeconds * 1e9);
    }

    /** The second that a burst names, as a pulse; to be told before the burst itself. */
    public Optional<Pulse> pulseOf(Epoch epoch) {
        if (!epoch.isTimeValid() || epoch.utcSecond().isEmpty()) {
            return Optional.empty();
        }
        sequence = (sequence + 1) % SEQUENCES;
        return Optional.of(new Pulse(epoch.firstByteRawNanos() - delayNanos, sequence));
    }
}
