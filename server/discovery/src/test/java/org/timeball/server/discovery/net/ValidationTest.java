package org.timeball.server.discovery.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.Refusal;
import org.timeball.server.discovery.Validation;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Signatures followed here: what is signed is taken, what was touched is not, and why is said. */
@Timeout(30)
class ValidationTest {

    private static final String SERVICE = "_ntske._tcp.pool.test. 120 IN SRV 0 5 4461 a.pool.test.\n";

    @TempDir
    private Path folder;

    /** What somebody between a zone and us makes of a signed answer. */
    interface Meddler {
        List<Record> touch(SignedZone zone, List<Record> services) throws Exception;
    }

    record Touched(String name, Meddler meddler, Refusal refusal, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Touched> TOUCHED = List.of(
            new Touched(
                    "another target",
                    (zone, services) -> {
                        var signed = zone.signed(services, SignedZone.NOW);
                        var evil = Answer.records("_ntske._tcp.pool.test. 120 IN SRV 0 5 4461 evil.test.\n");
                        return List.of(evil.getFirst(), signed.getLast());
                    },
                    Refusal.BOGUS,
                    "is not what was signed"),
            new Touched(
                    "one record more",
                    (zone, services) -> {
                        var signed = zone.signed(services, SignedZone.NOW);
                        var evil = Answer.records("_ntske._tcp.pool.test. 120 IN SRV 0 5 4461 evil.test.\n");
                        return List.of(services.getFirst(), evil.getFirst(), signed.getLast());
                    },
                    Refusal.BOGUS,
                    "is not what was signed"),
            new Touched("no signature", (_, services) -> services, Refusal.BOGUS, "is not what was signed"),
            new Touched(
                    "signature that ended yesterday",
                    (zone, services) -> zone.signed(services, SignedZone.NOW.minus(Duration.ofDays(2))),
                    Refusal.BOGUS,
                    "2026-11-25T00:00:00Z to 2026-11-26T00:00:00Z, and this machine's clock says 2026-11-27T12:00:00Z"),
            new Touched(
                    "signature that begins tomorrow",
                    (zone, services) -> zone.signed(services, SignedZone.NOW.plus(Duration.ofDays(2))),
                    Refusal.BOGUS,
                    "2026-11-29T00:00:00Z to 2026-11-30T00:00:00Z, and this machine's clock says 2026-11-27T12:00:00Z"),
            new Touched(
                    "another key of the same name",
                    (_, services) -> new SignedZone("pool.test.").signed(services, SignedZone.NOW),
                    Refusal.BOGUS,
                    "is not what was signed"),
            new Touched(
                    "a key of a zone that is not known",
                    (_, services) -> new SignedZone("evil.test.").signed(services, SignedZone.NOW),
                    Refusal.UNSIGNED,
                    "INSECURE"));

    @ParameterizedTest
    @FieldSource("TOUCHED")
    void refusesWhatTheZoneDidNotSign(Touched row) throws Exception {
        var zone = new SignedZone("pool.test.");
        var services = row.meddler.touch(zone, Answer.records(SERVICE));
        try (var stub = StubResolver.start((question, isTcp, _) -> answer(zone, question, isTcp, services))) {
            var refused = assertInstanceOf(
                    Discovery.Refused.class, discovery(stub, zone).discover("pool.test"));

            assertEquals(row.refusal, refused.reason(), refused::words);
            assertTrue(refused.words().contains(row.words), refused::words);
        }
    }

    @Test
    void takesWhatTheZoneSigned() throws Exception {
        var zone = new SignedZone("pool.test.");
        var services = zone.signed(Answer.records(SERVICE), SignedZone.NOW);
        try (var stub = StubResolver.start((question, isTcp, _) -> answer(zone, question, isTcp, services))) {
            var found = assertInstanceOf(
                    Discovery.Found.class, discovery(stub, zone).discover("Pool.Test"));

            assertEquals("a.pool.test:4461", found.servers().getFirst().toString());
            assertEquals(Validation.CHECKED_HERE, found.validation());
            assertEquals(120, found.ttlSeconds());
        }
    }

    /** RFC 4035 §5.3.1: the signer must be the zone that the records are in, whoever else is trusted. */
    @Test
    void refusesWhatAnotherTrustedZoneSigned() throws Exception {
        var zone = new SignedZone("pool.test.");
        var evil = new SignedZone("evil.test.");
        var services = evil.signed(Answer.records(SERVICE), SignedZone.NOW);
        try (var stub = StubResolver.start((question, isTcp, _) -> answer(
                new Message(question).getQuestion().getName().toString().equals("evil.test.") ? evil : zone,
                question,
                isTcp,
                services))) {
            var anchors = folder.resolve("both");
            java.nio.file.Files.writeString(anchors, zone.ds() + "\n" + evil.ds() + "\n");
            var refused = assertInstanceOf(
                    Discovery.Refused.class,
                    discovery(List.of(stub), TrustAnchors.of(anchors)).discover("pool.test"));

            assertEquals(Refusal.BOGUS, refused.reason(), refused::words);
        }
    }

    /** The bit is not worth anything there: it is dnsjava's own that counts. */
    @Test
    void doesNotBelieveABitThatTheResolverSets() throws Exception {
        var zone = new SignedZone("pool.test.");
        try (var stub = StubResolver.start(
                (question, isTcp, _) -> Answer.sent(Answer.authentic(question, 0, Answer.records(SERVICE)), isTcp))) {
            var refused = assertInstanceOf(
                    Discovery.Refused.class, discovery(stub, zone).discover("pool.test"));

            assertEquals(Refusal.BOGUS, refused.reason(), refused::words);
        }
    }

    @Test
    void asksNobodyOfAZoneThatNoAnchorCovers() throws Exception {
        var zone = new SignedZone("pool.test.");
        try (var stub = StubResolver.start((_, _, _) -> List.of())) {
            var refused = assertInstanceOf(
                    Discovery.Refused.class, discovery(stub, zone).discover("elsewhere.test"));

            assertEquals(Refusal.INDETERMINATE, refused.reason());
            assertEquals(0, stub.questions());
        }
    }

    @Test
    void cannotTellWithoutTheKeys() throws Exception {
        var zone = new SignedZone("pool.test.");
        var services = zone.signed(Answer.records(SERVICE), SignedZone.NOW);
        try (var stub = StubResolver.start(
                (question, isTcp, _) -> new Message(question).getQuestion().getType() == Type.DNSKEY
                        ? List.of()
                        : answer(zone, question, isTcp, services))) {
            var refused = assertInstanceOf(
                    Discovery.Refused.class,
                    discovery(List.of(stub), zone.anchor(folder), Duration.ofSeconds(3))
                            .discover("pool.test"));

            assertEquals(Refusal.INDETERMINATE, refused.reason(), refused::words);
        }
    }

    /** D2: as many signed sets as 64 KB hold, each of which dnsjava looks at within looking at the one before. */
    @Test
    void survivesAsManySetsAsThereIsRoomFor() throws Exception {
        var zone = new SignedZone("pool.test.");
        var services = zone.signed(Answer.records(SERVICE), SignedZone.NOW);
        var sets = new ArrayList<Record>();
        for (int i = 0; i < 400; i++) {
            sets.addAll(zone.signed(Answer.records("h" + i + ".pool.test. 60 IN NS a.pool.test.\n"), SignedZone.NOW));
        }
        try (var stub = StubResolver.start((question, isTcp, _) -> {
            var message = new Message(answer(zone, question, true, services).getFirst());
            if (message.getQuestion().getType() == Type.SRV) {
                sets.forEach(record -> message.addRecord(record, Section.AUTHORITY));
            }
            return List.of(message.toWire(isTcp ? 65_535 : 1_232));
        })) {
            assertInstanceOf(Discovery.Found.class, discovery(stub, zone).discover("pool.test"));
        }
    }

    /** A home router that knows nothing of signatures, and a resolver behind it. */
    @Test
    void asksTheNextResolverWhenTheFirstLeavesSignaturesOut() throws Exception {
        var zone = new SignedZone("pool.test.");
        var services = zone.signed(Answer.records(SERVICE), SignedZone.NOW);
        try (var router = StubResolver.start(
                        (question, isTcp, _) -> Answer.sent(Answer.plain(question, 0, services.subList(0, 1)), isTcp));
                var good = StubResolver.start((question, isTcp, _) -> answer(zone, question, isTcp, services))) {
            var discovery = discovery(List.of(router, good), zone);

            assertInstanceOf(Discovery.Found.class, discovery.discover("pool.test"));
            assertTrue(router.questions() > 0);
        }
    }

    private static List<byte[]> answer(SignedZone zone, byte[] question, boolean isTcp, List<Record> services)
            throws IOException {
        try {
            return Answer.sent(zone.answer(question, services), isTcp);
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private DnsDiscovery discovery(StubResolver stub, SignedZone zone) throws IOException {
        return discovery(List.of(stub), zone);
    }

    private DnsDiscovery discovery(List<StubResolver> stubs, SignedZone zone) throws IOException {
        return discovery(stubs, zone.anchor(folder));
    }

    private static DnsDiscovery discovery(List<StubResolver> stubs, TrustAnchors anchors) {
        return discovery(stubs, anchors, Duration.ofSeconds(20));
    }

    private static DnsDiscovery discovery(List<StubResolver> stubs, TrustAnchors anchors, Duration patience) {
        var settings = DnsSettings.usual()
                .with(stubs.stream().map(StubResolver::address).toList())
                .with(new Trust.OwnValidation(anchors))
                .with(patience);
        return new DnsDiscovery(settings, Clock.fixed(SignedZone.NOW, ZoneOffset.UTC), new SplittableRandom(1));
    }
}
