package org.timeball.server.linux.nettle;

import org.junit.jupiter.api.Assumptions;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.aead.Aead;

/** What the libnettle of this machine has. */
final class Installed {

    private Installed() {}

    /** Skips the test where the library is missing or too old; one that computes wrongly fails it. */
    static Aead aead(AeadAlgorithm algorithm) {
        boolean isThere = algorithm == AeadAlgorithm.AES_128_GCM_SIV
                ? NettleAeads.hasGcmSiv(NettleLibrary.NAME)
                : NettleAeads.hasSiv(NettleLibrary.NAME);
        Assumptions.assumeTrue(
                isThere,
                algorithm == AeadAlgorithm.AES_128_GCM_SIV
                        ? "skipped: no libnettle.so.8 with AES-GCM-SIV is here (nettle 3.9, Debian 13: libnettle8t64)"
                        : "skipped: libnettle.so.8 is not here (Debian: libnettle8)");
        var found = NettleAeads.load().inPlaceOfOurs().get(algorithm);
        if (found == null) {
            throw new AssertionError("libnettle computes " + algorithm + " wrongly");
        }
        return found;
    }
}
