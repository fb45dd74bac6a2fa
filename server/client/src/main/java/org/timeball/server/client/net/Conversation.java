package org.timeball.server.client.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.timeball.refclock.time.Build;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.Association;
import org.timeball.server.client.AssociationSettings;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.KeptKeys;
import org.timeball.server.client.Measurement;
import org.timeball.server.client.NtpServer;
import org.timeball.server.client.Security;
import org.timeball.server.client.Step;
import org.timeball.server.client.nts.KeyExchangeAnswer;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * An association with the machine around it: takes its steps, and keeps its cookies.
 *
 * <p>Of a name with several addresses the first is asked; when it does not answer, the next, and without NTS soon: what is
 * asked under NTS has a cookie, which nobody is to see twice. One instance belongs to one thread at a time.
 */
final class Conversation implements AutoCloseable {

    /** A key exchange is a connection, a handshake and an answer. */
    private static final int KEY_EXCHANGE_PATIENCE = 10;

    /** How many cookies the file has while the client runs, and how often it gets fresh ones. */
    private static final int COOKIES_IN_FILE = 2;

    /** As with key exchange (RFC 8305 §8). */
    private static final long HEAD_START_NANOS = 250_000_000;

    private static final long KEEP_NANOS = Duration.ofHours(6).toNanos();

    private final ClientSettings settings;
    private final Optional<KeptKeysFile> file;
    private final long floorNanos;
    private final Association association;
    private final NtpExchange exchange;

    /** Counts addresses that did not answer. */
    private int turn;

    /** As long an address may be silent before the next one is asked; who has answered has time to be as slow again. */
    private long headStartNanos = HEAD_START_NANOS;

    private Optional<InetSocketAddress> asked = Optional.empty();
    /** The last time that was proven, here or before the restart. */
    private Optional<Long> confirmedNanos;

    /** Of the addresses that a key exchange server names: those that are like its own first (RFC 8915 §4.1.7). */
    private AddressFamily preferred;

    private Optional<Long> keptNanos = Optional.empty();
    private Optional<IOException> storageFailure = Optional.empty();

    Conversation(ClientSettings settings) throws IOException {
        this.settings = settings;
        preferred = settings.family();
        file = settings.keptIn().map(KeptKeysFile::new);
        var kept = file.isPresent() ? file.get().take() : Optional.<KeptKeys>empty();
        long frozenNanos = Nanos.of(Build.DATE);
        floorNanos = Math.max(frozenNanos, kept.map(KeptKeys::confirmedNanos).orElse(frozenNanos));
        var ours =
                kept.filter(keys -> keys.keyExchange().equals(settings.server().toString()));
        confirmedNanos = ours.map(KeptKeys::confirmedNanos);
        association = new Association(
                new AssociationSettings(
                        security(ours.map(KeptKeys::keys)), settings.polls(), settings.isInterleaved(), floorNanos),
                KernelRandom.octets(),
                System.nanoTime());
        exchange = new NtpExchange(association);
    }

    private Security security(Optional<AgreedKeys> kept) {
        return switch (settings.security()) {
            case ClientSettings.None() -> new Security.Plain(settings.server());
            case ClientSettings.ByNts nts -> new Security.Nts(nts.offered(), kept);
        };
    }

    Association association() {
        return association;
    }

    /** Where the last request went. */
    Optional<InetSocketAddress> asked() {
        return asked;
    }

    /** Why cookies could not be kept, if the last attempt failed. */
    Optional<IOException> storageFailure() {
        return storageFailure;
    }

    /** What to do now. */
    Step next() {
        return association.next(System.nanoTime());
    }

    /**
     * Exchanges keys, with the first of the server's addresses that answers.
     *
     * @throws ClientException if there are no keys
     */
    void exchangeKeys(List<AeadAlgorithm> offered) throws ClientException {
        var authorities =
                switch (settings.security()) {
                    case ClientSettings.ByNts nts -> nts.authorities();
                    case ClientSettings.None() -> throw new IllegalStateException("plain NTP has no keys");
                };
        var clock = new CertificateClock(Nanos.raw(), floorNanos, settings.isClockBelieved());
        var server = settings.server();
        var patience = settings.patience().multipliedBy(KEY_EXCHANGE_PATIENCE);
        var addresses = settings.family().resolve(server.host());
        try (var connection = KeyExchangeConnection.open(addresses, server, authorities, clock, patience)) {
            agree(connection, offered);
            preferred = AddressFamily.of(connection.address());
        }
    }

    private void agree(KeyExchangeConnection connection, List<AeadAlgorithm> offered) throws ClientException {
        switch (connection.exchange(offered)) {
            case KeyExchangeAnswer.Agreed agreed -> association.keysAgreed(connection.keys(agreed));
            case KeyExchangeAnswer.Refused(var kind, String reason) -> {
                association.keysRefused(kind == KeyExchangeAnswer.Kind.BAD_REQUEST, System.nanoTime());
                throw new ClientException(Trouble.REFUSED, "no keys from " + settings.server() + ": " + reason);
            }
        }
    }

    /**
     * Asks for time, once.
     *
     * @throws ClientException if there was no answer, or none of use
     */
    Measurement ask(Step.Ask ask) throws ClientException {
        try {
            var measurement = ask(ask, addresses(ask.server()));
            confirmedNanos = Optional.of(measurement.times().transmitNanos());
            keepNowAndThen();
            return measurement;
        } catch (ClientException failure) {
            association.unanswered(System.nanoTime());
            throw failure;
        }
    }

    /** The head start is longer each time that nobody answered, so that whoever is slow has a turn. */
    Measurement ask(Step.Ask ask, List<InetAddress> addresses) throws ClientException {
        long patienceNanos = settings.patience().toNanos();
        long untilNanos = System.nanoTime() + patienceNanos;
        int left = association.algorithm().isPresent() ? 1 : addresses.size();
        for (; ; left--) {
            var address = new InetSocketAddress(
                    addresses.get(turn % addresses.size()), ask.server().port());
            asked = Optional.of(address);
            long soonNanos = System.nanoTime() + headStartNanos;
            boolean isLast = left == 1 || untilNanos - soonNanos <= 0;
            try {
                var measurement = exchange.ask(address, ask.request(), isLast ? untilNanos : soonNanos);
                headStartNanos = patienceNanos;
                return measurement;
            } catch (ClientException failure) {
                turn++;
                if (isLast || !association.isWaiting()) {
                    headStartNanos = headStartNanos < patienceNanos ? headStartNanos * 2 : HEAD_START_NANOS;
                    throw failure;
                }
            }
        }
    }

    private List<InetAddress> addresses(NtpServer server) throws ClientException {
        return switch (settings.security()) {
            case ClientSettings.None() -> settings.family().resolve(server.host());
            case ClientSettings.ByNts _ -> preferred.resolveComplete(server.host(), settings.family());
        };
    }

    /** Soon after the start, so that a crash does not cost a key exchange, and then rarely: the file may be on flash. */
    private void keepNowAndThen() {
        long now = System.nanoTime();
        if (keptNanos.map(kept -> now - kept >= KEEP_NANOS).orElse(true)) {
            keptNanos = Optional.of(now);
            try {
                keep(COOKIES_IN_FILE);
                storageFailure = Optional.empty();
            } catch (IOException failure) {
                // The time is good all the same.
                storageFailure = Optional.of(failure);
            }
        }
    }

    private void keep(int cookies) throws IOException {
        if (file.isEmpty() || confirmedNanos.isEmpty()) {
            return;
        }
        long confirmed = confirmedNanos.get();
        var name = settings.server().toString();
        var keys = association.setAside(cookies).map(aside -> new KeptKeys(name, confirmed, aside));
        if (keys.isPresent()) {
            file.get().keep(keys.get());
        }
    }

    /** Keeps the cookies that are left. */
    @Override
    public void close() throws IOException {
        keep(AgreedKeys.MAX_COOKIES);
    }
}
