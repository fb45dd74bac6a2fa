package org.timeball.server.discovery.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.discovery.DiscoveredServer;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.Refusal;
import org.timeball.server.discovery.Validation;

/**
 * The DNS as others make it: what is signed is accepted and nothing else, validated here and by a resolver on
 * loopback.
 */
@Timeout(60)
class NameServersIT {

    private static final String ECDSA = "ECDSAP256SHA256";

    @TempDir
    static Path folder;

    private static NameServers servers;

    @BeforeAll
    static void start() throws Exception {
        NameServers.require();
        servers = new NameServers(folder);
        servers.signed("ecdsa.test.", ECDSA, service("ecdsa.test."));
        servers.signed("ed25519.test.", "ED25519", service("ed25519.test."), "-n", "-t", "0");
        // As the pool of the Netherlands signs its zone.
        servers.signed("rsa.test.", "RSASHA256", service("rsa.test."));
        servers.signed("tampered.test.", ECDSA, service("tampered.test."));
        servers.tamper("tampered.test.", "4461 a.tampered.test.", "4461 evil.test.");
        servers.signed("stripped.test.", ECDSA, service("stripped.test."));
        servers.tamper("stripped.test.", "RRSIG\tSRV", "TYPE65280 \\# 0 ;");
        servers.signedAround(
                Instant.now().minus(Duration.ofDays(30)), "expired.test.", ECDSA, service("expired.test."));
        servers.signedAround(Instant.now().plus(Duration.ofDays(30)), "early.test.", ECDSA, service("early.test."));
        servers.plain("plain.test.", service("plain.test."));
        servers.signed("none.test.", ECDSA, "none.test. 60 IN TXT \"no service\"\n");
        servers.signed("root.test.", ECDSA, "_ntske._tcp.root.test. 60 IN SRV 0 0 0 .\n");
        servers.signed("alias.test.", ECDSA, "_ntske._tcp.alias.test. 30 IN CNAME _ntske._tcp.ecdsa.test.\n");
        servers.signed("wrong.test.", ECDSA, "_ntske._tcp.wrong.test. 30 IN CNAME _ntske._tcp.plain.test.\n");
        servers.signed("wild.test.", ECDSA, "*.wild.test. 60 IN SRV 0 0 4461 a.wild.test.\n");
        servers.signed(
                "big.test.",
                ECDSA,
                IntStream.range(0, 1_000)
                        .mapToObj(i -> "_ntske._tcp.big.test. 60 IN SRV 0 1 4460 h" + i + ".big.test.\n")
                        .collect(Collectors.joining()));
        servers.start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (servers != null) {
            servers.stop();
        }
    }

    private static String service(String zone) {
        return "_ntske._tcp.%1$s 60 IN SRV 0 1 4461 a.%1$s\n".formatted(zone);
    }

    /**
     * A name, and what is made of it.
     *
     * @param here      when signatures are followed here; empty if it is accepted
     * @param words     that are said then
     * @param resolvers when unbound's word is taken
     */
    record Row(String domain, Optional<Refusal> here, String words, Optional<Refusal> resolvers) {
        static Row accepted(String domain) {
            return new Row(domain, Optional.empty(), "", Optional.empty());
        }

        static Row refused(String domain, Refusal refusal, String words) {
            return new Row(domain, Optional.of(refusal), words, Optional.of(refusal));
        }

        @Override
        public String toString() {
            return domain;
        }
    }

    static final List<Row> ROWS = List.of(
            Row.accepted("ecdsa.test"),
            Row.accepted("ed25519.test"),
            Row.accepted("rsa.test"),
            Row.accepted("alias.test"),
            Row.accepted("wild.test"),
            Row.accepted("big.test"),
            Row.refused("tampered.test", Refusal.BOGUS, "is not what was signed"),
            Row.refused("stripped.test", Refusal.BOGUS, "is not what was signed"),
            Row.refused("expired.test", Refusal.BOGUS, "its signature"),
            Row.refused("early.test", Refusal.BOGUS, "its signature"),
            Row.refused("plain.test", Refusal.UNSIGNED, "is not signed: NSEC RRset for the referral proved no DS"),
            Row.refused("wrong.test", Refusal.UNSIGNED, "is not signed"),
            Row.refused("none.test", Refusal.NO_SUCH_NAME, "there is no name _ntske._tcp.none.test."),
            Row.refused("nowhere.test", Refusal.NO_SUCH_NAME, "there is no name"),
            Row.refused("root.test", Refusal.NOT_AVAILABLE, "says that there is no such service"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void believesSignaturesAlone(Row row) throws Exception {
        judge(row, row.here, Validation.CHECKED_HERE, discovery(anchored(servers.rootAnchor()), Clock.systemUTC()));
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void believesAResolverOnLoopbackWhenTold(Row row) throws Exception {
        judge(
                new Row(row.domain, row.here, "", row.resolvers),
                row.resolvers,
                Validation.TRUSTED_RESOLVER,
                discovery(new Trust.ResolverOnLoopback(), Clock.systemUTC()));
    }

    private static void judge(Row row, Optional<Refusal> refusal, Validation validation, DnsDiscovery discovery)
            throws Exception {
        switch (discovery.discover(row.domain)) {
            case Discovery.Found found -> {
                assertEquals(Optional.empty(), refusal, found::toString);
                assertEquals(validation, found.validation());
            }
            case Discovery.Refused refused -> {
                assertEquals(refusal, Optional.of(refused.reason()), refused::words);
                assertTrue(refused.words().contains(row.words), refused::words);
            }
        }
    }

    @Test
    void honoursPortAndTtlAlongAliases() throws Exception {
        var found = assertInstanceOf(
                Discovery.Found.class,
                discovery(anchored(servers.rootAnchor()), Clock.systemUTC()).discover("alias.test"));

        assertEquals(List.of(new DiscoveredServer("a.ecdsa.test", 4461, 0, 1)), found.servers());
        // The alias has the shorter one, of which the resolver has had a part.
        assertTrue(found.ttlSeconds() <= 30, found::toString);
    }

    /** A board that wakes in 1970 cannot tell, and says why; the signatures' dates need a clock. */
    @Test
    void saysWhatThisMachinesClockSays() throws Exception {
        var refused = assertInstanceOf(
                Discovery.Refused.class,
                discovery(anchored(servers.rootAnchor()), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                        .discover("ecdsa.test"));

        assertEquals(Refusal.BOGUS, refused.reason());
        assertTrue(refused.words().contains("this machine's clock says 1970-01-01T00:00:00Z"), refused::words);
    }

    /** The world's root did not sign this root. */
    @Test
    void refusesAnotherRoot() throws Exception {
        var refused = assertInstanceOf(
                Discovery.Refused.class,
                discovery(new Trust.OwnValidation(TrustAnchors.root()), Clock.systemUTC())
                        .discover("ecdsa.test"));

        assertEquals(Refusal.BOGUS, refused.reason(), refused::words);
    }

    private static Trust anchored(Path file) throws java.io.IOException {
        return new Trust.OwnValidation(TrustAnchors.of(file));
    }

    private static DnsDiscovery discovery(Trust trust, Clock clock) {
        var settings = DnsSettings.usual().with(List.of(servers.resolver())).with(trust);
        return new DnsDiscovery(settings, clock, new SplittableRandom(1));
    }
}
