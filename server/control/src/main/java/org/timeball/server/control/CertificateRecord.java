package org.timeball.server.control;

import java.util.List;

/**
 * One certificate that the daemon keeps. Instants are UTC seconds since the Unix epoch, 0 where there is none.
 *
 * @param name                 what it is called in the configuration
 * @param origin               where it comes from: {@code own-ca}, {@code acme} or {@code import}
 * @param usedBy               who shows it, in words
 * @param keyExchangePort      at which port of the first listener for keys that does; 0 if none does
 * @param hostNames            what it vouches for; empty before there is one
 * @param issuer               who vouches for it
 * @param fingerprint          SHA-256 of it, pairs of hexadecimal digits with colons
 * @param fromUtcSecond        its first second
 * @param untilUtcSecond       its last second
 * @param daysLeft             of its life; NaN before there is one, and while the daemon does not know the time
 * @param nextUtcSecond        when it is tried for again; 0 where nobody renews it, or the time is not known
 * @param windowFromUtcSecond  when its authority would like that at the earliest
 * @param windowUntilUtcSecond and at the latest
 * @param lastUtcSecond        when it was last tried for
 * @param failures             in a row since it was had
 * @param words                what came of the last attempt
 * @param alarm                what an operator has to see to; empty if nothing
 */
public record CertificateRecord(
        String name,
        String origin,
        List<String> usedBy,
        int keyExchangePort,
        List<String> hostNames,
        String issuer,
        String fingerprint,
        long fromUtcSecond,
        long untilUtcSecond,
        double daysLeft,
        long nextUtcSecond,
        long windowFromUtcSecond,
        long windowUntilUtcSecond,
        long lastUtcSecond,
        int failures,
        String words,
        String alarm) {

    /** Copies the lists. */
    public CertificateRecord {
        usedBy = List.copyOf(usedBy);
        hostNames = List.copyOf(hostNames);
    }

    /** Whether there is one yet. */
    public boolean exists() {
        return !fingerprint.isEmpty();
    }
}
