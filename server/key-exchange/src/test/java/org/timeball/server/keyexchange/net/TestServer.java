package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.keyexchange.ServerCertificate;
import org.timeball.server.keyexchange.net.tls.ServedCertificates;
import org.timeball.server.keyexchange.net.tls.TestCertificates;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;

/** A real listener on loopback with an authority of its own: what the tests of this package talk to. */
final class TestServer implements AutoCloseable {

    /** So long that no test of something else is cut by it. */
    static final KeyExchangeLimits PATIENT = new KeyExchangeLimits(Duration.ofSeconds(30), 100, 100);

    final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
    final ServedCertificates certificates;
    final PoolDesk pools;
    private final KeyExchangeCounters counters = new KeyExchangeCounters();
    private final KeyExchangeListener listener;

    TestServer(KeyExchangeLimits limits) throws ListenException {
        this(limits, PoolDesk.IDLE);
    }

    /** @param idle what a pool's connection may stand without a request */
    TestServer(KeyExchangeLimits limits, Duration idle) throws ListenException {
        this(limits, List.of(TestCertificates.issued("localhost")), new PoolDesk(idle));
    }

    TestServer(KeyExchangeLimits limits, List<ServerCertificate> shown) throws ListenException {
        this(limits, shown, new PoolDesk(PoolDesk.IDLE));
    }

    private TestServer(KeyExchangeLimits limits, List<ServerCertificate> shown, PoolDesk pools) throws ListenException {
        this.pools = pools;
        certificates = new ServedCertificates(shown);
        listener = bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits);
    }

    KeyExchangeListener bind(InetSocketAddress address, KeyExchangeLimits limits) throws ListenException {
        return KeyExchangeListener.bind(
                address,
                certificates,
                (exporter, terms) -> new KeyExchangeSession(KeyExchangePolicy.SAME_HOST, jar, exporter, terms),
                limits,
                counters,
                pools);
    }

    void adopt(KeyExchangeLimits limits) {
        listener.adopt(limits);
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
