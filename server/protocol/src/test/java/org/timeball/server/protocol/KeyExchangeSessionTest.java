package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.protocol.KeyExchangeSession.NeedMore;
import org.timeball.server.protocol.KeyExchangeSession.Progress;
import org.timeball.server.protocol.KeyExchangeSession.Reply;

class KeyExchangeSessionTest {

    private static final String GOOD = "80010002000080040002000f80000000";
    private static final String ERROR_0 = "80020002000080000000";
    private static final String ERROR_1 = "80020002000180000000";
    private static final String ERROR_2 = "80020002000280000000";
    private static final String NO_PROTOCOL = "8001000080000000";
    private static final String NO_AEAD = "8001000200008004000080000000";

    private final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());

    /** Any fixed function of its arguments is as good as TLS here; this one shows them. */
    private static byte[] exported(String label, byte[] context, int octets) {
        byte[] key = new byte[octets];
        Arrays.fill(key, (byte) label.hashCode());
        System.arraycopy(context, 0, key, 0, context.length);
        return key;
    }

    private KeyExchangeSession session() {
        return new KeyExchangeSession(KeyExchangePolicy.SAME_HOST, jar, KeyExchangeSessionTest::exported);
    }

    /** A request and the whole of its answer; where cookies come, as much of it as stands before them. */
    record Row(String name, String request, KeyExchangeOutcome outcome, String response) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> REFUSALS = List.of(
            new Row("empty message", "80000000", KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row(
                    "unknown protocol",
                    "80010002800180040002000f80000000",
                    KeyExchangeOutcome.NO_COMMON_PROTOCOL,
                    NO_PROTOCOL),
            new Row(
                    "unknown protocol alone",
                    "80010002800180000000",
                    KeyExchangeOutcome.NO_COMMON_PROTOCOL,
                    NO_PROTOCOL),
            new Row(
                    "unknown algorithms",
                    "800100020000" + "80040004001efffe" + "80000000",
                    KeyExchangeOutcome.NO_COMMON_AEAD,
                    NO_AEAD),
            new Row("30 alone without record 1024", only("001e"), KeyExchangeOutcome.NO_COMMON_AEAD, NO_AEAD),
            new Row(
                    "record 1024 with a body",
                    "0400000100" + only("001e000f"),
                    KeyExchangeOutcome.BAD_REQUEST,
                    ERROR_1),
            new Row(
                    "unknown critical record",
                    "ffff0000" + GOOD,
                    KeyExchangeOutcome.UNRECOGNISED_CRITICAL_RECORD,
                    ERROR_0),
            new Row(
                    "unknown critical record and nothing else",
                    "c00000018880000000",
                    KeyExchangeOutcome.UNRECOGNISED_CRITICAL_RECORD,
                    ERROR_0),
            new Row(
                    "pool record without a pool",
                    "000e0001ff" + "800c0002ffff" + GOOD,
                    KeyExchangeOutcome.UNRECOGNISED_CRITICAL_RECORD,
                    ERROR_0),
            new Row("no protocol", "80040002000f80000000", KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("no algorithm", "80010002000080000000", KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("empty protocol list", "8001000080040002000f80000000", KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("empty algorithm list", "8001000200008004000080000000", KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("protocols twice", "800100020000" + GOOD, KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("algorithms twice", "80040002000f" + GOOD, KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("protocols not critical", "0001" + GOOD.substring(4), KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("odd protocol list", "80010003000000" + "80000000", KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row(
                    "odd algorithm list",
                    "8001000200008004000100" + "80000000",
                    KeyExchangeOutcome.BAD_REQUEST,
                    ERROR_1),
            new Row(
                    "End of Message not critical",
                    GOOD.substring(0, 24) + "00000000",
                    KeyExchangeOutcome.BAD_REQUEST,
                    ERROR_1),
            new Row(
                    "End of Message with a body",
                    GOOD.substring(0, 24) + "8000000100",
                    KeyExchangeOutcome.BAD_REQUEST,
                    ERROR_1),
            new Row("an error record", "800200020000" + GOOD, KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("a warning record", "800300020000" + GOOD, KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("a cookie record", "0005000400000000" + GOOD, KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("a record longer than a request", "4000ffff", KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row("a web browser", ascii("GET / HTTP/1.1\r\n\r\n"), KeyExchangeOutcome.BAD_REQUEST, ERROR_1),
            new Row(
                    "the first fault counts: critical, then malformed",
                    "c0000000" + "8004000100" + "80000000",
                    KeyExchangeOutcome.UNRECOGNISED_CRITICAL_RECORD,
                    ERROR_0),
            new Row(
                    "the first fault counts: malformed, then critical",
                    "8004000100" + "c0000000" + "80000000",
                    KeyExchangeOutcome.BAD_REQUEST,
                    ERROR_1));

    private static final String AGREED_15 = "800100020000" + "80040002000f";
    private static final String AGREED_16 = "800100020000" + "800400020010";
    private static final String AGREED_17 = "800100020000" + "800400020011";
    private static final String AGREED_30 = "800100020000" + "80040002001e" + "04000000";

    static final List<Row> AGREEMENTS = List.of(
            agreed("the least", GOOD, AGREED_15),
            agreed(
                    "the fact sheet's request: 30, 15, 17 and record 1024",
                    "80010002000080040006001e000f00110400000080000000",
                    AGREED_30),
            agreed("record 1024 before all others", "0400000080010002000080040002001e80000000", AGREED_30),
            agreed("record 1024 twice and critical", "0400000084000000" + only("001e"), AGREED_30),
            agreed("30 without record 1024: 15", only("001e000f"), AGREED_15),
            agreed("30 without record 1024: 17", only("001e0011000f"), AGREED_17),
            agreed("record 1024 without 30", "04000000" + GOOD, AGREED_15),
            agreed("30 after 15, with record 1024", "04000000" + only("000f001e"), AGREED_15),
            agreed("30 after what nobody knows", "04000000" + only("001ffffe001e000f"), AGREED_30),
            agreed("ntpd-rs offers 17 first", only("0011000f"), AGREED_17),
            agreed("16 alone", only("0010"), AGREED_16),
            agreed("15 behind what nobody knows", only("001fffff000f"), AGREED_15),
            agreed("one algorithm twice", only("000f000f"), AGREED_15),
            agreed("more protocols", "800100048001000080040002000f80000000", AGREED_15),
            agreed("algorithms not critical, and first", "00040002000f80010002000080000000", AGREED_15),
            agreed("unknown records that may be passed over", "40000003010203" + GOOD, AGREED_15),
            agreed("wishes for a server and a port", "00060006612e74657374" + "00070002007b" + GOOD, AGREED_15),
            agreed("1024 octets and more", "40000800" + "00".repeat(2_048) + GOOD, AGREED_15),
            agreed("as long as a request may be", "40000fec" + "00".repeat(0xfec) + GOOD, AGREED_15));

    private static Row agreed(String name, String request, String beginning) {
        return new Row(name, request, KeyExchangeOutcome.COMPLETED, beginning);
    }

    /** A request for NTPv4 with these algorithms and nothing else. */
    private static String only(String algorithms) {
        return "800100020000" + "8004%04x".formatted(algorithms.length() / 2) + algorithms + "80000000";
    }

    /** K1, K2: each kind of fault is answered with its own code. */
    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refuses(Row row) {
        var reply = assertInstanceOf(Reply.class, session().receive(bytes(row.request)));

        assertEquals(row.outcome, reply.outcome());
        assertEquals(row.response, HexFormat.of().formatHex(reply.response()));
    }

    /** K18, K19: the keys that the cookies hold are exported with protocol, algorithm and direction, 30 by the book. */
    @ParameterizedTest
    @FieldSource("AGREEMENTS")
    void givesEightCookiesThatHoldTheExportedKeys(Row row) {
        var reply = assertInstanceOf(Reply.class, session().receive(bytes(row.request)));

        assertEquals(KeyExchangeOutcome.COMPLETED, reply.outcome());
        assertTrue(HexFormat.of().formatHex(reply.response()).startsWith(row.response));
        List<NtsRecord> records = records(reply.response());
        assertEquals(new NtsRecord.EndOfMessage(), records.getLast());
        List<Opaque> cookies = cookies(records);
        assertEquals(8, new HashSet<>(cookies).size());
        assertEquals(records(HexFormat.of().parseHex(row.response)).size() + 8 + 1, records.size());
        byte id = HexFormat.of().parseHex(row.response)[11];
        for (Opaque cookie : cookies) {
            SessionKeys keys = jar.open(cookie.octets()).orElseThrow();
            int octets = keys.algorithm().keyOctets();
            String label = "EXPORTER-network-time-security";
            assertEquals(id, keys.algorithm().id());
            assertArrayEquals(exported(label, new byte[] {0, 0, 0, id, 0}, octets), keys.clientToServer());
            assertArrayEquals(exported(label, new byte[] {0, 0, 0, id, 1}, octets), keys.serverToClient());
        }
        assertTrue(reply.response().length <= 2_048, "some clients read no more than this");
    }

    @Test
    void sendsItsServerAndItsPortWhenTheyAreNotWhatTheClientAssumes() {
        var policy = new KeyExchangePolicy(Optional.of("time.example"), OptionalInt.of(11_123));
        var reply = assertInstanceOf(
                Reply.class,
                new KeyExchangeSession(policy, jar, KeyExchangeSessionTest::exported).receive(bytes(GOOD)));

        assertTrue(records(reply.response())
                .containsAll(List.of(new NtsRecord.Server("time.example"), new NtsRecord.Port(11_123))));

        var usual = new KeyExchangePolicy(Optional.empty(), OptionalInt.of(123));
        reply = assertInstanceOf(
                Reply.class, new KeyExchangeSession(usual, jar, KeyExchangeSessionTest::exported).receive(bytes(GOOD)));
        assertFalse(records(reply.response()).contains(new NtsRecord.Port(123)));
    }

    @Test
    void refusesAPolicyThatCannotBeSent() {
        for (String name : List.of("", "a b", "fe80::1%eth0", "ä.example", "x".repeat(100))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new KeyExchangePolicy(Optional.of(name), OptionalInt.empty()),
                    name);
        }
        for (int port : new int[] {-1, 0, 65_536}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new KeyExchangePolicy(Optional.empty(), OptionalInt.of(port)));
        }
    }

    @Test
    void refusesRecordsBehindEndOfMessage() {
        var reply = assertInstanceOf(Reply.class, session().receive(bytes(GOOD + "40000000")));

        assertEquals(KeyExchangeOutcome.BAD_REQUEST, reply.outcome());
    }

    @Test
    void reportsAnExporterThatFailsAsItsOwnFault() {
        KeyExporter failing = (label, context, octets) -> {
            throw new KeyExportException("no keys for " + label, new GeneralSecurityException("closed"));
        };
        var reply = assertInstanceOf(
                Reply.class, new KeyExchangeSession(KeyExchangePolicy.SAME_HOST, jar, failing).receive(bytes(GOOD)));

        assertEquals(KeyExchangeOutcome.INTERNAL_ERROR, reply.outcome());
        assertEquals(ERROR_2, HexFormat.of().formatHex(reply.response()));
    }

    @Test
    void answersAnUnfinishedRequestWhenItEndsOrTimeIsUp() {
        byte[] good = HexFormat.of().parseHex(GOOD);
        for (int octets = 0; octets < good.length; octets++) {
            var closed = session();
            var late = session();
            assertInstanceOf(NeedMore.class, closed.receive(ByteBuffer.wrap(good, 0, octets)));
            assertInstanceOf(NeedMore.class, late.receive(ByteBuffer.wrap(good, 0, octets)));

            var afterEnd = assertInstanceOf(Reply.class, closed.inputEnded());
            var afterDeadline = assertInstanceOf(Reply.class, late.deadlinePassed());

            assertEquals(KeyExchangeOutcome.BAD_REQUEST, afterEnd.outcome());
            assertEquals(ERROR_1, HexFormat.of().formatHex(afterEnd.response()));
            assertEquals(KeyExchangeOutcome.TIMED_OUT, afterDeadline.outcome());
            assertEquals(ERROR_1, HexFormat.of().formatHex(afterDeadline.response()));
        }
    }

    @Test
    void repliesOnce() {
        var session = session();
        assertInstanceOf(Reply.class, session.receive(bytes(GOOD)));

        assertInstanceOf(NeedMore.class, session.receive(bytes(GOOD)));
        assertInstanceOf(NeedMore.class, session.inputEnded());
        assertInstanceOf(NeedMore.class, session.deadlinePassed());
    }

    /** K8. */
    @Test
    void doesNotCareWhereARequestIsCut() {
        var rows = new ArrayList<>(REFUSALS);
        rows.addAll(AGREEMENTS);
        for (Row row : rows) {
            byte[] request = HexFormat.of().parseHex(row.request);
            for (int cut = 0; cut <= Math.min(request.length, 64); cut++) {
                assertSameAnswer(row, answer(request, cut, request.length), "cut at " + cut);
            }
            assertSameAnswer(row, octetByOctet(request), "octet by octet");
        }
    }

    @Test
    void survivesWhateverComes() {
        var random = new Random(4_460);
        byte[] good = HexFormat.of().parseHex(AGREEMENTS.get(1).request);
        for (int i = 0; i < 20_000; i++) {
            byte[] request = random.nextBoolean() ? good.clone() : new byte[random.nextInt(200)];
            for (int changes = random.nextInt(4); changes > 0 && request.length > 0; changes--) {
                request[random.nextInt(request.length)] = (byte) random.nextInt();
            }
            Progress whole = answer(request, 0, request.length);
            Progress pieces = octetByOctet(request);
            if (whole instanceof Reply reply) {
                // Only what lies behind End of Message may make a difference.
                boolean isAlike = pieces instanceof Reply other && other.outcome() == reply.outcome();
                assertTrue(isAlike || reply.outcome() == KeyExchangeOutcome.BAD_REQUEST);
                records(reply.response());
            } else {
                assertInstanceOf(NeedMore.class, pieces);
            }
        }
    }

    /** K7. */
    @Test
    void refusesEndlessRecordsAtTheLimit() {
        var session = session();
        int octets = 0;
        Progress progress = new NeedMore();
        while (progress instanceof NeedMore && octets < 100_000) {
            progress = session.receive(bytes("40000000"));
            octets += 4;
        }
        var reply = assertInstanceOf(Reply.class, progress);
        assertEquals(KeyExchangeOutcome.BAD_REQUEST, reply.outcome());
        assertEquals(KeyExchangeSession.MAX_REQUEST_OCTETS, octets);
    }

    private Progress answer(byte[] request, int cut, int end) {
        var session = session();
        Progress first = session.receive(ByteBuffer.wrap(request, 0, cut));
        return first instanceof Reply ? first : session.receive(ByteBuffer.wrap(request, cut, end - cut));
    }

    private Progress octetByOctet(byte[] request) {
        var session = session();
        Progress progress = new NeedMore();
        for (int at = 0; at < request.length && progress instanceof NeedMore; at++) {
            progress = session.receive(ByteBuffer.wrap(request, at, 1));
        }
        return progress;
    }

    private static void assertSameAnswer(Row row, Progress progress, String how) {
        var reply = assertInstanceOf(Reply.class, progress, row.name + ", " + how);
        assertEquals(row.outcome, reply.outcome(), row.name + ", " + how);
        String response = HexFormat.of().formatHex(reply.response());
        boolean hasCookies = row.outcome == KeyExchangeOutcome.COMPLETED;
        assertTrue(
                hasCookies ? response.startsWith(row.response) : response.equals(row.response), row.name + ", " + how);
    }

    private static List<NtsRecord> records(byte[] message) {
        var in = ByteBuffer.wrap(message);
        var records = new ArrayList<NtsRecord>();
        while (in.hasRemaining()) {
            if (NtsRecord.decode(in) instanceof Decoded.Ok<NtsRecord>(var record)) {
                records.add(record);
            } else {
                throw new AssertionError("a response has only well-formed records");
            }
        }
        return records;
    }

    private static List<Opaque> cookies(List<NtsRecord> records) {
        return records.stream()
                .filter(NtsRecord.NewCookie.class::isInstance)
                .map(record -> ((NtsRecord.NewCookie) record).cookie())
                .toList();
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
