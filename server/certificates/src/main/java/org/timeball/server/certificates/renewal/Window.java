package org.timeball.server.certificates.renewal;

import java.time.Duration;
import java.time.Instant;

/**
 * When the authority would like a certificate to be renewed.
 *
 * @param start its first moment
 * @param end   its last moment, not before the first
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9773#section-4.2">RFC 9773 §4.2</a>
 */
public record Window(Instant start, Instant end) {

    /** @throws IllegalArgumentException if it ends before it begins */
    public Window {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a window from %s to %s".formatted(start, end));
        }
    }

    /**
     * The moment that a lot falls on, so that not all of an authority's clients come at once.
     *
     * @param lot 0 to 1, drawn once for each certificate
     */
    Instant at(double lot) {
        return start.plusMillis((long) (lot * Duration.between(start, end).toMillis()));
    }
}
