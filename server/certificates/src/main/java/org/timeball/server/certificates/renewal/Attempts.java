package org.timeball.server.certificates.renewal;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of trying, since the certificate that is shown was had.
 *
 * @param failures   in a row, not negative
 * @param last       when the last of them ended; there is one exactly where there are failures
 * @param notBefore  what the authority asked for with {@code Retry-After}, if it did
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8555#section-6.6">RFC 8555 §6.6, rate limits</a>
 */
public record Attempts(int failures, Optional<Instant> last, Optional<Instant> notBefore) {

    /** Nothing went wrong. */
    public static final Attempts NONE = new Attempts(0, Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if count and last moment contradict each other */
    public Attempts {
        if (failures < 0 || failures > 0 != last.isPresent()) {
            throw new IllegalArgumentException("%d failures, the last of them: %s".formatted(failures, last));
        }
    }

    /** With one more. */
    public Attempts failed(Instant now, Optional<Instant> retryAfter) {
        return new Attempts(failures + 1, Optional.of(now), retryAfter);
    }
}
