package org.timeball.server.client.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
import org.timeball.server.protocol.KeyExport;
import org.timeball.server.protocol.KeyExportException;
import org.timeball.server.protocol.SessionKeys;

/**
 * An association with the machine around it: takes its steps, and keeps its cookies.
 *
 * <p>Of a name with several addresses the first is asked; when it does not answer, the next. One instance belongs to one
 * thread at a time.
 */
final class Conversation implements AutoCloseable {

    /** A key exchange is a connection, a handshake and an answer. */
    private static final int KEY_EXCHANGE_PATIENCE = 10;

    /** How many cookies the file has while the client runs, and how often it gets fresh ones. */
    private static final int COOKIES_IN_FILE = 2;

    private static final long KEEP_NANOS = Duration.ofHours(6).toNanos();

    private final ClientSettings settings;
    private final Optional<KeptKeysFile> file;
    private final long floorNanos;
    private final Association association;
    private final Exchange exchange;

    /** Counts addresses that did not answer. */
    private int turn;

    private Optional<Measurement> last = Optional.empty();
    private Optional<Long> keptNanos = Optional.empty();
    private Optional<IOException> storageFailure = Optional.empty();

    Conversation(ClientSettings settings) throws IOException {
        this.settings = settings;
        file = settings.keptIn().map(KeptKeysFile::new);
        var kept = file.isPresent() ? file.get().take() : Optional.<KeptKeys>empty();
        floorNanos =
                Math.max(BuildDate.NANOS, kept.map(KeptKeys::confirmedNanos).orElse(BuildDate.NANOS));
        var ours =
                kept.filter(keys -> keys.keyExchange().equals(settings.server().toString()));
        var random = new SecureRandom();
        association = new Association(
                new AssociationSettings(
                        security(ours.map(KeptKeys::keys)), settings.polls(), settings.isInterleaved(), floorNanos),
                random::nextBytes,
                System.nanoTime());
        exchange = new Exchange(association, settings.patience());
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
        var name = withoutDot(settings.server().host());
        var addresses = settings.family().resolve(settings.server().host());
        for (int i = 0; ; i++) {
            var address =
                    new InetSocketAddress(addresses.get(i), settings.server().port());
            try (var connection = KeyExchangeConnection.open(
                    address, name, authorities, clock, settings.patience().multipliedBy(KEY_EXCHANGE_PATIENCE))) {
                agree(connection, offered, address.getAddress());
                return;
            } catch (ClientException failure) {
                boolean isLast = i + 1 == addresses.size();
                if (isLast || failure.trouble() != Trouble.CONNECT) {
                    throw failure;
                }
            }
        }
    }

    private void agree(KeyExchangeConnection connection, List<AeadAlgorithm> offered, InetAddress address)
            throws ClientException {
        switch (connection.exchange(offered).answer()) {
            case KeyExchangeAnswer.Agreed agreed -> association.keysAgreed(keys(connection, agreed, address));
            case KeyExchangeAnswer.Refused(var kind, String reason) -> {
                association.keysRefused(kind == KeyExchangeAnswer.Kind.BAD_REQUEST, System.nanoTime());
                throw new ClientException(Trouble.REFUSED, "no keys from " + settings.server() + ": " + reason);
            }
        }
    }

    private AgreedKeys keys(KeyExchangeConnection connection, KeyExchangeAnswer.Agreed agreed, InetAddress address)
            throws ClientException {
        try {
            var exporter = connection.exporter();
            var byTheBook = KeyExport.BY_THE_BOOK.keys(exporter, agreed.algorithm());
            boolean isClear = agreed.algorithm() != AeadAlgorithm.AES_128_GCM_SIV || agreed.exportsByTheBook();
            // A server that does not say is likelier an older chrony than another.
            SessionKeys first = isClear ? byTheBook : KeyExport.AS_AEAD_15.keys(exporter, agreed.algorithm());
            var server = new NtpServer(
                    agreed.ntpServer().orElse(address.getHostAddress()),
                    agreed.ntpPort().orElse(NtpServer.NTP_PORT));
            return new AgreedKeys(
                    server,
                    first,
                    isClear ? Optional.empty() : Optional.of(byTheBook),
                    connection.window(),
                    agreed.cookies());
        } catch (KeyExportException failure) {
            throw new ClientException(
                    Trouble.TLS, "no keys from " + settings.server() + ": TLS does not export them", failure);
        }
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /**
     * Asks for time, once.
     *
     * @throws ClientException if there was no answer, or none of use
     */
    Measurement ask(Step.Ask ask) throws ClientException {
        try {
            var addresses = addresses(ask.server());
            var address = addresses.get(turn % addresses.size());
            var measurement =
                    exchange.ask(new InetSocketAddress(address, ask.server().port()), ask.request());
            last = Optional.of(measurement);
            keepNowAndThen();
            return measurement;
        } catch (ClientException failure) {
            association.unanswered(System.nanoTime());
            turn++;
            throw failure;
        }
    }

    private List<InetAddress> addresses(NtpServer server) throws ClientException {
        return switch (settings.security()) {
            case ClientSettings.None() -> settings.family().resolve(server.host());
            case ClientSettings.ByNts _ -> settings.family().resolveComplete(server.host());
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
        if (file.isEmpty() || last.isEmpty()) {
            return;
        }
        long confirmed = last.get().times().transmitNanos();
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
