package org.timeball.server.diagnosis;

import java.util.List;

/**
 * A certificate that clients are shown.
 *
 * @param name        as the configuration or its file has it
 * @param problem     why it cannot be used, a sentence without its full stop; empty where it can
 * @param names       that it vouches for
 * @param wanted      names under which clients come, as a pool knows them; may be empty
 * @param isForWanted whether it vouches for every one of these
 * @param issuer      who vouches for it
 * @param daysLeft    of its life; NaN while the time is not known
 * @param trust       who believes it
 * @param alarm       what its keeper has against it; empty if nothing
 */
public record CertificateFacts(
        String name,
        String problem,
        List<String> names,
        List<String> wanted,
        boolean isForWanted,
        String issuer,
        double daysLeft,
        Trust trust,
        String alarm) {

    /** Copies the lists. */
    public CertificateFacts {
        names = List.copyOf(names);
        wanted = List.copyOf(wanted);
    }

    /** Who believes a certificate. */
    public enum Trust {
        /** Whoever trusts what this machine trusts. */
        WORLD,

        /** Whoever was given the box's own authority. */
        OWN_AUTHORITY,

        /** Nobody, for it is its own authority. */
        SELF_SIGNED,

        /** Nobody, for what comes after it in its file does not vouch for it. */
        BROKEN_CHAIN,

        /** Nobody who does not know its issuer already: it is sent alone. */
        ALONE,

        /** Whoever was given its authority, which is none that this machine trusts. */
        PRIVATE_AUTHORITY
    }
}
