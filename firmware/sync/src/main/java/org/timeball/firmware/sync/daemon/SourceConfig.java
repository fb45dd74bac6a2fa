package org.timeball.firmware.sync.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.timeball.server.client.Security;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.KeyExchangeConnection;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * One server that is asked for the time, {@code [[source]]}.
 *
 * @param host             {@code host}: a name, or an address without brackets
 * @param port             {@code port}: TCP of key exchange, default 4460; UDP with {@code nts = false}, default 123
 * @param protection       {@code nts}, default true, and what it needs
 * @param family           {@code family}: of the addresses to use; default any
 * @param shortestPollLog2 {@code shortest-poll-seconds}, log₂: 5 to 11, default 5
 * @param longestPollLog2  {@code longest-poll-seconds}, log₂: not less, to 11, default 11
 */
record SourceConfig(
        String host, int port, Protection protection, AddressFamily family, int shortestPollLog2, int longestPollLog2) {

    static final int NTP_PORT = 123;
    static final int KEY_EXCHANGE_PORT = KeyExchangeConnection.PORT;

    /** 32 s. */
    static final int SHORTEST_POLL_LOG2 = 5;

    /** 2,048 s. */
    static final int LONGEST_POLL_LOG2 = 11;

    /** What is offered where the file says nothing. */
    static final List<AeadAlgorithm> USUAL_OFFER = Security.USUAL_OFFER;

    /** Whether the time has to be proven. */
    sealed interface Protection {}

    /** It need not be: anybody on the way may say what time it is. */
    record None() implements Protection {}

    /**
     * It has to be, by NTS.
     *
     * @param authorities {@code ca-path}: who may vouch for the server; empty for those of the Java runtime
     * @param offered     {@code aead}: algorithms in order of preference, at least one
     */
    record ByNts(Optional<Path> authorities, List<AeadAlgorithm> offered) implements Protection {
        ByNts {
            offered = List.copyOf(offered);
            if (offered.isEmpty()) {
                throw new IllegalArgumentException("nothing is offered");
            }
        }
    }

    SourceConfig {
        if (shortestPollLog2 < SHORTEST_POLL_LOG2
                || longestPollLog2 < shortestPollLog2
                || longestPollLog2 > LONGEST_POLL_LOG2) {
            throw new IllegalArgumentException(
                    "polls of 2^" + shortestPollLog2 + " to 2^" + longestPollLog2 + " s are not within 2^5 to 2^11");
        }
    }

    boolean isProven() {
        return protection instanceof ByNts;
    }

    /** How it is called in the log and in tables: the host, with the port where that is not the usual one. */
    String name() {
        boolean isUsual = port == (isProven() ? KEY_EXCHANGE_PORT : NTP_PORT);
        return isUsual ? host : (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
