package org.timeball.server.client.net;

import java.time.Instant;

/** Instants as nanoseconds since the Unix epoch; what lies beyond the year 2262 becomes the last that there is. */
final class Nanos {

    private static final long PER_SECOND = 1_000_000_000L;

    private Nanos() {}

    static long of(Instant instant) {
        long lastSecond = Long.MAX_VALUE / PER_SECOND - 1;
        long seconds = Math.clamp(instant.getEpochSecond(), -lastSecond, lastSecond);
        return seconds * PER_SECOND + instant.getNano();
    }

    /** The machine's clock. */
    static long raw() {
        return of(Instant.now());
    }
}
