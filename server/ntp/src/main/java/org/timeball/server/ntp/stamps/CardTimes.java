package org.timeball.server.ntp.stamps;

import java.util.Optional;

/**
 * Learns what a network card's clock means from readings of it beside the machine's, about one a second. A reading that took
 * long is passed over for better ones; one that is not where the line goes means that one of the clocks was set: a new line
 * begins there, at the rate of before, which setting does not change. Nothing is known before there is a rate. One thread
 * owns it.
 */
public final class CardTimes {

    /** From the first to the last reading of a line: longer ones see less of the readings' scatter, and more of what is steered. */
    private static final long SPAN_NANOS = 8_000_000_000L;

    /** A reading is believed that took no longer than twice the quickest of late, and this. */
    private static final long ALLOWANCE_NANOS = 1_000;

    /** No two clocks that are not set go apart faster than this: two crystals, and what is steered. */
    private static final double MOST_EXCESS = 1e-3;

    /** Nor does the rate change by more from one second to the next. */
    private static final double MOST_CHANGE = 2e-5;

    /** The quickest reading counts for less by a hundredth with each that follows: the card may have become slower. */
    private static final double FORGETTING = 1.01;

    private static final int MOST = 16;

    private final long[] card = new long[MOST];
    private final long[] raw = new long[MOST];
    private int size;
    private double quickestNanos = Double.MAX_VALUE;

    /** Of the last line that had one. */
    private double excess;

    private boolean hasExcess;

    /** Nothing is known. */
    public CardTimes() {}

    /**
     * Takes a reading.
     *
     * @param beforeRawNanos the machine's own clock before
     * @param cardNanos      the card's
     * @param afterRawNanos  the machine's own clock after
     * @return what stamps mean from now on; empty where the reading was too slow to say
     */
    public Optional<CardTime> take(long beforeRawNanos, long cardNanos, long afterRawNanos) {
        long tookNanos = afterRawNanos - beforeRawNanos;
        quickestNanos *= FORGETTING;
        if (tookNanos < 0 || tookNanos > 2 * quickestNanos + ALLOWANCE_NANOS) {
            return Optional.empty();
        }
        quickestNanos = Math.min(quickestNanos, tookNanos);
        long doubtNanos = tookNanos - tookNanos / 2;
        long rawNanos = beforeRawNanos + tookNanos / 2;
        add(cardNanos, rawNanos, doubtNanos);
        return Optional.of(hasExcess ? new CardTime(cardNanos, rawNanos, excess, doubtNanos) : CardTime.UNKNOWN);
    }

    private void add(long cardNanos, long rawNanos, long doubtNanos) {
        if (size > 0 && !continues(cardNanos, rawNanos, doubtNanos)) {
            size = 0;
        }
        int stale = 0;
        while (stale < size && (cardNanos - card[stale] > SPAN_NANOS || size - stale == MOST)) {
            stale++;
        }
        size -= stale;
        System.arraycopy(card, stale, card, 0, size);
        System.arraycopy(raw, stale, raw, 0, size);
        card[size] = cardNanos;
        raw[size] = rawNanos;
        size++;
        if (size > 1) {
            long passed = cardNanos - card[0];
            excess = (double) (rawNanos - raw[0] - passed) / passed;
            hasExcess = true;
        }
    }

    /** Whether neither clock was set since the last reading. */
    private boolean continues(long cardNanos, long rawNanos, long doubtNanos) {
        long passed = cardNanos - card[size - 1];
        double strayed = rawNanos - raw[size - 1] - passed;
        double unexpected = Math.abs(hasExcess ? strayed - excess * passed : strayed);
        // The reading before was as doubtful as this one.
        return passed > 0 && unexpected <= (hasExcess ? MOST_CHANGE : MOST_EXCESS) * passed + 4.0 * doubtNanos;
    }
}
