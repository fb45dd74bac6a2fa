package org.timeball.server.ntp.stamps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The transmit times of replies, kept for the client's next request: the state of interleaved mode, in memory that never
 * grows.
 *
 * <p>A reply is known by its receive stamp, which no other reply to that client has. Of each client the last four are
 * kept, and the place is the client's by a keyed hash, so that one who asks for many pushes out its own.
 *
 * <p>One thread owns it; {@link #held} and {@link #spanSeconds} are for any.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9769#section-2">RFC 9769 §2</a>
 */
public final class InterleavedStamps {

    /** No stamp is kept: not a time in any era, as a transmit stamp is never zero. */
    public static final long NONE = 0;

    private static final int WAYS = 4;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final int sets;
    private final long[] clients;
    private final long[] receiveBits;
    private final long[] transmitBits;

    /** @param capacity how many replies are remembered, a power of two, at least 4 */
    public InterleavedStamps(int capacity) {
        if (capacity < WAYS || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("no power of two from 4 on: " + capacity);
        }
        sets = capacity / WAYS;
        clients = new long[capacity];
        receiveBits = new long[capacity];
        transmitBits = new long[capacity];
    }

    /** Notes that a reply with this receive stamp goes to a client; when it leaves is not known yet. */
    public void expect(long client, long receive) {
        int from = from(client);
        int oldest = from;
        for (int place = from; place < from + WAYS; place++) {
            if (receiveBits[place] == 0) {
                oldest = place;
                break;
            }
            // Differences of stamps hold over the turn of an era.
            if (receiveBits[place] - receiveBits[oldest] < 0) {
                oldest = place;
            }
        }
        clients[oldest] = client;
        WORD.setOpaque(transmitBits, oldest, NONE);
        WORD.setOpaque(receiveBits, oldest, receive);
    }

    /** Says when the reply with this receive stamp left; of no effect when it is not remembered any more. */
    public void put(long client, long receive, long transmit) {
        int place = find(client, receive);
        if (place >= 0) {
            WORD.setOpaque(transmitBits, place, transmit);
        }
    }

    /** When the reply with this receive stamp left, which is then forgotten; {@link #NONE} where that is not known. */
    public long take(long client, long receive) {
        int place = find(client, receive);
        if (place < 0) {
            return NONE;
        }
        long transmit = transmitBits[place];
        WORD.setOpaque(receiveBits, place, 0L);
        WORD.setOpaque(transmitBits, place, NONE);
        return transmit;
    }

    /** Whether a reply with this receive stamp went to a client and may still be asked about. */
    public boolean remembers(long client, long receive) {
        return find(client, receive) >= 0;
    }

    private int find(long client, long receive) {
        int from = from(client);
        for (int place = from; place < from + WAYS; place++) {
            if (receiveBits[place] == receive && clients[place] == client) {
                return place;
            }
        }
        return -1;
    }

    private int from(long client) {
        return (int) (client & sets - 1) * WAYS;
    }

    /** How many transmit times are kept. */
    public long held() {
        long held = 0;
        for (int place = 0; place < transmitBits.length; place++) {
            held += (long) WORD.getOpaque(transmitBits, place) == NONE ? 0 : 1;
        }
        return held;
    }

    /** From the oldest reply of which the transmit time is kept to the newest, seconds; 0 where there is none. */
    public long spanSeconds() {
        long first = 0;
        long last = 0;
        for (int place = 0; place < transmitBits.length; place++) {
            long stamp = (long) WORD.getOpaque(transmitBits, place);
            if (stamp != NONE) {
                first = first == NONE || stamp - first < 0 ? stamp : first;
                last = last == NONE || stamp - last > 0 ? stamp : last;
            }
        }
        return last - first >>> 32;
    }
}
