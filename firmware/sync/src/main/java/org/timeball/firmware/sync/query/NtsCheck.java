package org.timeball.firmware.sync.query;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.NtpServer;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.KeyExchangeConnection;
import org.timeball.server.client.net.TrustedAuthorities;
import org.timeball.server.client.nts.KeyExchangeAnswer;
import org.timeball.server.client.nts.KeyExchangeReader;
import org.timeball.server.client.nts.KeyExchangeRequest;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.ServerDiscovery;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.NtsRecord;
import org.timeball.server.protocol.Opaque;

/** The steps of {@code nts check}, each told as soon as it is taken. */
final class NtsCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** Records 10 and 9 of the pool's key exchange: which algorithms and protocols a time source supports. */
    private static final int POOL_ALGORITHMS = 10;

    private static final int POOL_PROTOCOLS = 9;

    /** The one that every server knows, then as clients like them. */
    private static final List<AeadAlgorithm> ALGORITHMS = List.of(
            AeadAlgorithm.AES_SIV_CMAC_256,
            AeadAlgorithm.AES_128_GCM_SIV,
            AeadAlgorithm.AES_SIV_CMAC_512,
            AeadAlgorithm.AES_SIV_CMAC_384);

    private final Target target;
    private final AddressFamily family;
    private final TrustedAuthorities authorities;
    private final ServerDiscovery discovery;
    private final Consumer<Finding> tell;

    NtsCheck(
            Target target,
            AddressFamily family,
            TrustedAuthorities authorities,
            ServerDiscovery discovery,
            Consumer<Finding> tell) {
        this.target = target;
        this.family = family;
        this.authorities = authorities;
        this.discovery = discovery;
        this.tell = tell;
    }

    void run() throws InterruptedException {
        if (SrvFindings.mayHaveRecords(target)) {
            var found = discovery.discover(target.host());
            tell.accept(SrvFindings.of(target.host(), found));
            if (found instanceof Discovery.Found servers && !hasAddress()) {
                checkFirst(servers);
                return;
            }
        }
        checkTarget();
    }

    private boolean hasAddress() {
        try {
            return !family.resolve(target.host()).isEmpty();
        } catch (ClientException none) {
            return false;
        }
    }

    /** A name that is not a server itself stands for those that it names. */
    private void checkFirst(Discovery.Found servers) {
        var first = servers.servers().getFirst();
        tell.accept(Finding.note("DNS: " + target.host() + " has no address itself; " + first + " is looked at"));
        var server = new Target(first.host(), OptionalInt.of(first.port()));
        new NtsCheck(server, family, authorities, discovery, tell).checkTarget();
    }

    private void checkTarget() {
        Optional<InetAddress> good = Optional.empty();
        try {
            var addresses = family.resolve(target.host());
            tell.accept(Finding.good("DNS: " + target.host() + " has "
                    + addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "))));
            for (var address : addresses) {
                if (isReached(address) && good.isEmpty()) {
                    good = Optional.of(address);
                }
            }
        } catch (ClientException failure) {
            tell.accept(Finding.fault("DNS: " + failure.getMessage() + "; whoever keeps the zone must add one"));
        }
        good.ifPresent(this::checkKeys);
    }

    private KeyExchangeConnection open(InetAddress address) throws ClientException {
        long now = Instant.now().getEpochSecond() * 1_000_000_000L;
        return KeyExchangeConnection.open(
                List.of(address),
                new NtpServer(target.host(), target.port().orElse(KeyExchangeConnection.PORT)),
                authorities,
                new CertificateClock(now, now, true),
                PATIENCE);
    }

    /** TCP, TLS, ALPN and the certificate, at one of the addresses. */
    private boolean isReached(InetAddress address) {
        var where = address.getHostAddress() + " port " + target.port().orElse(KeyExchangeConnection.PORT);
        try (var connection = open(address)) {
            tell.accept(Finding.good("TCP: " + where + " answers"));
            tell.accept(Finding.good("TLS: version 1.3, ALPN ntske/1"));
            CertificateFindings.of(connection.certificates().getFirst(), Instant.now())
                    .forEach(tell);
            return true;
        } catch (ClientException failure) {
            tell.accept(Finding.fault(Remedies.of(failure)));
            return false;
        }
    }

    private void checkKeys(InetAddress address) {
        for (var algorithm : ALGORITHMS) {
            checkAlgorithm(address, algorithm);
        }
        checkPool(address);
        new DenialCheck(() -> open(address), tell).run();
    }

    private void checkAlgorithm(InetAddress address, AeadAlgorithm algorithm) {
        var name = "AEAD " + algorithm.id() + " (" + algorithm.name().replace('_', '-') + ")";
        var offered = List.of(algorithm);
        var reader = new KeyExchangeReader(offered);
        try (var connection = open(address)) {
            switch (connection.exchange(KeyExchangeRequest.message(offered), reader)) {
                case KeyExchangeAnswer.Agreed agreed -> {
                    tell.accept(Finding.good(name + ": agreed; the server's records: " + told(reader.records())));
                    AgreementFindings.of(agreed).forEach(tell);
                    new TimeCheck(name, connection.keys(agreed), tell).run();
                }
                case KeyExchangeAnswer.Refused(var kind, String reason) ->
                    tell.accept(
                            isAnsweredWithTheUsual(algorithm, reader.records())
                                    ? Finding.note(name + ": the server does not offer it, and chooses AEAD 15 unasked;"
                                            + " RFC 8915 §4.1.5 wants an empty list, but no client is the worse for it")
                                    : refused(algorithm, name, kind, reason));
            }
        } catch (ClientException failure) {
            tell.accept(Finding.fault(name + ": " + Remedies.of(failure)));
        }
    }

    /** NTPsec 1.2.5 takes the algorithm that every client has to offer where it knows none of those that were. */
    private static boolean isAnsweredWithTheUsual(AeadAlgorithm asked, List<NtsRecord> records) {
        return asked != AeadAlgorithm.AES_SIV_CMAC_256
                && records.contains(new NtsRecord.Aead(List.of(AeadAlgorithm.AES_SIV_CMAC_256.id())));
    }

    private static Finding refused(AeadAlgorithm algorithm, String name, KeyExchangeAnswer.Kind kind, String reason) {
        if (kind != KeyExchangeAnswer.Kind.NOTHING_IN_COMMON) {
            return Finding.fault(name + ": no keys: " + reason + "; the server's operator must fix it");
        }
        return algorithm == AeadAlgorithm.AES_SIV_CMAC_256
                ? Finding.fault(name + ": " + reason
                        + "; RFC 8915 has every server know this one, so whoever wrote it must fix it")
                : Finding.note(name + ": the server does not offer it");
    }

    /** Whether a pool could use it as a time source, without the secret that such a pool has. */
    private void checkPool(InetAddress address) {
        var none = new Opaque(new byte[0]);
        var request = NtsRecord.message(List.of(
                new NtsRecord.Unknown(POOL_ALGORITHMS, true, none),
                new NtsRecord.Unknown(POOL_PROTOCOLS, true, none),
                new NtsRecord.EndOfMessage()));
        var reader = new KeyExchangeReader(List.of(AeadAlgorithm.AES_SIV_CMAC_256));
        try (var connection = open(address)) {
            connection.exchange(request, reader);
            tell.accept(Finding.note("pool: " + poolWords(reader.records())));
        } catch (ClientException failure) {
            tell.accept(Finding.note("pool: the server does not answer a pool's request"));
        }
    }

    private static String poolWords(List<NtsRecord> records) {
        for (var record : records) {
            if (record instanceof NtsRecord.ErrorRecord(int code)) {
                return "the server serves no pool, or none that has no token (error " + code + ')';
            }
            if (record instanceof NtsRecord.Unknown unknown
                    && (unknown.type() == POOL_ALGORITHMS || unknown.type() == POOL_PROTOCOLS)) {
                return "the server serves any pool that asks, for it wants no token";
            }
        }
        return "the server does not know what a pool asks";
    }

    /** Each record in a word, cookies counted. */
    private static String told(List<NtsRecord> records) {
        return records.stream()
                .filter(record -> !(record instanceof NtsRecord.EndOfMessage))
                .map(RecordWords::of)
                .collect(Collectors.groupingBy(word -> word, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
