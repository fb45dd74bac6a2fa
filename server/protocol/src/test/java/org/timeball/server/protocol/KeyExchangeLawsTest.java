package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What RFC 8915 §4.1 says of every response, whatever was asked: requests are put together at random, and responses are
 * taken apart by code that shares nothing with ours.
 */
class KeyExchangeLawsTest {

    private static final List<Integer> PROTOCOLS = List.of(0, 0, 0, 1, 0x8001, 0xffff);
    private static final List<Integer> ALGORITHMS = List.of(1, 15, 15, 16, 17, 18, 29, 30, 31, 0xfffe);
    private static final int REQUESTS = 30_000;

    private final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());

    /** One record, as its octets have it. */
    private record Wire(int type, boolean isCritical, byte[] body) {

        static Wire of(int type, boolean isCritical, List<Integer> numbers) {
            var body = ByteBuffer.allocate(2 * numbers.size());
            numbers.forEach(number -> body.putShort(number.shortValue()));
            return new Wire(type, isCritical, body.array());
        }

        List<Integer> numbers() {
            var in = ByteBuffer.wrap(body);
            var numbers = new ArrayList<Integer>();
            while (in.hasRemaining()) {
                numbers.add(Short.toUnsignedInt(in.getShort()));
            }
            return numbers;
        }
    }

    private static byte[] written(List<Wire> records) {
        var out = ByteBuffer.allocate(4_096);
        for (var record : records) {
            out.putShort((short) (record.type | (record.isCritical ? 0x8000 : 0)))
                    .putShort((short) record.body.length)
                    .put(record.body);
        }
        byte[] message = new byte[out.position()];
        out.get(0, message);
        return message;
    }

    private static List<Wire> read(byte[] message) {
        var in = ByteBuffer.wrap(message);
        var records = new ArrayList<Wire>();
        while (in.hasRemaining()) {
            int word = Short.toUnsignedInt(in.getShort());
            byte[] body = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(body);
            records.add(new Wire(word & 0x7fff, word >> 15 == 1, body));
        }
        return records;
    }

    private static List<Wire> ofType(int type, List<Wire> records) {
        return records.stream().filter(record -> record.type == type).toList();
    }

    private List<Wire> ask(KeyExchangePolicy policy, List<Wire> request) {
        var session = new KeyExchangeSession(policy, jar, (_, _, octets) -> new byte[octets]);
        var reply =
                assertInstanceOf(KeyExchangeSession.Reply.class, session.receive(ByteBuffer.wrap(written(request))));
        return read(reply.response());
    }

    /** Between none and all of the rules about requests kept. */
    private static List<Wire> request(Random random) {
        var records = new ArrayList<Wire>();
        for (int i = random.nextInt(10) < 8 ? 1 : random.nextInt(3); i > 0; i--) {
            records.add(Wire.of(1, random.nextInt(20) > 0, some(PROTOCOLS, random)));
        }
        for (int i = random.nextInt(10) < 8 ? 1 : random.nextInt(3); i > 0; i--) {
            records.add(Wire.of(4, random.nextBoolean(), some(ALGORITHMS, random)));
        }
        switch (random.nextInt(12)) {
            case 0 -> records.add(new Wire(2 + random.nextInt(2), true, new byte[2])); // error or warning
            case 1 -> records.add(new Wire(5, false, new byte[100]));
            case 2 -> records.add(new Wire(8 + random.nextInt(1_000), true, new byte[random.nextInt(9)]));
            case 3 -> records.add(new Wire(1_025 + random.nextInt(30_000), false, new byte[random.nextInt(9)]));
            case 4 -> records.add(new Wire(6, random.nextBoolean(), "a.test".getBytes(StandardCharsets.US_ASCII)));
            case 5 -> records.add(new Wire(7, random.nextBoolean(), new byte[2]));
            default -> {
                if (random.nextBoolean()) {
                    records.add(new Wire(1_024, false, new byte[0]));
                }
            }
        }
        Collections.shuffle(records, random);
        records.add(new Wire(0, true, new byte[0]));
        return records;
    }

    private static List<Integer> some(List<Integer> of, Random random) {
        return random.ints(random.nextInt(5), 0, of.size()).mapToObj(of::get).toList();
    }

    /** Every rule for clients of §4.1.1 to §4.1.6 is kept. */
    private static boolean isGood(List<Wire> request) {
        var protocols = ofType(1, request);
        var algorithms = ofType(4, request);
        boolean isListGood = protocols.size() == 1
                && protocols.getFirst().isCritical
                && !protocols.getFirst().numbers().isEmpty();
        boolean wantsNtp = isListGood && protocols.getFirst().numbers().contains(0);
        return isListGood
                && algorithms.size() <= 1
                && algorithms.stream().noneMatch(list -> list.numbers().isEmpty())
                && (!wantsNtp || algorithms.size() == 1)
                && request.stream().noneMatch(record -> record.type == 2 || record.type == 3 || record.type == 5)
                && request.stream().noneMatch(KeyExchangeLawsTest::isInsistent);
    }

    private static boolean isInsistent(Wire record) {
        return record.isCritical && record.type > 7 && record.type != 1_024;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyResponseKeepsTheRules(boolean namesServer) {
        var policy = namesServer
                ? new KeyExchangePolicy(Optional.of("192.0.2.1"), OptionalInt.of(1_123))
                : KeyExchangePolicy.SAME_HOST;
        var random = new Random(8_915);
        int errors = 0;
        int agreements = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var request = request(random);
            var response = ask(policy, request);
            assertFrame(response);
            if (ofType(2, response).isEmpty()) {
                assertAnswer(request, response, namesServer ? 1 : 0);
                agreements += ofType(5, response).isEmpty() ? 0 : 1;
                assertTrue(isGood(request), "answered though it breaks a rule");
            } else {
                assertError(request, response);
                errors++;
            }
        }
        assertTrue(errors > REQUESTS / 10 && agreements > REQUESTS / 10, errors + " and " + agreements);
    }

    /** §4, §4.1.1, and the critical bits that §4.1.1 to §4.1.6 ask for. */
    private static void assertFrame(List<Wire> response) {
        assertEquals(1, ofType(0, response).size());
        assertEquals(0, response.getLast().type);
        assertEquals(0, response.getLast().body.length);
        for (var record : response) {
            boolean mustBeCritical = record.type <= 2;
            boolean mustNot = record.type == 5 || record.type == 1_024;
            assertTrue(mustBeCritical ? record.isCritical : !mustNot || !record.isCritical, "type " + record.type);
        }
        assertTrue(ofType(3, response).isEmpty(), "there is nothing to warn of");
    }

    /** §4.1.3: an error stands alone, and its code is that of the request's fault. */
    private static void assertError(List<Wire> request, List<Wire> response) {
        assertEquals(2, response.size());
        int code = ofType(2, response).getFirst().numbers().getFirst();
        boolean insists = request.stream().anyMatch(KeyExchangeLawsTest::isInsistent);
        assertTrue(!isGood(request), "refused though it keeps all rules");
        assertTrue(code == 1 || code == 0 && insists, "code " + code);
        boolean isOnlyFault = insists
                && isGood(
                        request.stream().filter(record -> !isInsistent(record)).toList());
        assertTrue(!isOnlyFault || code == 0, "code " + code + " for an unknown critical record");
    }

    /** §4.1.2, §4.1.5, §4.1.6, §4.1.7. */
    private static void assertAnswer(List<Wire> request, List<Wire> response, int servers) {
        var askedProtocols = ofType(1, request).getFirst().numbers();
        assertEquals(1, ofType(1, response).size());
        var protocols = ofType(1, response).getFirst().numbers();
        assertTrue(askedProtocols.containsAll(protocols), "a subset of " + askedProtocols);
        assertEquals(askedProtocols.contains(0) ? List.of(0) : List.of(), protocols);
        if (protocols.isEmpty()) {
            assertEquals(2, response.size());
            return;
        }
        var asked = ofType(4, request).getFirst().numbers();
        assertEquals(1, ofType(4, response).size());
        var chosen = ofType(4, response).getFirst().numbers();
        assertTrue(chosen.size() <= 1 && asked.containsAll(chosen), chosen + " of " + asked);
        assertTrue(!asked.contains(15) || chosen.size() == 1, "15 was offered and nothing chosen");
        boolean isCompliant = !ofType(1_024, request).isEmpty();
        assertEquals(chosen.equals(List.of(30)) ? 1 : 0, ofType(1_024, response).size());
        assertTrue(isCompliant || !chosen.equals(List.of(30)));
        assertEquals(8 * chosen.size(), ofType(5, response).size());
        assertEquals(servers * chosen.size(), ofType(6, response).size());
        assertEquals(servers * chosen.size(), ofType(7, response).size());
    }

    private static final String GOOD = "800100020000" + "80040002000f" + "80000000";

    /** §4.1.7: cookies are good for one server, and that is the one that is named, whatever was wished for. */
    @Test
    void namesItsOwnServerAndNoOther() {
        var named = new KeyExchangePolicy(Optional.of("time.example"), OptionalInt.empty());
        for (String wish : List.of("time.example", "a.test", "192.0.2.7", "2001:db8::7")) {
            var request = new ArrayList<Wire>();
            request.add(new Wire(6, false, wish.getBytes(StandardCharsets.US_ASCII)));
            request.addAll(read(HexFormat.of().parseHex(GOOD)));

            var servers = ofType(6, ask(named, request));
            assertEquals(1, servers.size());
            assertArrayEquals("time.example".getBytes(StandardCharsets.US_ASCII), servers.getFirst().body);
            assertEquals(List.of(), ofType(6, ask(KeyExchangePolicy.SAME_HOST, request)), "the same host, so no name");
        }
    }

    /** §4.1.3: what goes wrong within is said once, and not after an answer. */
    @Test
    void saysOnceThatItFailed() {
        var session = new KeyExchangeSession(KeyExchangePolicy.SAME_HOST, jar, (_, _, octets) -> new byte[octets]);
        var reply = assertInstanceOf(KeyExchangeSession.Reply.class, session.failed());
        assertEquals(KeyExchangeOutcome.INTERNAL_ERROR, reply.outcome());
        assertEquals("80020002000280000000", HexFormat.of().formatHex(reply.response()));

        assertInstanceOf(KeyExchangeSession.NeedMore.class, session.failed());
        assertInstanceOf(
                KeyExchangeSession.NeedMore.class,
                session.receive(ByteBuffer.wrap(HexFormat.of().parseHex(GOOD))));
    }

    /** Messages as they go over the wire, of RFC 8915 and of the pool's draft, whose records are unknown here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80010002000080040006001e000f00110400000080000000",
                "000e0004746f6b65800a0000800900000008000080000000",
                "800a000c000f002000110040001e00108009000200000008000080000000",
                "000e0004746f6b65800b000080000000",
                "000d0006612e74657374",
                "80020002000080000000",
                "80020002000180000000",
                "80020002000280000000",
                "8001000080000000",
                "8001000200008004000080000000",
                "000e000a6d6f6e69746f726b6579cf01002431313131313131312d323232322d333333332d343434342d353535353535"
                        + "353535353535800100020000800400040011000f80000000"
            })
    void knownMessagesAreReadAndWrittenAsTheyAre(String hex) {
        var in = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        var records = new ArrayList<NtsRecord>();
        while (in.hasRemaining()) {
            if (NtsRecord.decode(in) instanceof Decoded.Ok<NtsRecord>(var record)) {
                records.add(record);
            } else {
                throw new AssertionError("not read: " + hex);
            }
        }
        assertEquals(hex, HexFormat.of().formatHex(NtsRecord.message(records)));
    }
}
