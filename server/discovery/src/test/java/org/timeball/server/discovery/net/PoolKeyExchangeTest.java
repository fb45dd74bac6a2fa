package org.timeball.server.discovery.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.NtpServer;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.Trouble;
import org.timeball.server.client.net.TrustedAuthorities;
import org.timeball.server.discovery.DiscoveredServer;
import org.timeball.server.discovery.pool.Pool;
import org.timeball.server.discovery.pool.PoolMember;
import org.timeball.server.discovery.pool.PoolStep;
import org.timeball.server.discovery.pool.PoolWalk;
import org.timeball.server.protocol.AeadAlgorithm;

/** A pool's steps taken with a server that is really there. */
@Timeout(30)
class PoolKeyExchangeTest {

    private static PoolKeyExchange exchange(TrustedAuthorities trusted, AddressFamily family) {
        long now = Instant.now().getEpochSecond() * 1_000_000_000L;
        return new PoolKeyExchange(
                trusted,
                family,
                List.of(AeadAlgorithm.AES_SIV_CMAC_256),
                () -> new CertificateClock(now, now, true),
                Duration.ofSeconds(5));
    }

    private static PoolStep.ExchangeKeys step(NtpServer server) {
        return new PoolStep.ExchangeKeys(server, List.of());
    }

    @Test
    void getsSeveralSourcesFromOneBalancer() throws Exception {
        try (var balancer = new StubBalancer("localhost", List.of("A.test", "b.test.", "192.0.2.3", "d.test"))) {
            var exchange = exchange(balancer.trusted(), AddressFamily.IPV4);
            long now = 0;
            var walk = new PoolWalk(new Pool.Balancer(balancer.at("localhost")), 3, now);
            while (walk.members().size() < 3) {
                switch (walk.next(now)) {
                    case PoolStep.ExchangeKeys step -> {
                        var agreement = exchange.take(step);
                        assertEquals(
                                agreement.ntpServer(),
                                Optional.of(agreement.keys().server().host()));
                        walk.proven(walk.agreed(agreement.ntpServer(), now).orElseThrow(), now);
                    }
                    case PoolStep.Rest(long until) -> now = until;
                    case PoolStep.Discover _, PoolStep.Full _ -> throw new AssertionError("not with a balancer");
                }
            }
            assertEquals(
                    List.of("A.test", "b.test.", "192.0.2.3"),
                    walk.members().stream().map(PoolMember::name).toList());
            assertEquals(List.of(List.of(), List.of("A.test"), List.of("A.test", "b.test.")), balancer.denials());
        }
    }

    @Test
    void asksWhereItExchangedKeysWhenNobodyIsNamed() throws Exception {
        try (var server = new StubBalancer("localhost", List.of())) {
            var agreement = exchange(server.trusted(), AddressFamily.IPV4).take(step(server.at("localhost")));

            assertEquals(Optional.empty(), agreement.ntpServer());
            assertEquals(
                    new NtpServer("127.0.0.1", NtpServer.NTP_PORT),
                    agreement.keys().server());
        }
    }

    /**
     * D4: of a validated record the target's certificate counts, at the record's port; the pool's own name does not.
     */
    @Test
    void wantsACertificateForTheTargetAndNotForThePool() throws Exception {
        try (var good = new StubBalancer("localhost", List.of());
                var other = new StubBalancer("pool.test", List.of())) {
            var target = new DiscoveredServer("localhost", good.at("localhost").port(), 0, 0);
            exchange(good.trusted(), AddressFamily.ANY).take(step(target.keyExchange()));

            var refused = assertThrows(
                    ClientException.class,
                    () -> exchange(other.trusted(), AddressFamily.ANY).take(step(other.at("localhost"))));
            assertEquals(Trouble.CERTIFICATE, refused.trouble());
        }
    }

    /** D8: of a name with one family the other is a clean failure. */
    @Test
    void failsCleanlyWithoutAnAddressOfTheFamily() throws Exception {
        try (var server = new StubBalancer("localhost", List.of())) {
            var refused = assertThrows(
                    ClientException.class,
                    () -> exchange(server.trusted(), AddressFamily.IPV6).take(step(server.at("localhost"))));
            assertTrue(Set.of(Trouble.NAME, Trouble.CONNECT).contains(refused.trouble()), refused::getMessage);
        }
    }

    @Test
    void namesATargetThatHasNoAddress() throws Exception {
        var exchange = exchange(TrustedAuthorities.system(), AddressFamily.ANY);
        var target = new DiscoveredServer("nowhere.invalid", 4460, 0, 0);

        var refused = assertThrows(ClientException.class, () -> exchange.take(step(target.keyExchange())));

        assertEquals(Trouble.NAME, refused.trouble());
        assertInstanceOf(java.net.UnknownHostException.class, refused.getCause());
    }
}
