package org.timeball.server.discovery.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.Refusal;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/**
 * D2: answers with octets changed at random, bad compression pointers among them, over real sockets: always a value.
 */
@Timeout(60)
class DnsAnswerFuzzTest {

    private static final int CASES = 2_000;
    private static final String SERVICE = "_ntske._tcp.pool.test. 120 IN SRV 0 5 4461 a.pool.test.\n";

    /** Behind number, flags, counts and question: those must be right for the rest to be looked at. */
    private static final int FIRST_TOUCHED = 12 + 27;

    @TempDir
    private java.nio.file.Path folder;

    @Test
    void neverTakesATouchedAnswerAndNeverThrows() throws Exception {
        var zone = new SignedZone("pool.test.");
        var services = zone.signed(Answer.records(SERVICE), SignedZone.NOW);
        var random = new SplittableRandom(2);
        var seen = new EnumMap<Refusal, Integer>(Refusal.class);
        int taken = 0;
        try (var stub = StubResolver.start((question, _, _) -> {
            try {
                var wire = zone.answer(question, services).toWire(65_535);
                return List.of(
                        new Message(question).getQuestion().getType() == Type.SRV ? touched(wire, random) : wire);
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        })) {
            var settings = DnsSettings.usual()
                    .with(List.of(stub.address()))
                    .with(new Trust.OwnValidation(zone.anchor(folder)))
                    .with(Duration.ofSeconds(20));
            var discovery = new DnsDiscovery(settings, Clock.fixed(SignedZone.NOW, ZoneOffset.UTC), random.split());
            for (int i = 0; i < CASES; i++) {
                switch (discovery.discover("pool.test")) {
                    case Discovery.Found found -> {
                        // What is not signed may change: the TTL, within what is; the case of letters.
                        assertEquals(
                                "a.pool.test:4461", found.servers().getFirst().toString());
                        taken++;
                    }
                    case Discovery.Refused(var reason, var _) -> seen.merge(reason, 1, Integer::sum);
                }
            }
        }
        assertTrue(taken < CASES / 10, taken + " taken");
        assertEquals(
                Set.of(),
                without(seen.keySet(), Refusal.BOGUS, Refusal.MALFORMED, Refusal.NO_RECORD, Refusal.UNSIGNED));
        assertTrue(seen.getOrDefault(Refusal.BOGUS, 0) > CASES / 10, seen::toString);
        assertTrue(seen.getOrDefault(Refusal.MALFORMED, 0) > CASES / 10, seen::toString);
    }

    private static Set<Refusal> without(Set<Refusal> all, Refusal... expected) {
        var others = new HashSet<>(all);
        others.removeAll(List.of(expected));
        return others;
    }

    private static byte[] touched(byte[] wire, SplittableRandom random) {
        byte[] copy = wire.clone();
        int changes = random.nextInt(1, 4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(FIRST_TOUCHED, wire.length);
            // Half of them look like pointers to anywhere.
            copy[at] = (byte) (random.nextBoolean() ? 0xc0 | random.nextInt(64) : random.nextInt(256));
        }
        return random.nextInt(10) == 0
                ? java.util.Arrays.copyOf(copy, random.nextInt(FIRST_TOUCHED, wire.length))
                : copy;
    }
}
