package org.timeball.refclock.discipline.crosscheck;

/**
 * What another source of time says of our clock: an NTP server asked by our client, say.
 *
 * @param name            one for each source; a newer word replaces an older of the same name
 * @param offsetSeconds   source less our disciplined clock at {@code rawNanos}: positive when our clock is behind
 * @param boundSeconds    how far off that may be by the source's own word, half the round trip included (root distance
 *     of RFC 5905); above 0
 * @param isAuthenticated nobody on the way can have made it up (NTS, or a key)
 * @param isIndependent   its time does not come from us: neither its reference id nor that of whom it follows is ours
 * @param rawNanos        the machine's own clock when it was measured
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#appendix-A.5.5.2">RFC 5905, root distance</a>
 */
public record OtherSource(
        String name,
        double offsetSeconds,
        double boundSeconds,
        boolean isAuthenticated,
        boolean isIndependent,
        long rawNanos) {

    /** Refuses what is not a number or bounds nothing. */
    public OtherSource {
        if (!Double.isFinite(offsetSeconds)) {
            throw new IllegalArgumentException("offset " + offsetSeconds + " is not a number");
        }
        if (!(boundSeconds > 0 && boundSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bound " + boundSeconds + " is not above 0");
        }
    }

    /** Whether it may be held against a receiver. */
    public boolean isAdmitted() {
        return isAuthenticated && isIndependent;
    }

    /** The same after the clock was moved. */
    OtherSource moved(long deltaNanos) {
        return new OtherSource(
                name,
                offsetSeconds - deltaNanos * 1e-9,
                boundSeconds,
                isAuthenticated,
                isIndependent,
                rawNanos + deltaNanos);
    }
}
