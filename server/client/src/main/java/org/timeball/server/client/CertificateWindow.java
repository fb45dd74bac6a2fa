package org.timeball.server.client;

/**
 * When all certificates of a server's chain are valid, for the second look at them: with the time that the server told.
 *
 * @param fromNanos  since the Unix epoch, the latest of their beginnings
 * @param untilNanos the earliest of their ends, not before {@code fromNanos}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-8.5">RFC 8915 §8.5, on clocks that are not set</a>
 */
public record CertificateWindow(long fromNanos, long untilNanos) {

    /** Refuses a chain that is never valid. */
    public CertificateWindow {
        if (untilNanos < fromNanos) {
            throw new IllegalArgumentException("a chain that ends before it begins");
        }
    }

    /** Whether all are valid at that instant. */
    public boolean contains(long utcNanos) {
        return utcNanos >= fromNanos && utcNanos <= untilNanos;
    }
}
