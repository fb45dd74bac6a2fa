package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.ntp.FieldClient.Field;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.SessionKeys;

/**
 * RFC 8915 §5 from the server's side: real cookies, real requests through the real responder, octets out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.7">RFC 8915 §5.7</a>
 */
class ProtectedReplyTest {

    private static final long RAW_NANOS = 1_795_400_000_123_456_789L;

    private final Random random = new Random(5_7);
    private final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
    private final Responder responder = new Responder(
            new Clocks(() -> ClockSnapshot.starting(RAW_NANOS), () -> RAW_NANOS, () -> 0),
            Optional.of(new NtsServerExchange(jar, new SecureRandom())),
            NtpPolicy.OPEN,
            -25,
            new SplittableRandom(8_915)::nextLong);

    private SessionKeys keys(AeadAlgorithm algorithm) {
        return new SessionKeys(algorithm, octets(algorithm.keyOctets()), octets(algorithm.keyOctets()));
    }

    private byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    /** The reply's octets, or nothing and why. */
    private byte[] answer(byte[] request) {
        byte[] packet = request.clone();
        int octets = respond(packet);
        assertTrue(octets > 0, () -> DropReason.ofCode(octets).words());
        return Arrays.copyOf(packet, octets);
    }

    private int respond(byte[] packet) {
        var arrival = new Arrival().at(RAW_NANOS, 0).from(0, 0xffff_c000_0201L, false);
        return responder.respond(MemorySegment.ofArray(packet), 0, packet.length, packet.length, arrival);
    }

    private static List<Integer> types(List<Field> fields) {
        return fields.stream().map(Field::type).toList();
    }

    /** §5.3 to §5.7: one identifier in the clear, one authenticator, and in it cookies and nothing else. */
    @ParameterizedTest
    @EnumSource
    void holdsIdentifierAndAuthenticatorAndEncryptedCookiesAlone(AeadAlgorithm algorithm) {
        var keys = keys(algorithm);
        var client = new FieldClient(keys);
        byte[] cookie = jar.seal(keys, 1).getFirst();
        for (int placeholders = 0; placeholders < 8; placeholders++) {
            byte[] identifier = octets(32 + 4 * placeholders);
            byte[] request = client.request(identifier, cookie, placeholders);

            byte[] reply = answer(request);

            var opened = client.open(reply).orElseThrow();
            assertEquals(List.of(FieldClient.IDENTIFIER, FieldClient.AUTHENTICATOR), types(opened.clear()));
            assertArrayEquals(identifier, opened.clear().getFirst().body());
            assertEquals(1 + placeholders, opened.cookies().size());
            assertEquals(opened.encrypted().size(), opened.cookies().size(), "nothing but cookies is encrypted");
            assertEquals(4, reply[0] & 7, "mode");
            assertEquals(request.length, reply.length);
        }
    }

    /** §5.7: fresh cookies are good for the server that gave them, each once, and none comes twice. */
    @ParameterizedTest
    @EnumSource
    void itsCookiesOpenTheNextRequest(AeadAlgorithm algorithm) {
        var keys = keys(algorithm);
        var client = new FieldClient(keys);
        var seen = new HashSet<String>();
        var stock = new ArrayList<>(jar.seal(keys, 8));
        for (int round = 0; round < 100; round++) {
            byte[] spent = stock.removeFirst();
            assertTrue(seen.add(HexFormat.of().formatHex(spent)), "a cookie that was given before");
            int lost = round % 5 == 4 ? 2 : 0;
            stock.subList(0, lost).clear();

            byte[] reply = answer(client.request(octets(32), spent, lost));

            stock.addAll(client.open(reply).orElseThrow().cookies());
            assertEquals(8, stock.size(), "in stock");
        }
    }

    /** §5.5: of a placeholder its length counts and nothing else. */
    @ParameterizedTest
    @EnumSource
    void doesNotLookIntoPlaceholders(AeadAlgorithm algorithm) {
        var keys = keys(algorithm);
        var client = new FieldClient(keys);
        byte[] cookie = jar.seal(keys, 1).getFirst();
        var fields = List.of(
                new Field(FieldClient.IDENTIFIER, octets(32)),
                new Field(FieldClient.PLACEHOLDER, octets(cookie.length)),
                new Field(FieldClient.COOKIE, cookie),
                new Field(FieldClient.PLACEHOLDER, cookie),
                new Field(FieldClient.PLACEHOLDER, new byte[cookie.length]));

        byte[] reply = answer(client.request(fields, client.nonce(), 0, List.of()));

        assertEquals(4, client.open(reply).orElseThrow().cookies().size());
    }

    /** §5.7: what is not authenticated is as if it were not there. */
    @ParameterizedTest
    @EnumSource
    void whatStandsBehindTheAuthenticatorEarnsNothing(AeadAlgorithm algorithm) {
        var keys = keys(algorithm);
        var client = new FieldClient(keys);
        byte[] cookie = jar.seal(keys, 1).getFirst();
        byte[] identifier = octets(32);
        var protectedFields =
                List.of(new Field(FieldClient.IDENTIFIER, identifier), new Field(FieldClient.COOKIE, cookie));
        for (int type :
                new int[] {FieldClient.PLACEHOLDER, FieldClient.COOKIE, FieldClient.IDENTIFIER, 0xf323, 0x2005}) {
            var behind = List.of(new Field(type, octets(cookie.length)), new Field(type, octets(cookie.length)));

            byte[] reply = answer(client.request(protectedFields, client.nonce(), 0, behind));

            var opened = client.open(reply).orElseThrow();
            assertEquals(1, opened.cookies().size(), "type " + type);
            assertEquals(List.of(FieldClient.IDENTIFIER, FieldClient.AUTHENTICATOR), types(opened.clear()));
            assertArrayEquals(identifier, opened.clear().getFirst().body());
        }
    }

    /** §5.6: who saves on the nonce pads for ours, or is not heard at all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 12, 13, 15, 16, 20})
    void discardsAShortNonceWithoutItsPadding(int nonceOctets) {
        var keys = keys(AeadAlgorithm.AES_SIV_CMAC_256);
        var client = new FieldClient(keys);
        byte[] cookie = jar.seal(keys, 1).getFirst();
        var fields = List.of(new Field(FieldClient.IDENTIFIER, octets(32)), new Field(FieldClient.COOKIE, cookie));
        int missing = Math.max(0, 16 - (nonceOctets + 3 & ~3));
        for (int padding = 0; padding <= 20; padding += 4) {
            byte[] packet = client.request(fields, octets(nonceOctets), padding, List.of());
            byte[] request = packet.clone();

            int octets = respond(packet);

            if (padding < missing) {
                assertEquals(DropReason.MALFORMED_NTS.code(), octets, padding + " octets of padding");
                assertArrayEquals(request, packet);
            } else {
                assertTrue(octets > 0 && octets <= request.length);
                byte[] reply = Arrays.copyOf(packet, octets);
                assertTrue(client.open(reply).isPresent());
            }
        }
    }

    /** §5.6: header and identifier are associated data, and the key is S2C alone. */
    @ParameterizedTest
    @EnumSource
    void isAuthenticFromTheFirstOctetToTheLast(AeadAlgorithm algorithm) {
        var keys = keys(algorithm);
        var client = new FieldClient(keys);
        byte[] reply = answer(client.request(octets(32), jar.seal(keys, 1).getFirst(), 1));
        var swapped = new FieldClient(new SessionKeys(algorithm, keys.serverToClient(), keys.clientToServer()));

        assertTrue(client.open(reply).isPresent());
        assertFalse(swapped.open(reply).isPresent(), "under C2S");
        for (int at = 0; at < 48 + 36; at++) {
            if (at < 50 || at >= 52) { // the identifier's length, without which it cannot be taken apart
                byte[] changed = reply.clone();
                changed[at] ^= 4;
                assertFalse(client.open(changed).isPresent(), "octet " + at);
            }
        }
    }

    /** §5.7: a cookie of a key that is gone, of another server, or a wrong tag: the identifier comes back, and no more. */
    @ParameterizedTest
    @EnumSource
    void aNakHoldsTheIdentifierAlone(AeadAlgorithm algorithm) {
        var keys = keys(algorithm);
        byte[] cookie = jar.seal(keys, 1).getFirst();
        var elsewhere = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
        byte[] identifier = octets(48);
        var requests = List.of(
                new FieldClient(keys).request(identifier, octets(cookie.length), 7),
                new FieldClient(keys)
                        .request(identifier, elsewhere.seal(keys, 1).getFirst(), 3),
                new FieldClient(keys(algorithm)).request(identifier, cookie, 0));
        for (byte[] request : requests) {
            byte[] reply = answer(request);

            var fields = FieldClient.fields(reply, 48);
            assertEquals(List.of(FieldClient.IDENTIFIER), types(fields));
            assertArrayEquals(identifier, fields.getFirst().body());
            assertEquals("4e54534e", HexFormat.of().formatHex(reply, 12, 16));
            assertEquals(0, reply[1], "stratum 0, so that it is a kiss");
            assertArrayEquals(Arrays.copyOfRange(request, 40, 48), Arrays.copyOfRange(reply, 24, 32), "origin");
        }
        assertEquals(3, responder.counters().statistics().naks());
    }

    /** §5.3: whatever is answered to a packet with an identifier, it is there, and as it was. */
    @Test
    void echoesTheIdentifierInWhateverItAnswers() {
        var keys = keys(AeadAlgorithm.AES_SIV_CMAC_256);
        var client = new FieldClient(keys);
        byte[] cookie = jar.seal(keys, 1).getFirst();
        int answered = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] identifier = octets(4 * (8 + random.nextInt(20)));
            byte[] packet = requestWith(client, identifier, cookie);
            byte[] request = packet.clone();
            int octets = respond(packet);
            if (octets > 0) {
                var fields = FieldClient.fields(Arrays.copyOf(packet, octets), 48);
                assertEquals(
                        FieldClient.IDENTIFIER,
                        fields.getFirst().type(),
                        HexFormat.of().formatHex(request));
                assertArrayEquals(identifier, fields.getFirst().body());
                assertEquals(
                        1,
                        fields.stream()
                                .filter(field -> field.type() == FieldClient.IDENTIFIER)
                                .count());
                answered++;
            }
        }
        assertTrue(answered > 4_000, "too few were answered: " + answered);
    }

    /** Plain, protected, with a bad cookie or a bad tag; the identifier not always first. */
    private byte[] requestWith(FieldClient client, byte[] identifier, byte[] cookie) {
        var fields = new ArrayList<Field>();
        if (random.nextBoolean()) {
            fields.add(Field.of(0xf323, 16 + 4 * random.nextInt(5)));
        }
        fields.add(new Field(FieldClient.IDENTIFIER, identifier));
        boolean isPlain = random.nextInt(3) == 0;
        if (!isPlain) {
            fields.add(new Field(FieldClient.COOKIE, random.nextInt(3) == 0 ? octets(cookie.length) : cookie));
            fields.add(Field.of(FieldClient.PLACEHOLDER, cookie.length));
        }
        byte[] request = client.request(fields, client.nonce(), 0, List.of());
        if (isPlain) {
            return Arrays.copyOf(request, request.length - 40); // without the authenticator
        }
        if (random.nextInt(3) == 0) {
            request[request.length - 1] ^= 1;
        }
        return request;
    }
}
