package org.timeball.refclock.discipline;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last hour of judged pulses: one thread adds, any thread copies.
 *
 * <p>Of edges that are no second's pulse only one a second is kept; the tally counts them all. An hour of a line that
 * rings fits, too.
 *
 * <p>No lock: a copy that is overtaken while it is made leaves out what was overwritten.
 */
final class PulseHistory {

    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** A pulse and another edge for each second of an hour. */
    static final int LENGTH = 7_200;

    /** One more than is shown, so that the entry being written is not one of those. */
    private static final int SLOTS = LENGTH + 1;

    private final AtomicReferenceArray<JudgedPulse> ring = new AtomicReferenceArray<>(SLOTS);
    private volatile long added;
    private OptionalLong lastOtherRawNanos = OptionalLong.empty();

    void add(JudgedPulse pulse) {
        if (isOther(pulse)) {
            boolean isSoon = lastOtherRawNanos.isPresent()
                    && Math.abs(pulse.rawNanos() - lastOtherRawNanos.getAsLong()) < SECOND_NANOS;
            if (isSoon) {
                return;
            }
            lastOtherRawNanos = OptionalLong.of(pulse.rawNanos());
        }
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
        var there = copy.subList((int) Math.min(overwritten, copy.size()), copy.size());
        if (there.isEmpty()) {
            return List.of();
        }
        long newest = there.getLast().rawNanos();
        return there.stream()
                .filter(pulse -> newest - pulse.rawNanos() < HOUR_NANOS)
                .toList();
    }

    private static boolean isOther(JudgedPulse pulse) {
        return switch (pulse.verdict()) {
            case PulseVerdict.Used _ -> false;
            case PulseVerdict.NotUsed(var reason, var _) ->
                switch (reason) {
                    case DUPLICATE, OUT_OF_DATE, EXTRA, OUT_OF_PLACE, OFF_BEAT -> true;
                    case NO_FIX,
                            NOT_ON_UTC,
                            UTC_UNAVAILABLE,
                            RECEIVER_SILENT,
                            UNNAMED,
                            WRONG_EDGE,
                            OUTLIER,
                            UNCONFIRMED,
                            SUSPECT,
                            CLOCK_REFUSED -> false;
                };
        };
    }
}
