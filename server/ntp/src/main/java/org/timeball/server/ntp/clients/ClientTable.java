package org.timeball.server.ntp.clients;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The clients seen lately, in a table whose size is fixed when it is made.
 *
 * <p>A client's place is one of eight that a keyed hash of its address names. When all eight are taken, the one goes that
 * asked once only, and of those the one that has been silent longest: a flood from ever new addresses pushes out its own
 * kind. One that was silent for an hour counts as if it had asked once.
 *
 * <p>One thread writes, and allocates nothing. {@link #uses} may be called from any: an entry that changes hands
 * meanwhile is left out, and the numbers of one may be a request apart.
 */
public final class ClientTable {

    /** What {@link #find} never gives. */
    public static final int NONE = -1;

    private static final int WAYS = 8;
    private static final long FORGOTTEN_NANOS = 3_600_000_000_000L;

    /** A network's 64-bit halves as they may be shown, the times, the counts, and what the rate limit keeps. */
    private static final int SHOWN_HIGH = 0;

    private static final int SHOWN_LOW = 1;
    private static final int FIRST = 2;
    private static final int LAST = 3;
    private static final int REQUESTS = 4;
    private static final int DROPPED = 5;
    private static final int NTS = 6;
    private static final int INTERLEAVED = 7;
    private static final int INTERVAL = 8;
    private static final int USED_UP_TO = 9;
    private static final int KISSED = 10;
    private static final int DROPPED_IN_A_ROW = 11;
    private static final int FIELDS = 12;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long LINK_LOCAL = 0xfe80L << 48;

    private final ClientPrivacy privacy;
    private final KeyedHash hash;
    private final KeyedHash nameHash;
    private final int sets;
    private final long[] keys;
    private final long[] words;
    /** How often each place changed hands, twice over: odd while it does. */
    private final long[] changes;

    private volatile long evicted;

    /**
     * An empty table.
     *
     * @param capacity how many clients it holds, at least 8; rounded up to a power of two
     * @param privacy  what of a client's address is kept to be shown
     * @param secret   four random words, which nobody else may know
     */
    public ClientTable(int capacity, ClientPrivacy privacy, long[] secret) {
        int slots = Integer.highestOneBit(Math.max(WAYS, capacity) - 1) << 1;
        this.privacy = privacy;
        this.hash = new KeyedHash(secret[0], secret[1]);
        this.nameHash = new KeyedHash(secret[2], secret[3]);
        this.sets = slots / WAYS;
        this.keys = new long[slots];
        this.words = new long[slots * FIELDS];
        this.changes = new long[slots];
    }

    /** How many clients it can hold. */
    public int capacity() {
        return keys.length;
    }

    /** Clients pushed out for want of room, since it was made; for any thread. */
    public long evicted() {
        return evicted;
    }

    /**
     * Notes a request.
     *
     * @param high     upper half of the client's address
     * @param low      lower half; IPv4 as {@code ::ffff:a.b.c.d}
     * @param nowNanos monotonic
     * @return the client's place, until the next call
     */
    public int find(long high, long low, boolean isIpv6, long nowNanos) {
        long clientLow = isIpv6 && (high & 0xffc0L << 48) != LINK_LOCAL ? 0 : low;
        long key = Math.max(1, hash.of(high, clientLow) >>> 1);
        int place = placeOf(key, nowNanos);
        if (keys[place] != key) {
            settle(place, key, high, low, isIpv6, nowNanos);
        }
        note(place, nowNanos);
        return place;
    }

    /** A word that stands for the client, and for no other as far as one can tell. */
    public long key(int place) {
        return keys[place];
    }

    /** Whether a place is still that client's. */
    public boolean isOf(int place, long key) {
        return keys[place] == key;
    }

    /** Where the client is, or the place that it shall have. */
    private int placeOf(long key, long nowNanos) {
        int from = (int) (key & sets - 1) * WAYS;
        int victim = from;
        long least = Long.MAX_VALUE;
        for (int place = from; place < from + WAYS; place++) {
            if (keys[place] == key) {
                return place;
            }
            long worth = worth(place, nowNanos);
            if (worth < least) {
                least = worth;
                victim = place;
            }
        }
        return victim;
    }

    /** What it is worth to be kept: nothing when empty; else by how lately it asked, after those that asked once only. */
    private long worth(int place, long nowNanos) {
        if (keys[place] == 0) {
            return Long.MIN_VALUE;
        }
        long silentNanos = Math.max(0, nowNanos - get(place, LAST));
        boolean isRegular = get(place, REQUESTS) > 1 && silentNanos < FORGOTTEN_NANOS;
        return (isRegular ? Long.MAX_VALUE / 2 : 0) - silentNanos;
    }

    private void settle(int place, long key, long high, long low, boolean isIpv6, long nowNanos) {
        if (keys[place] != 0) {
            evicted++; // one thread writes
        }
        // A reader takes nothing while the count is odd, or when it is another one afterwards: the key alone would not
        // tell of a client that left and came back meanwhile.
        WORD.setOpaque(changes, place, changes[place] + 1);
        VarHandle.storeStoreFence();
        for (int field = 0; field < FIELDS; field++) {
            set(place, field, 0);
        }
        set(place, SHOWN_HIGH, shownHigh(high, low, isIpv6));
        set(place, SHOWN_LOW, shownLow(low, isIpv6));
        set(place, FIRST, nowNanos);
        set(place, LAST, nowNanos);
        set(place, USED_UP_TO, nowNanos);
        set(place, KISSED, nowNanos - RateLimiter.KISS_INTERVAL_NANOS);
        keys[place] = key;
        WORD.setRelease(changes, place, changes[place] + 1);
    }

    private long shownHigh(long high, long low, boolean isIpv6) {
        return switch (privacy) {
            case ADDRESS -> isIpv6 ? high : 0;
            case PREFIX -> isIpv6 ? high & -1L << 16 : 0;
            case HASH -> nameHash.of(high, isIpv6 ? 0 : low);
            case OFF -> 0;
        };
    }

    private long shownLow(long low, boolean isIpv6) {
        return switch (privacy) {
            case ADDRESS -> isIpv6 ? 0 : low;
            case PREFIX -> isIpv6 ? 0 : low & -1L << 8;
            case HASH, OFF -> 0;
        };
    }

    private void note(int place, long nowNanos) {
        long requests = get(place, REQUESTS);
        if (requests > 0) {
            double gapSeconds = Math.max(0, nowNanos - get(place, LAST)) * 1e-9;
            double before = Double.longBitsToDouble(get(place, INTERVAL));
            double smoothed = requests == 1 ? gapSeconds : before + (gapSeconds - before) / 8;
            set(place, INTERVAL, Double.doubleToRawLongBits(smoothed));
        }
        set(place, REQUESTS, requests + 1);
        set(place, LAST, nowNanos);
    }

    void countDropped(int place) {
        set(place, DROPPED, get(place, DROPPED) + 1);
    }

    /** Counts an answer that NTS protects. */
    public void countNts(int place) {
        set(place, NTS, get(place, NTS) + 1);
    }

    /** Counts an answer in interleaved mode. */
    public void countInterleaved(int place) {
        set(place, INTERLEAVED, get(place, INTERLEAVED) + 1);
    }

    /** Up to when the client has used what it may ask, by the monotonic clock. */
    long usedUpTo(int place) {
        return get(place, USED_UP_TO);
    }

    void setUsedUpTo(int place, long nanos) {
        set(place, USED_UP_TO, nanos);
    }

    /** When the client was last told that it asks too often. */
    long kissedNanos(int place) {
        return get(place, KISSED);
    }

    void setKissedNanos(int place, long nanos) {
        set(place, KISSED, nanos);
    }

    long droppedInARow(int place) {
        return get(place, DROPPED_IN_A_ROW);
    }

    void setDroppedInARow(int place, long count) {
        set(place, DROPPED_IN_A_ROW, count);
    }

    /** The clients remembered, those that asked most first; for any thread. Empty when they are not to be shown. */
    public List<ClientUse> uses() {
        var byName = new LinkedHashMap<String, ClientUse>();
        for (int place = 0; privacy != ClientPrivacy.OFF && place < keys.length; place++) {
            long before = (long) WORD.getAcquire(changes, place);
            if (before != 0 && (before & 1) == 0) {
                var use = use(place);
                VarHandle.loadLoadFence();
                if ((long) WORD.getOpaque(changes, place) == before) {
                    byName.merge(use.name(), use, ClientUse::plus);
                }
            }
        }
        var uses = new ArrayList<>(byName.values());
        uses.sort(Comparator.comparingLong(ClientUse::requests).reversed());
        return uses;
    }

    private ClientUse use(int place) {
        return new ClientUse(
                name(get(place, SHOWN_HIGH), get(place, SHOWN_LOW)),
                get(place, REQUESTS),
                get(place, DROPPED),
                get(place, NTS),
                get(place, INTERLEAVED),
                Double.longBitsToDouble(get(place, INTERVAL)),
                get(place, FIRST),
                get(place, LAST));
    }

    private String name(long high, long low) {
        boolean isWhole = privacy == ClientPrivacy.ADDRESS;
        if (privacy == ClientPrivacy.HASH) {
            return "client-" + HexFormat.of().toHexDigits((int) high);
        }
        return NetworkText.isIpv4(high, low)
                ? NetworkText.ofIpv4(low) + (isWhole ? "" : "/24")
                : NetworkText.ofIpv6(high) + (isWhole ? "/64" : "/48");
    }

    private long get(int place, int field) {
        return (long) WORD.getOpaque(words, place * FIELDS + field);
    }

    private void set(int place, int field, long value) {
        WORD.setOpaque(words, place * FIELDS + field, value);
    }
}
