package org.timeball.refclock.discipline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last hour of judged pulses: one thread adds, any thread copies.
 *
 * <p>No lock: a copy that is overtaken while it is made leaves out what was overwritten.
 */
final class PulseHistory {

    static final int LENGTH = 3_600;

    /** One more than is shown, so that the entry being written is not one of those. */
    private static final int SLOTS = LENGTH + 1;

    private final AtomicReferenceArray<JudgedPulse> ring = new AtomicReferenceArray<>(SLOTS);
    private volatile long added;

    void add(JudgedPulse pulse) {
        long index = added;
        ring.set((int) (index % SLOTS), pulse);
        added = index + 1;
    }

    /** What is there now, oldest first. */
    List<JudgedPulse> copy() {
        long end = added;
        long begin = Math.max(0, end - LENGTH);
        List<JudgedPulse> copy = new ArrayList<>((int) (end - begin));
        for (long i = begin; i < end; i++) {
            copy.add(ring.get((int) (i % SLOTS)));
        }
        long overwritten = Math.max(0, added - LENGTH - begin);
        return List.copyOf(copy.subList((int) Math.min(overwritten, copy.size()), copy.size()));
    }
}
