package org.timeball.server.protocol;

/**
 * How often the master key of cookies changes, and how long old ones still open what they sealed.
 *
 * @param intervalSeconds how long a key is the newest, at least 1
 * @param staleKeys       how many keys before it are kept, 0 to {@value #MAX_STALE_KEYS}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-6">RFC 8915 §6</a>
 */
public record KeyRotation(long intervalSeconds, int staleKeys) {

    /** Two months of days. */
    public static final int MAX_STALE_KEYS = 64;

    /** Every day, as RFC 8915 §6 advises; a cookie opens for at least seven days. */
    public static final KeyRotation DEFAULT = new KeyRotation(86_400, 7);

    /** Refuses what is out of range. */
    public KeyRotation {
        if (intervalSeconds < 1 || staleKeys < 0 || staleKeys > MAX_STALE_KEYS) {
            throw new IllegalArgumentException(
                    "keys are rotated every %d s and %d are kept: out of range".formatted(intervalSeconds, staleKeys));
        }
    }
}
