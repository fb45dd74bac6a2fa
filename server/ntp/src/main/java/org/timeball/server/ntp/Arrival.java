package org.timeball.server.ntp;

/**
 * What is known of the request in hand beside its octets. One object is filled again and again, so that a request
 * allocates nothing; it belongs to the thread that fills it.
 */
public final class Arrival {

    /** The reply will be sent by itself. */
    public static final int ALONE = -1;

    private long receiveRawNanos;
    private long nowNanos;
    private long sourceHigh;
    private long sourceLow;
    private boolean isIpv6;
    private int placeInGroup = ALONE;

    /** Of no request yet. */
    public Arrival() {}

    /**
     * When it came.
     *
     * @param rawNanos       by the machine's own clock, nanoseconds since the Unix epoch
     * @param monotonicNanos about then, by the monotonic clock; may be the same for all of a batch
     */
    public Arrival at(long rawNanos, long monotonicNanos) {
        receiveRawNanos = rawNanos;
        nowNanos = monotonicNanos;
        return this;
    }

    /**
     * Whom it comes from.
     *
     * @param high upper half of the address
     * @param low  lower half; IPv4 as {@code ::ffff:a.b.c.d}
     * @param ipv6 whether the address is an IPv6 one
     */
    public Arrival from(long high, long low, boolean ipv6) {
        sourceHigh = high;
        sourceLow = low;
        isIpv6 = ipv6;
        return this;
    }

    /**
     * How its reply will be sent.
     *
     * @param place how many replies are sent before it in one call, 0 to 7; or {@link #ALONE}
     */
    public Arrival inGroup(int place) {
        placeInGroup = place;
        return this;
    }

    int placeInGroup() {
        return placeInGroup;
    }

    long receiveRawNanos() {
        return receiveRawNanos;
    }

    long nowNanos() {
        return nowNanos;
    }

    long sourceHigh() {
        return sourceHigh;
    }

    long sourceLow() {
        return sourceLow;
    }

    boolean isIpv6() {
        return isIpv6;
    }
}
