package org.timeball.server.ntp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.EnumMap;

/**
 * What one responder received and how it answered, since it was made.
 *
 * <p>One thread counts, without a lock or a fence; any thread may take the {@link #statistics}, which then lag by no
 * more than the packet in hand.
 */
public final class NtpCounters {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int RECEIVED = 0;
    private static final int ANSWERED = 1;
    private static final int NTS_ANSWERED = 2;
    private static final int NAKS = 3;
    private static final int INTERLEAVED = 4;
    private static final int FIRST_DROP = 5;

    private final long[] slots = new long[FIRST_DROP + DropReason.values().length];

    /** All zero. */
    public NtpCounters() {}

    /** The counts as they stand now. */
    public NtpStatistics statistics() {
        var drops = new EnumMap<DropReason, Long>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            long count = get(FIRST_DROP + reason.ordinal());
            if (count > 0) {
                drops.put(reason, count);
            }
        }
        return new NtpStatistics(get(RECEIVED), get(ANSWERED), get(NTS_ANSWERED), get(NAKS), get(INTERLEAVED), drops);
    }

    void countReceived() {
        increment(RECEIVED);
    }

    void countAnswered() {
        increment(ANSWERED);
    }

    void countNtsAnswered() {
        increment(NTS_ANSWERED);
    }

    void countNak() {
        increment(NAKS);
    }

    void countInterleaved() {
        increment(INTERLEAVED);
    }

    void countDropped(DropReason reason) {
        increment(FIRST_DROP + reason.ordinal());
    }

    private long get(int slot) {
        return (long) SLOT.getOpaque(slots, slot);
    }

    /** A plain read is enough before the write: nobody else writes. */
    private void increment(int slot) {
        SLOT.setOpaque(slots, slot, slots[slot] + 1);
    }
}
