package org.timeball.server.ntp;

import java.util.Optional;
import org.timeball.server.ntp.access.AccessRules;
import org.timeball.server.ntp.clients.ClientPrivacy;
import org.timeball.server.ntp.clients.RateLimit;

/**
 * What the operator decided about answers.
 *
 * @param oldestVersion of the protocol that is answered, 1 to 4; up to 4 all are
 * @param interleaved   whether interleaved mode is spoken
 * @param access        who is answered
 * @param kissesDenied  whether one who is not is told so by a kiss of DENY, at times; else it hears nothing
 * @param rateLimit     how often one client may ask; empty for no limit
 * @param kissesTooFast whether one who asks too often is told so by a kiss of RATE, at times
 * @param clients       how many clients are remembered, by each thread
 * @param privacy       how they are named to people
 */
public record NtpPolicy(
        int oldestVersion,
        boolean interleaved,
        AccessRules access,
        boolean kissesDenied,
        Optional<RateLimit> rateLimit,
        boolean kissesTooFast,
        int clients,
        ClientPrivacy privacy) {

    /** The last version of NTP that is answered. */
    static final int NEWEST_VERSION = 4;

    /** Versions 3 and 4 for everybody, without a limit. */
    public static final NtpPolicy OPEN =
            new NtpPolicy(3, true, AccessRules.OPEN, false, Optional.empty(), false, 16_384, ClientPrivacy.PREFIX);

    /** @throws IllegalArgumentException if the version is none */
    public NtpPolicy {
        if (oldestVersion < 1 || oldestVersion > NEWEST_VERSION) {
            throw new IllegalArgumentException("versions from " + oldestVersion + " on");
        }
    }
}
