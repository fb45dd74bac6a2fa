package org.timeball.server.client.net;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.timeball.server.client.NtpServer;
import org.timeball.server.client.PollRange;
import org.timeball.server.client.Security;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * Whom to ask, and how. Begin with {@link #nts} or {@link #plain}.
 *
 * @param server          of key exchange with its TCP port under NTS, else of NTP with its UDP port
 * @param security        NTS or not
 * @param family          of the addresses to use
 * @param polls           how often to ask, for who asks again and again
 * @param isInterleaved   whether to ask for better transmit times (RFC 9769)
 * @param isClockBelieved whether the machine's clock is good enough for a certificate's dates, where it is not before
 *     what is known: false on a board that starts without the time
 * @param keptIn          where cookies outlive a restart
 * @param patience        for one answer, and ten times as long for a key exchange
 * @param tries           requests before one gives up, at least 1
 */
public record ClientSettings(
        NtpServer server,
        Protection security,
        AddressFamily family,
        PollRange polls,
        boolean isInterleaved,
        boolean isClockBelieved,
        Optional<Path> keptIn,
        Duration patience,
        int tries) {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(1);
    private static final int USUAL_TRIES = 4;

    /** Whether the time has to be proven. */
    public sealed interface Protection {}

    /** It need not be. */
    public record None() implements Protection {}

    /**
     * It has to be, by NTS.
     *
     * @param authorities who may vouch for the server
     * @param offered     algorithms in order of preference, at least one
     */
    public record ByNts(TrustedAuthorities authorities, List<AeadAlgorithm> offered) implements Protection {
        /** Copies the list. */
        public ByNts {
            offered = List.copyOf(offered);
        }
    }

    /** Refuses what cannot be done. */
    public ClientSettings {
        if (tries < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(tries + " tries of " + patience);
        }
    }

    /** NTS with a server of that name at the usual port. */
    public static ClientSettings nts(String host, TrustedAuthorities authorities) {
        return usual(new NtpServer(host, KeyExchangeConnection.PORT), new ByNts(authorities, Security.USUAL_OFFER));
    }

    /** Time from a server at the usual port, without any proof. */
    public static ClientSettings plain(String host) {
        return usual(new NtpServer(host, NtpServer.NTP_PORT), new None());
    }

    private static ClientSettings usual(NtpServer server, Protection security) {
        return new ClientSettings(
                server,
                security,
                AddressFamily.ANY,
                PollRange.USUAL,
                false,
                true,
                Optional.empty(),
                USUAL_PATIENCE,
                USUAL_TRIES);
    }

    /** With another port: TCP of key exchange under NTS, else UDP. */
    public ClientSettings withPort(int port) {
        return new ClientSettings(
                new NtpServer(server.host(), port),
                security,
                family,
                polls,
                isInterleaved,
                isClockBelieved,
                keptIn,
                patience,
                tries);
    }

    /** With other algorithms under NTS; without NTS the same. */
    public ClientSettings withOffered(List<AeadAlgorithm> offered) {
        var protection =
                switch (security) {
                    case None none -> none;
                    case ByNts nts -> new ByNts(nts.authorities(), offered);
                };
        return new ClientSettings(
                server, protection, family, polls, isInterleaved, isClockBelieved, keptIn, patience, tries);
    }

    /** With addresses of one family. */
    public ClientSettings withFamily(AddressFamily other) {
        return new ClientSettings(
                server, security, other, polls, isInterleaved, isClockBelieved, keptIn, patience, tries);
    }

    /** With other intervals. */
    public ClientSettings withPolls(PollRange other) {
        return new ClientSettings(
                server, security, family, other, isInterleaved, isClockBelieved, keptIn, patience, tries);
    }

    /** In interleaved mode. */
    public ClientSettings interleaved() {
        return new ClientSettings(server, security, family, polls, true, isClockBelieved, keptIn, patience, tries);
    }

    /** On a machine whose clock is not set: certificates are looked at again with the server's time. */
    public ClientSettings withoutClock() {
        return new ClientSettings(server, security, family, polls, isInterleaved, false, keptIn, patience, tries);
    }

    /** With cookies kept in a file, whose folder must be there. */
    public ClientSettings keptIn(Path file) {
        return new ClientSettings(
                server, security, family, polls, isInterleaved, isClockBelieved, Optional.of(file), patience, tries);
    }

    /** With another patience for an answer, and another number of requests before giving up. */
    public ClientSettings withPatience(Duration other, int otherTries) {
        return new ClientSettings(
                server, security, family, polls, isInterleaved, isClockBelieved, keptIn, other, otherTries);
    }
}
