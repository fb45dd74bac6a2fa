package org.timeball.server.client;

/**
 * At which instant a server's certificate is looked at, on a machine whose clock may not be set yet.
 *
 * <p>A clock that is believed decides alone. One that is not, or that stands before a time which is over for sure, cannot
 * tell what is valid: then a certificate passes at first if it did not end before the floor, and the time that the server
 * tells decides, in a second look (see {@link CertificateWindow}). The dates are never left out.
 *
 * @param rawNanos   the local clock, nanoseconds since the Unix epoch
 * @param floorNanos no true time is earlier
 * @param isBelieved whether somebody vouches for the local clock
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-8.5">RFC 8915 §8.5</a>
 */
public record CertificateClock(long rawNanos, long floorNanos, boolean isBelieved) {

    /**
     * The instant for the first look.
     *
     * @param beginsNanos the first instant at which the certificate is valid
     */
    public long lookNanos(long beginsNanos) {
        return isBelieved && rawNanos >= floorNanos ? rawNanos : Math.max(floorNanos, beginsNanos);
    }
}
