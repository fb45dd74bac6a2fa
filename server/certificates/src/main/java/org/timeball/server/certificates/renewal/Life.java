package org.timeball.server.certificates.renewal;

import java.time.Duration;
import java.time.Instant;

/**
 * From when to when a certificate counts.
 *
 * @param from  its first moment
 * @param until its last moment, later than the first
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5">RFC 5280 §4.1.2.5</a>
 */
public record Life(Instant from, Instant until) {

    /** @throws IllegalArgumentException if it ends before it begins */
    public Life {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("a life from %s until %s".formatted(from, until));
        }
    }

    /** All of it. */
    Duration length() {
        return Duration.between(from, until);
    }

    /** What is left at {@code now}; negative when it is over. */
    Duration left(Instant now) {
        return Duration.between(now, until);
    }

    /** When a part of it is left: {@code until} less a {@code divisor}th of the whole. */
    Instant withOnePartLeft(int divisor) {
        return until.minus(length().dividedBy(divisor));
    }
}
