package org.timeball.web.appliance.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as a page writes them: ISO 8601 with a blank, UTC. */
public final class Instants {

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Instants() {}

    /** @param utcSeconds since the Unix epoch */
    public static String ofSeconds(long utcSeconds) {
        return SHOWN.format(Instant.ofEpochSecond(utcSeconds));
    }

    /** @param utcNanos since the Unix epoch */
    public static String ofNanos(long utcNanos) {
        return ofSeconds(Math.floorDiv(utcNanos, NANOS_PER_SECOND));
    }
}
