package org.timeball.server.control;

import java.util.List;

/**
 * The box's own authority, for clients that are to trust it.
 *
 * @param name           as browsers list it
 * @param fingerprint    SHA-256 of its certificate, pairs of hexadecimal digits with colons
 * @param untilUtcSecond its last second, since the Unix epoch
 * @param permitted      the names and networks for which alone it can vouch
 * @param pem            its certificate
 */
public record AuthorityRecord(
        String name, String fingerprint, long untilUtcSecond, List<String> permitted, String pem) {

    /** There is none. */
    public static final AuthorityRecord NONE = new AuthorityRecord("", "", 0, List.of(), "");

    /** Copies the list. */
    public AuthorityRecord {
        permitted = List.copyOf(permitted);
    }

    /** Whether there is one. */
    public boolean exists() {
        return !pem.isEmpty();
    }
}
