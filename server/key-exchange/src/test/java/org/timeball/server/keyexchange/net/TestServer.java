package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.ServerCertificate;
import org.timeball.server.keyexchange.net.tls.ServedCertificates;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;

/** A real listener on loopback with an authority of its own: what the tests of this package talk to. */
final class TestServer implements AutoCloseable {

    /** So long that no test of something else is cut by it. */
    static final KeyExchangeLimits PATIENT = new KeyExchangeLimits(Duration.ofSeconds(30), 100, 100);

    /** The tests' clients check dates by the machine's clock, so the certificates must be of today. */
    private static final Instant NOW = Instant.now();

    static final OwnCertificateAuthority AUTHORITY =
            OwnCertificateAuthority.create("Timeball tests", NameConstraints.NONE, NOW);

    final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
    final ServedCertificates certificates;
    private final KeyExchangeCounters counters = new KeyExchangeCounters();
    private final KeyExchangeListener listener;

    TestServer(KeyExchangeLimits limits) throws ListenException {
        this(limits, List.of(issued("localhost")));
    }

    TestServer(KeyExchangeLimits limits, List<ServerCertificate> shown) throws ListenException {
        certificates = new ServedCertificates(shown);
        listener = bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits);
    }

    KeyExchangeListener bind(InetSocketAddress address, KeyExchangeLimits limits) throws ListenException {
        return KeyExchangeListener.bind(
                address,
                certificates,
                exporter -> new KeyExchangeSession(KeyExchangePolicy.SAME_HOST, jar, exporter),
                limits,
                counters);
    }

    /** A P-256 certificate of the tests' authority. */
    static ServerCertificate issued(String... names) {
        var identity = AUTHORITY.issue(new ServerNames(List.of(names), List.of(InetAddress.getLoopbackAddress())), NOW);
        return new ServerCertificate(identity.chain(), identity.key());
    }

    InetSocketAddress address() {
        return listener.address();
    }

    KeyExchangeStats stats() {
        return counters.stats();
    }

    /** Returns when that many connections are such; a test that calls it has a timeout. */
    void await(int connections, ToIntFunction<Connections> which) {
        while (listener.count(which) != connections) {
            // The call itself waits for the listener's thread, so this does not spin.
            assertFalse(Thread.currentThread().isInterrupted(), "it never came to " + connections);
        }
    }

    /** The failures, once the server has seen to all its connections: nothing is asked of it after that. */
    Map<String, Long> failuresAfterClosing() {
        close();
        return counters.stats().failures();
    }

    @Override
    public void close() {
        listener.close();
    }
}
