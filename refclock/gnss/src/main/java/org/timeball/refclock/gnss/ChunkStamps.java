package org.timeball.refclock.gnss;

import java.util.ArrayDeque;
import java.util.Deque;

/** When the octets of a stream came, for as long as they may still be asked for. */
final class ChunkStamps {

    private record Stamp(long position, long rawNanos) {}

    private final Deque<Stamp> stamps = new ArrayDeque<>();

    /** Notes that the octets from {@code position} on came at {@code rawNanos}. */
    void add(long position, long rawNanos) {
        stamps.addLast(new Stamp(position, rawNanos));
    }

    /** When the octet at {@code position} came; it must not have been forgotten. */
    long rawNanosAt(long position) {
        long rawNanos = stamps.getFirst().rawNanos;
        for (Stamp stamp : stamps) {
            if (stamp.position > position) {
                break;
            }
            rawNanos = stamp.rawNanos;
        }
        return rawNanos;
    }

    /** Forgets what lies wholly before {@code position}. */
    void forgetBefore(long position) {
        while (stamps.size() > 1) {
            Stamp oldest = stamps.removeFirst();
            if (stamps.getFirst().position > position) {
                stamps.addFirst(oldest);
                return;
            }
        }
    }
}
