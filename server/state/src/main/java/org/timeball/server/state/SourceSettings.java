package org.timeball.server.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One server that is asked for the time, or several of one name, {@code [[source]]}.
 *
 * @param host             {@code host}, {@code pool} or {@code srv}: a name, or an address without brackets; of a pool's
 *     domain never an address
 * @param port             {@code port}: TCP of key exchange, default {@value #KEY_EXCHANGE_PORT}; UDP with {@code nts =
 *     false}, default {@value #NTP_PORT}; of a pool's domain the usual one, which says nothing
 * @param members          whether it is one server
 * @param protection       {@code nts}, default true, and what it needs
 * @param family           {@code family}: of the addresses to use; default any
 * @param shortestPollLog2 {@code shortest-poll-seconds}, log₂: {@value #SHORTEST_POLL_LOG2} to {@value #LONGEST_POLL_LOG2},
 *     default {@value #SHORTEST_POLL_LOG2}
 * @param longestPollLog2  {@code longest-poll-seconds}, log₂: not less, to {@value #LONGEST_POLL_LOG2}, the default
 */
public record SourceSettings(
        String host,
        int port,
        SourceMembers members,
        Protection protection,
        Family family,
        int shortestPollLog2,
        int longestPollLog2) {

    /** What plain NTP is answered at. */
    public static final int NTP_PORT = 123;

    /** Where keys for NTS are had. */
    public static final int KEY_EXCHANGE_PORT = 4_460;

    /** 32 s. */
    public static final int SHORTEST_POLL_LOG2 = 5;

    /** 2,048 s. */
    public static final int LONGEST_POLL_LOG2 = 11;

    /** Whether the time has to be proven. */
    public sealed interface Protection {}

    /** It need not be: anybody on the way may say what time it is. */
    public record None() implements Protection {}

    /**
     * It has to be, by NTS.
     *
     * @param authorities {@code ca-path}: who may vouch for the server; empty for those of the Java runtime
     * @param aeadIds     {@code aead}: numbers of algorithms in order of preference; empty for the usual ones
     */
    public record ByNts(Optional<Path> authorities, List<Integer> aeadIds) implements Protection {

        /** Those that are known here, by their numbers at IANA. */
        public static final List<Integer> KNOWN = List.of(15, 16, 17, 30);

        /** Copies the list, and refuses what is not known or there twice. */
        public ByNts {
            aeadIds = List.copyOf(aeadIds);
            if (!KNOWN.containsAll(aeadIds) || aeadIds.stream().distinct().count() < aeadIds.size()) {
                throw new IllegalArgumentException("aead: " + aeadIds + " are not each one of " + KNOWN);
            }
        }
    }

    /** Which addresses of a name are used. */
    public enum Family {
        /** Any that answers. */
        ANY("any"),
        /** IPv4. */
        IPV4("ipv4"),
        /** IPv6. */
        IPV6("ipv6");

        private final String words;

        Family(String words) {
            this.words = words;
        }

        /** As it is written in the file. */
        public String words() {
            return words;
        }
    }

    /** One server. */
    public SourceSettings(
            String host, int port, Protection protection, Family family, int shortestPollLog2, int longestPollLog2) {
        this(host, port, new SourceMembers.Itself(), protection, family, shortestPollLog2, longestPollLog2);
    }

    /** Refuses what is out of range. */
    public SourceSettings {
        TimeballConfig.PORT.require("port", port);
        if (shortestPollLog2 < SHORTEST_POLL_LOG2
                || longestPollLog2 < shortestPollLog2
                || longestPollLog2 > LONGEST_POLL_LOG2) {
            throw new IllegalArgumentException("polls of 2^" + shortestPollLog2 + " to 2^" + longestPollLog2
                    + " s are not within 2^" + SHORTEST_POLL_LOG2 + " to 2^" + LONGEST_POLL_LOG2);
        }
        if (!(members instanceof SourceMembers.Itself) && !(protection instanceof ByNts)) {
            throw new IllegalArgumentException(host + ": a pool without keys");
        }
    }

    /** Whether its time has to be proven. */
    public boolean isProven() {
        return protection instanceof ByNts;
    }

    /** How it is called in the log and in tables: the host, with the port where that is not the usual one. */
    public String name() {
        boolean isUsual = port == (isProven() ? KEY_EXCHANGE_PORT : NTP_PORT);
        return isUsual ? host : (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
