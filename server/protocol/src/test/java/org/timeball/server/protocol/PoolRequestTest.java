package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.protocol.KeyExchangeSession.NeedMore;
import org.timeball.server.protocol.KeyExchangeSession.Progress;
import org.timeball.server.protocol.KeyExchangeSession.Reply;
import org.timeball.server.protocol.pool.PoolAdmission;
import org.timeball.server.protocol.pool.PoolNumbers;
import org.timeball.server.protocol.pool.PoolTerms;
import org.timeball.server.protocol.pool.PoolVisit;

/** What a member answers a pool, octet by octet; the messages are those that pools of today send. */
class PoolRequestTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final KeyExchangePolicy NAMED = new KeyExchangePolicy(Optional.of("a.test"), OptionalInt.of(1_123));

    private static final PoolTestTerms IANA = PoolTestTerms.of(PoolTestTerms.TOKEN, false);
    private static final PoolTestTerms BOTH = PoolTestTerms.of(PoolTestTerms.TOKEN, true);

    private static final String TOKEN = "000e0040" + ascii(PoolTestTerms.TOKEN);
    private static final String OLD_TOKEN = "40050040" + ascii(PoolTestTerms.TOKEN);
    private static final String WRONG_TOKEN = "000e0040" + ascii(PoolTestTerms.TOKEN.replace('4', '5'));
    private static final String KEYS = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
            + "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f";
    private static final String FIXED = "800c0040" + KEYS;
    private static final String STAY = "00080000";
    private static final String ONE = "800100020000" + "80040002000f";
    private static final String END = "80000000";
    private static final String ERROR_0 = "80020002000080000000";
    private static final String ERROR_1 = "80020002000180000000";
    private static final String ALGORITHMS = "800a0010" + "000f0020" + "00100030" + "00110040" + "001e0010";
    private static final String PROTOCOLS = "800900020000";

    private final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());

    record Row(String name, PoolTerms terms, String request, String response, boolean isKept) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row lists(String name, PoolTerms terms, String request, String response) {
        return new Row(
                name, terms, request + END, response + END, response.endsWith(STAY) || response.endsWith("40000000"));
    }

    private static Row refused(String name, PoolTerms terms, String request, String error) {
        return new Row(name, terms, request + END, error, false);
    }

    static final List<Row> ROWS = List.of(
            lists("all a pool asks for", IANA, TOKEN + "800a000080090000" + STAY, ALGORITHMS + PROTOCOLS + STAY),
            lists(
                    "again on the same connection",
                    IANA.kept(),
                    TOKEN + "800a000080090000" + STAY,
                    ALGORITHMS + PROTOCOLS + STAY),
            lists("for the last time", IANA.kept(), TOKEN + "800a0000", ALGORITHMS),
            lists("no room to stay", IANA.full(), TOKEN + "800a000080090000" + STAY, ALGORITHMS + PROTOCOLS),
            lists("without staying", IANA, TOKEN + "80090000", PROTOCOLS),
            lists("staying said first", IANA, STAY + TOKEN + "80090000", PROTOCOLS + STAY),
            lists(
                    "bodies that are to be ignored",
                    IANA,
                    TOKEN + "800a0003aabbcc" + "8009000100" + "00080002ffff",
                    ALGORITHMS + PROTOCOLS + STAY),
            lists("a client's lists beside them", IANA, TOKEN + ONE + "800a0000", ALGORITHMS),
            lists("names", IANA, TOKEN + "800b0000", "80060006" + ascii("a.test")),
            lists(
                    "names and the rest",
                    IANA,
                    TOKEN + "800b000080090000800a0000",
                    ALGORITHMS + PROTOCOLS + "80060006" + ascii("a.test")),
            lists("a critical token", IANA, "8" + TOKEN.substring(1) + "80090000", PROTOCOLS),
            lists("a server denied", IANA, TOKEN + "000d0006" + ascii("b.test") + "80090000", PROTOCOLS),
            lists(
                    "old numbers",
                    BOTH,
                    OLD_TOKEN + "c0010000c0040000c006000040000000",
                    "c001" + ALGORITHMS.substring(4) + "c004" + PROTOCOLS.substring(4) + "80060006" + ascii("a.test")
                            + "40000000"),
            lists(
                    "an NTPv5 draft beside old numbers",
                    BOTH,
                    "40010005" + ascii("draft") + OLD_TOKEN + "c0040000",
                    "c00400020000"),
            refused("old numbers where they are off", IANA, OLD_TOKEN + "c0010000", ERROR_0),
            refused("new token, old wish", BOTH, TOKEN + "c0010000", ERROR_0),
            refused("old token, new wish", BOTH, OLD_TOKEN + "800a0000", ERROR_0),
            refused("no token", IANA, "800a0000", ERROR_0),
            refused("no token, keys", IANA, FIXED + ONE, ERROR_0),
            refused("the token behind the wish", IANA, "800a0000" + TOKEN, ERROR_0),
            refused("a wrong token", IANA, WRONG_TOKEN + "800a000080090000" + STAY, ERROR_0),
            refused("a wrong token, names", IANA, WRONG_TOKEN + "800b0000", ERROR_0),
            refused("a wrong token, keys", IANA, WRONG_TOKEN + FIXED + ONE, ERROR_0),
            refused("an empty token", IANA, "000e0000" + "80090000", ERROR_0),
            refused("in no pool", PoolTerms.NONE, TOKEN + "800a000080090000" + STAY, ERROR_0),
            refused("two tokens", IANA, TOKEN + TOKEN + "80090000", ERROR_1),
            refused("two tokens, one of them wrong", IANA, WRONG_TOKEN + TOKEN + ONE, ERROR_1),
            refused("algorithms twice", IANA, TOKEN + "800a0000800a0000", ERROR_1),
            refused("protocols twice", IANA, TOKEN + "8009000080090000", ERROR_1),
            refused("names twice", IANA, TOKEN + "800b0000800b0000", ERROR_1),
            refused("staying twice", IANA, TOKEN + "80090000" + STAY + STAY, ERROR_1),
            refused("keys twice", IANA, TOKEN + FIXED + FIXED + ONE, ERROR_1),
            refused("keys and a list", IANA, TOKEN + FIXED + "800a0000" + ONE, ERROR_1),
            refused("a list and keys", IANA, TOKEN + "80090000" + FIXED + ONE, ERROR_1),
            refused("keys and names", IANA, TOKEN + FIXED + "800b0000" + ONE, ERROR_1),
            refused("an unknown critical record beside", IANA, TOKEN + "80090000" + "cf010000", ERROR_0),
            refused("keys for no protocol", IANA, TOKEN + FIXED + "80040002000f", ERROR_1),
            refused("keys for no algorithm", IANA, TOKEN + FIXED + "800100020000", ERROR_1),
            refused("keys for two protocols", IANA, TOKEN + FIXED + "800100040000800180040002000f", ERROR_1),
            refused("keys for another protocol", IANA, TOKEN + FIXED + "80010002800180040002000f", ERROR_1),
            refused("keys for two algorithms", IANA, TOKEN + FIXED + "80010002000080040004000f0011", ERROR_1),
            refused("keys for an unknown algorithm", IANA, TOKEN + FIXED + "80010002000080040002001f", ERROR_1),
            refused("keys too long", IANA, TOKEN + FIXED + "80010002000080040002001e", ERROR_1),
            refused("keys too short", IANA, TOKEN + FIXED + "800100020000800400020011", ERROR_1),
            refused("keys a half octet too long", IANA, TOKEN + "800c0041" + KEYS + "00" + ONE, ERROR_1),
            refused("no keys at all", IANA, TOKEN + "800c0000" + ONE, ERROR_1),
            refused("a client's request that shall stay", IANA, TOKEN + ONE + STAY, ERROR_1),
            refused("a client's request that shall stay, without a token", IANA, ONE + STAY, ERROR_1),
            refused("a client's request where a pool asked", IANA.kept(), ONE, ERROR_1),
            refused("the same when the pool is left", new PoolTestTerms(List.of(), true, true), ONE, ERROR_1));

    @ParameterizedTest
    @FieldSource("ROWS")
    void isAnsweredOctetByOctet(Row row) {
        for (int piece : List.of(1, 7, 4_096)) {
            var reply = reply(row.terms, row.request, piece);
            assertEquals(row.response, HEX.formatHex(reply.response()), "in pieces of " + piece);
            assertEquals(row.isKept, reply.isKept());
        }
    }

    record Wrapped(String name, PoolTerms terms, String request, String head, String tail, String keys) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String GCM = "800c0020" + KEYS.substring(0, 64);
    private static final String PLACE = "80060006" + ascii("a.test") + "80070002" + "0463";

    static final List<Wrapped> WRAPPED = List.of(
            new Wrapped("a pool's keys", IANA, TOKEN + FIXED + ONE + STAY, ONE + PLACE, STAY, KEYS),
            new Wrapped("in another order", IANA, STAY + ONE + TOKEN + FIXED, ONE + PLACE, STAY, KEYS),
            new Wrapped("no room to stay", IANA.full(), TOKEN + FIXED + ONE + STAY, ONE + PLACE, "", KEYS),
            new Wrapped("on a kept connection", IANA.kept(), TOKEN + FIXED + ONE, ONE + PLACE, "", KEYS),
            new Wrapped(
                    "old numbers",
                    BOTH,
                    OLD_TOKEN + "c002" + FIXED.substring(4) + ONE + "40000000",
                    ONE + PLACE,
                    "40000000",
                    KEYS),
            new Wrapped(
                    "AEAD 30, of whose export nobody spoke",
                    IANA,
                    TOKEN + GCM + "80010002000080040002001e",
                    "80010002000080040002001e" + PLACE,
                    "",
                    KEYS.substring(0, 64)),
            new Wrapped(
                    "AEAD 30 by the book",
                    IANA,
                    TOKEN + GCM + "80010002000080040002001e" + "04000000",
                    "80010002000080040002001e" + "04000000" + PLACE,
                    "",
                    KEYS.substring(0, 64)));

    @ParameterizedTest
    @FieldSource("WRAPPED")
    void wrapsTheKeysThatCame(Wrapped row) {
        var reply = reply(row.terms, row.request + END, 4_096);

        String response = HEX.formatHex(reply.response());
        assertTrue(response.startsWith(row.head + "0005"), response);
        assertTrue(response.endsWith(row.tail + END), response);
        var cookies = cookies(reply.response());
        assertEquals(KeyExchangeSession.COOKIES, cookies.stream().distinct().count());
        for (var cookie : cookies) {
            var keys = jar.open(cookie.octets()).orElseThrow();
            assertEquals(row.keys, HEX.formatHex(keys.clientToServer()) + HEX.formatHex(keys.serverToClient()));
        }
        assertEquals(
                row.head.length() / 2 + 8 * (4 + cookies.getFirst().length()) + row.tail.length() / 2 + 4,
                reply.response().length);
        assertEquals(!row.tail.isEmpty(), reply.isKept());
        assertEquals(KeyExchangeOutcome.COMPLETED, reply.outcome());
    }

    /** Cookies of a connection that stands for hours must be sealed as those of new ones are. */
    @Test
    void sealsWithTheKeyOfTheMoment() {
        var before = cookies(
                        reply(IANA, TOKEN + FIXED + ONE + STAY + END, 4_096).response())
                .getFirst();
        var fresh = CookieKeyRing.create(new SecureRandom(), 1);
        jar.replaceRing(fresh);
        var after = cookies(reply(IANA.kept(), TOKEN + FIXED + ONE + STAY + END, 4_096)
                        .response())
                .getFirst();

        assertTrue(jar.open(before.octets()).isEmpty());
        assertTrue(jar.open(after.octets()).isPresent());
        assertNotEquals(before, after);
    }

    record Seen(String name, String request, Optional<PoolVisit.Wish> wish, boolean isAdmitted) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Seen> SEEN = List.of(
            new Seen("lists", TOKEN + "80090000", Optional.of(PoolVisit.Wish.LISTS), true),
            new Seen("keys", TOKEN + FIXED + ONE, Optional.of(PoolVisit.Wish.COOKIES), true),
            new Seen("keys that do not fit", TOKEN + "800c0000" + ONE, Optional.of(PoolVisit.Wish.COOKIES), true),
            new Seen("a wrong token", WRONG_TOKEN + "80090000", Optional.of(PoolVisit.Wish.LISTS), false),
            new Seen(
                    "a wrong token before keys", WRONG_TOKEN + FIXED + ONE, Optional.of(PoolVisit.Wish.COOKIES), false),
            new Seen("a token and nothing else", TOKEN + ONE, Optional.of(PoolVisit.Wish.NOTHING), true),
            new Seen("no token", "80090000", Optional.of(PoolVisit.Wish.LISTS), false),
            new Seen("a client that denies a server", "000d0006" + ascii("b.test") + ONE, Optional.empty(), false),
            new Seen("a client", ONE, Optional.empty(), false));

    @ParameterizedTest
    @FieldSource("SEEN")
    void tellsWhoWasHere(Seen row) {
        var visit = reply(IANA, row.request + END, 4_096).visit();

        assertEquals(row.wish, visit.map(PoolVisit::wish));
        assertEquals(
                row.isAdmitted ? Optional.of("demo") : Optional.empty(),
                visit.flatMap(PoolVisit::admission).map(PoolAdmission::pool));
        visit.ifPresent(here -> assertEquals(PoolNumbers.IANA, here.numbers()));
    }

    /** A token in an ordinary request changes nothing about it, for the server may be in no pool. */
    @Test
    void givesAClientItsOwnKeysWhateverTokenItShows() {
        for (String token : List.of("", TOKEN, WRONG_TOKEN)) {
            var cookie =
                    cookies(reply(IANA, token + ONE + END, 4_096).response()).getFirst();
            assertArrayEquals(
                    exported("", new byte[5], 32),
                    jar.open(cookie.octets()).orElseThrow().clientToServer());
        }
    }

    private Reply reply(PoolTerms terms, String request, int piece) {
        var session = new KeyExchangeSession(NAMED, jar, PoolRequestTest::exported, terms);
        byte[] octets = HEX.parseHex(request);
        Progress progress = new NeedMore();
        for (int at = 0; at < octets.length; at += piece) {
            progress = session.receive(ByteBuffer.wrap(octets, at, Math.min(piece, octets.length - at)));
        }
        return assertInstanceOf(Reply.class, progress);
    }

    private static byte[] exported(String label, byte[] context, int octets) {
        return new byte[octets];
    }

    private static List<Opaque> cookies(byte[] message) {
        var in = ByteBuffer.wrap(message);
        var cookies = new ArrayList<Opaque>();
        while (in.hasRemaining() && NtsRecord.decode(in) instanceof Decoded.Ok<NtsRecord>(var record)) {
            if (record instanceof NtsRecord.NewCookie(var cookie)) {
                cookies.add(cookie);
            }
        }
        return cookies;
    }

    private static String ascii(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
