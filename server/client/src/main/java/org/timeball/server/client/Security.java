package org.timeball.server.client;

import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.AeadAlgorithm;

/** Whether the server's time has to be proven. What was chosen stays: no failure ever makes NTS into plain NTP. */
public sealed interface Security {

    /** What is offered unless told otherwise: the shortest packets first, then what every server knows. */
    List<AeadAlgorithm> USUAL_OFFER = List.of(AeadAlgorithm.AES_128_GCM_SIV, AeadAlgorithm.AES_SIV_CMAC_256);

    /**
     * Anybody on the way may say what time it is.
     *
     * @param server to ask
     */
    record Plain(NtpServer server) implements Security {}

    /**
     * The server proves who it is by a certificate, then every reply by keys; where to ask comes with them.
     *
     * @param offered algorithms, at least one, in order of preference
     * @param kept    keys of an earlier run
     */
    record Nts(List<AeadAlgorithm> offered, Optional<AgreedKeys> kept) implements Security {
        /** Copies the list. */
        public Nts {
            offered = List.copyOf(offered);
            if (offered.isEmpty()) {
                throw new IllegalArgumentException("nothing is offered");
            }
        }
    }
}
