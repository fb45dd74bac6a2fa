package org.timeball.firmware.appliance.vm;

/**
 * An edge as the guest's kernel stamped it, read where nothing of ours is between: {@code /sys/class/pps/pps0/assert}.
 *
 * @param second   the second it is nearest to, since the Unix epoch
 * @param late     seconds by which the guest's clock showed more than that second
 * @param sequence the kernel's count of edges
 */
record PulseStamp(long second, double late, long sequence) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Parses {@code seconds.nanoseconds#sequence}. */
    static PulseStamp parse(String text) {
        String[] parts = text.strip().split("[.#]");
        if (parts.length != 3) {
            throw new AssertionError("not a stamp: " + text);
        }
        long nanos = Long.parseLong(parts[0]) * NANOS_PER_SECOND + Long.parseLong(parts[1]);
        long second = Math.floorDiv(nanos + NANOS_PER_SECOND / 2, NANOS_PER_SECOND);
        return new PulseStamp(second, (nanos - second * NANOS_PER_SECOND) * 1e-9, Long.parseLong(parts[2]));
    }
}
