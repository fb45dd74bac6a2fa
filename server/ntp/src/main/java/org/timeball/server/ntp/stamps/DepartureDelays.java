package org.timeball.server.ntp.stamps;

import java.util.Arrays;

/**
 * How long after its transmit stamp was taken a reply leaves, learned from the kernel's stamps of earlier replies.
 *
 * <p>Replies are of kinds that differ in that: by length, as a long one is sealed and copied after it was stamped, and by
 * how long nothing was sent before, as a processor that was idle is slow at first. For each kind three quarters of the shortest
 * delay among the last {@value #WINDOW} to {@code 2 * WINDOW} measured are taken: a stamp shall be early rather than late.
 * A kind that was measured less than {@value #ENOUGH} times is not corrected.
 *
 * <p>One thread owns it; it allocates nothing.
 */
public final class DepartureDelays {

    private static final int PACES = 4;
    private static final int PLACES = 8;
    private static final int LENGTHS = 32;

    /** How many kinds there are: by pace and length, then those in groups, by place and length. */
    public static final int KINDS = (PACES + PLACES) * LENGTHS;

    private static final int WINDOW = 256;

    private static final int ENOUGH = 32;

    /** By how much a reply is later for being asked when it leaves; 150 ns were measured. */
    private static final long ASKING_NANOS = 300;

    /** A delay longer than this is a pause, not a delay. */
    private static final long LONGEST_NANOS = 1_000_000;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final long[] shortest = new long[KINDS];
    private final long[] shortestBefore = new long[KINDS];
    private final int[] measured = new int[KINDS];

    /** Nothing is known. */
    public DepartureDelays() {
        Arrays.fill(shortest, UNKNOWN);
        Arrays.fill(shortestBefore, UNKNOWN);
    }

    /**
     * The kind of a reply.
     *
     * @param octets    its length, 48 to 2048
     * @param idleNanos since the reply before it was stamped
     */
    public static int kind(int octets, long idleNanos) {
        int pace = idleNanos < 20_000 ? 0 : idleNanos < 200_000 ? 1 : idleNanos < 2_000_000 ? 2 : 3;
        return pace * LENGTHS + length(octets);
    }

    /**
     * The kind of a reply that is sent with others of its length in one call.
     *
     * @param octets its length, 48 to 2048
     * @param place  how many are sent before it, 0 to 7
     */
    public static int kindInGroup(int octets, int place) {
        return (PACES + (place & PLACES - 1)) * LENGTHS + length(octets);
    }

    private static int length(int octets) {
        return Math.min(LENGTHS - 1, octets / 64);
    }

    /** What to add to the reading of the clock, nanoseconds, not negative. */
    public long nanos(int kind) {
        if (shortestBefore[kind] == UNKNOWN && measured[kind] < ENOUGH) {
            return 0;
        }
        long least = Math.min(shortest[kind], shortestBefore[kind]);
        return Math.max(0, least - (least >> 2) - ASKING_NANOS);
    }

    /**
     * Takes a measurement.
     *
     * @param delayNanos from the reading of the clock to the kernel's stamp; one that cannot be is passed over
     */
    public void learn(int kind, long delayNanos) {
        if (delayNanos < 0 || delayNanos > LONGEST_NANOS) {
            return;
        }
        shortest[kind] = Math.min(shortest[kind], delayNanos);
        measured[kind]++;
        if (measured[kind] == WINDOW) {
            shortestBefore[kind] = shortest[kind];
            shortest[kind] = UNKNOWN;
            measured[kind] = 0;
        }
    }
}
