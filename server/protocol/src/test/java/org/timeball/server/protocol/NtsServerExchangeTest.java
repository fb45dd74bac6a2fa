package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.timeball.server.protocol.NtsTestClient.counting;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.server.protocol.NtsServerExchange.Verdict;
import org.timeball.server.protocol.RequestFields.Shape;

class NtsServerExchangeTest {

    /** Fact sheet, section 9: AEAD 15, C2S 00 to 1f, S2C 20 to 3f, one placeholder. */
    private static final String VECTOR_REQUEST =
            "230000000000000000000000000000000000000000000000000000000000000000000000000000008081828384858687"
                    + "01040024404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f02040044a0a1a2a3a4a5a6a7"
                    + "a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7"
                    + "d8d9dadbdcdddedf03040044000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "000000000000000000000000000000000000000000000000000000000404002800100010606162636465666768696a6b"
                    + "6c6d6e6f40ed8ba49e2b8d4f21ad5c7e0cdfdb61";

    private static final String VECTOR_REPLY =
            "240106ec000000000000001050505300c0c1c2c3c4c5c6c78081828384858687d0d1d2d3d4d5d6d7e0e1e2e3e4e5e6e7"
                    + "01040024404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f040400b00010009870717273"
                    + "7475767778797a7b7c7d7e7fde0ed178b5026a0e9aaa77e2bbd0ed76c8feed55b7cc6a6c036591b1ad49501b3fcac571"
                    + "1b2346eb99d05993d685420ef5988b6416b5d2ac5e7d727058eede689f0dd3e589381c11dcf2ee610e60a2eabf09aa54"
                    + "1edf181c2369ca37c30e3dfeddf8e564fb34c7d1ac617d8aad09bc5062190f13c625efbef9137c97bb21b4845c9dca83"
                    + "39704d51adb1d7b3010d6ed75b7675e9a70b414b";

    /** Fact sheet, section 9: AEAD 30, C2S 00 to 0f, a cookie of 64 octets, 188 octets in all. */
    private static final String VECTOR_REQUEST_30 =
            "230000000000000000000000000000000000000000000000000000000000000000000000000000008081828384858687"
                    + "01040024404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f02040044a0a1a2a3a4a5a6a7"
                    + "a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7"
                    + "d8d9dadbdcdddedf04040024000c0010606162636465666768696a6b222259b8c59d166edfbc6b039fa4e9b3";

    private static final int PACKET_AT = 7;

    private final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
    private final SessionKeys keys = keys(AeadAlgorithm.AES_SIV_CMAC_256);
    private final NtsTestClient client = new NtsTestClient(keys);
    private final byte[] cookie = jar.seal(keys, 1).getFirst();
    private final NtsServerExchange exchange = new NtsServerExchange(jar, new SecureRandom());
    private final RequestFields fields = new RequestFields();

    /** Cookies as the vectors have them, which no key sealed: a0 to df came in, 10 to 4f and 50 to 8f go out. */
    private static final class VectorCookies implements Cookies {
        private final AeadAlgorithm algorithm;
        private int next = 0x10;

        VectorCookies(AeadAlgorithm algorithm) {
            this.algorithm = algorithm;
        }

        @Override
        public int open(byte[] in, int offset, int octets, byte[] plaintext) {
            assertArrayEquals(counting(0xa0, 64), Arrays.copyOfRange(in, offset, offset + octets));
            plaintext[0] = 0;
            plaintext[1] = (byte) algorithm.id();
            int keyOctets = algorithm.keyOctets();
            System.arraycopy(counting(0x20, keyOctets), 0, plaintext, 2, keyOctets);
            System.arraycopy(counting(0x00, keyOctets), 0, plaintext, 2 + keyOctets, keyOctets);
            return 2 + 2 * keyOctets;
        }

        @Override
        public int seal(byte[] plaintext, int octets, byte[] out, int offset) {
            System.arraycopy(counting(next, 64), 0, out, offset, 64);
            next += 64;
            return 64;
        }

        @Override
        public int cookieOctets(int plaintextOctets) {
            return 64;
        }
    }

    @Test
    void answersTheFactSheetsRequestOctetByOctet() {
        var scripted = new NtsServerExchange(
                new VectorCookies(AeadAlgorithm.AES_SIV_CMAC_256),
                new ScriptedRandom("707172737475767778797a7b7c7d7e7f")::nextBytes);
        byte[] reply = HexFormat.of().parseHex(VECTOR_REPLY);
        byte[] packet = HexFormat.of().parseHex(VECTOR_REQUEST);
        var segment = MemorySegment.ofArray(packet);

        assertEquals(Shape.PROTECTED, fields.read(segment, 0, packet.length));
        assertEquals(Verdict.AUTHENTIC, scripted.open(segment, 0, fields));
        System.arraycopy(reply, 0, packet, 0, NtpHeader.OCTETS);

        assertEquals(reply.length, scripted.seal(segment, 0));
        assertArrayEquals(reply, packet);
    }

    @Test
    void opensTheFactSheetsRequestUnderAesGcmSiv() {
        var vectors = new NtsServerExchange(
                new VectorCookies(AeadAlgorithm.AES_128_GCM_SIV),
                new ScriptedRandom("707172737475767778797a7b7c7d7e7f")::nextBytes);
        byte[] packet = HexFormat.of().parseHex(VECTOR_REQUEST_30);
        var segment = MemorySegment.ofArray(packet);
        var other = new NtsTestClient(keys(AeadAlgorithm.AES_128_GCM_SIV));

        assertEquals(VECTOR_REQUEST_30, HexFormat.of().formatHex(other.request(counting(0xa0, 64), 0)));
        assertEquals(Shape.PROTECTED, fields.read(segment, 0, packet.length));
        assertEquals(Verdict.AUTHENTIC, vectors.open(segment, 0, fields));
        assertEquals(188, vectors.seal(segment, 0));
        assertEquals("000c0054" + "707172737475767778797a7b", HexFormat.of().formatHex(packet, 88, 104));
        assertArrayEquals(
                counting(0x10, 64), other.openReply(packet).orElseThrow().getFirst());
    }

    @Test
    void ourTestClientMakesTheFactSheetsRequest() {
        assertEquals(VECTOR_REQUEST, HexFormat.of().formatHex(client.request(counting(0xa0, 64), 1)));
    }

    /** E1, E9: 16 placeholders are more than anybody needs, and all that a packet has room for. */
    @Test
    void givesACookieForTheOneSpentAndOneForEachPlaceholderUpToEight() {
        for (int placeholders = 0; placeholders <= 16; placeholders++) {
            byte[] request = client.request(cookie, placeholders);

            byte[] reply = answer(request);

            assertTrue(reply.length <= request.length);
            List<byte[]> cookies = client.openReply(reply).orElseThrow();
            assertEquals(Math.min(8, 1 + placeholders), cookies.size());
            for (byte[] fresh : cookies) {
                assertEquals(cookie.length, fresh.length);
                assertArrayEquals(
                        keys.clientToServer(), jar.open(fresh).orElseThrow().clientToServer());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersUnderEveryAlgorithmACookieCanName(AeadAlgorithm algorithm) {
        SessionKeys others = keys(algorithm);
        var other = new NtsTestClient(others);
        byte[] request = other.request(jar.seal(others, 1).getFirst(), 7);

        byte[] reply = answer(request);

        assertEquals(request.length, reply.length);
        assertEquals(8, other.openReply(reply).orElseThrow().size());
    }

    /** E2. */
    @ParameterizedTest
    @EnumSource
    void neverAuthenticatesARequestOfWhichAnOctetChanged(AeadAlgorithm algorithm) {
        SessionKeys others = keys(algorithm);
        byte[] good = new NtsTestClient(others).request(jar.seal(others, 1).getFirst(), 1);
        var random = new Random(2);
        for (int at = 0; at < good.length; at++) {
            for (int change : new int[] {1, 0x80, 1 + random.nextInt(255)}) {
                byte[] request = good.clone();
                request[at] ^= (byte) change;
                if (read(request) == Shape.PROTECTED) {
                    assertNotEquals(Verdict.AUTHENTIC, open(request), "octet " + at);
                }
            }
        }
        assertEquals(Verdict.AUTHENTIC, open(good));
    }

    /** E10: who leaves less room than a cookie takes, or more, has not asked for one. */
    @Test
    void givesNoCookieForAPlaceholderOfAnotherLength() {
        for (int octets = 16; octets <= 160; octets += 4) {
            byte[] other = NtsTestClient.field(ExtensionField.NTS_COOKIE_PLACEHOLDER, octets);
            byte[] request = client.request(cookie, 1, other, counting(0x60, 16), 0);
            boolean isAsLong = octets == ExtensionField.HEADER_OCTETS + cookie.length;
            assertEquals(
                    isAsLong ? 3 : 2,
                    client.openReply(answer(request)).orElseThrow().size(),
                    octets + " octets");
        }
    }

    /** E9: fields that ask for more than a packet of ours can hold are not counted, they are not read. */
    @Test
    void readsNoPacketThatIsLongerThanAnyRequest() {
        assertEquals(Shape.MALFORMED, read(client.request(cookie, 60)));
    }

    /** E5. */
    @Test
    void believesNoLengthInsideTheAuthenticator() {
        byte[] good = client.request(cookie, 0);
        int at = good.length - 36;
        int[] lies = {0, 1, 12, 15, 16, 17, 20, 32, 0x7fff, 0x8000, 0xfffd, 0xffff};
        for (int nonceOctets : lies) {
            for (int sealedOctets : lies) {
                if (nonceOctets != 16 || sealedOctets != 16) {
                    byte[] request = good.clone();
                    var segment = MemorySegment.ofArray(request);
                    ExtensionField.putInt16(segment, at, nonceOctets);
                    ExtensionField.putInt16(segment, at + 2, sealedOctets);
                    assertNotEquals(Verdict.AUTHENTIC, open(request), nonceOctets + ", " + sealedOctets);
                }
            }
        }
    }

    /** E6; of no length at all there is no field, for one has 16 octets at least. */
    @ParameterizedTest
    @EnumSource
    void refusesCookiesOfEveryOtherLengthWithANak(AeadAlgorithm algorithm) {
        SessionKeys others = keys(algorithm);
        byte[] good = jar.seal(others, 1).getFirst();
        for (int octets = 12; octets <= 512; octets++) {
            if (ExtensionField.padded(octets) != good.length) {
                byte[] request = new NtsTestClient(others).request(Arrays.copyOf(good, octets), 0);
                assertEquals(Verdict.NAK, open(request), octets + " octets");
            }
        }
    }

    @Test
    void refusesACookieWhoseKeyIsGoneWithANak() {
        byte[] request = client.request(cookie, 0);
        assertEquals(Verdict.AUTHENTIC, open(request));

        jar.replaceRing(jar.ring().at(8 * KeyRotation.DEFAULT.intervalSeconds(), KeyRotation.DEFAULT));

        assertEquals(Verdict.NAK, open(request));
    }

    /** E17. */
    @Test
    void refusesKeysThatAreSwappedWithANak() {
        var swapped = new SessionKeys(keys.algorithm(), keys.serverToClient(), keys.clientToServer());

        assertEquals(Verdict.NAK, open(new NtsTestClient(swapped).request(cookie, 0)));
        assertEquals(Verdict.NAK, open(client.request(jar.seal(swapped, 1).getFirst(), 0)));
    }

    @Test
    void wantsPaddingForAShortNonce() {
        for (int nonceOctets = 1; nonceOctets <= 40; nonceOctets++) {
            byte[] nonce = counting(1, nonceOctets);
            int missing = Math.max(0, 16 - ExtensionField.padded(nonceOctets));

            assertEquals(Verdict.AUTHENTIC, open(client.request(cookie, 0, new byte[0], nonce, missing)));
            assertEquals(Verdict.AUTHENTIC, open(client.request(cookie, 0, new byte[0], nonce, missing + 8)));
            if (missing > 0) {
                assertEquals(Verdict.MALFORMED, open(client.request(cookie, 0, new byte[0], nonce, missing - 4)));
            }
        }
    }

    /** GCM-SIV has nonces of one length; with any other it is not even tried. */
    @Test
    void takesNoNonceOfAnotherLengthUnderAesGcmSiv() {
        SessionKeys others = keys(AeadAlgorithm.AES_128_GCM_SIV);
        byte[] good = new NtsTestClient(others).request(jar.seal(others, 1).getFirst(), 0);
        assertEquals(Verdict.AUTHENTIC, open(good));
        for (int nonceOctets = 0; nonceOctets <= 40; nonceOctets++) {
            byte[] request = Arrays.copyOf(good, good.length + 40);
            var segment = MemorySegment.ofArray(request);
            ExtensionField.putInt16(segment, good.length - 34, 36 + 40);
            ExtensionField.putInt16(segment, good.length - 32, nonceOctets);
            if (nonceOctets != 12) {
                assertEquals(Verdict.MALFORMED, open(request), nonceOctets + " octets");
            }
        }
    }

    /** E13. */
    @Test
    void countsEncryptedPlaceholdersAndPassesOverOtherEncryptedFields() {
        byte[] placeholder = NtsTestClient.field(ExtensionField.NTS_COOKIE_PLACEHOLDER, cookie.length + 4);
        byte[] shorter = NtsTestClient.field(ExtensionField.NTS_COOKIE_PLACEHOLDER, 8);
        byte[] foreign = NtsTestClient.field(0xf323, 4);
        byte[] both = Arrays.copyOf(placeholder, placeholder.length + foreign.length + shorter.length);
        System.arraycopy(foreign, 0, both, placeholder.length, foreign.length);
        System.arraycopy(shorter, 0, both, placeholder.length + foreign.length, shorter.length);
        byte[] request = client.request(cookie, 1, both, counting(0x60, 16), 0);

        byte[] reply = answer(request);

        assertEquals(3, client.openReply(reply).orElseThrow().size());
        assertTrue(reply.length <= request.length);
    }

    /** E13. */
    @Test
    void doesNotAnswerEncryptedFieldsWhoseLengthsAreNotTrue() {
        for (String lie :
                List.of("f3230000", "f3230003", "f3230008", "f323ffff", "f3230004f323", "f3", "f32300050000")) {
            byte[] request = client.request(cookie, 0, HexFormat.of().parseHex(lie), counting(0x60, 16), 0);
            assertEquals(Verdict.MALFORMED, open(request), lie);
        }
    }

    /** E15. */
    @Test
    void answersAReplayWithOtherNoncesAndOtherCookies() {
        byte[] request = client.request(cookie, 7);
        var seen = new HashSet<String>();
        for (int i = 0; i < 500; i++) {
            byte[] reply = answer(request);
            assertTrue(seen.add(HexFormat.of().formatHex(reply, 92, 108)), "nonce");
            for (byte[] fresh : client.openReply(reply).orElseThrow()) {
                assertTrue(seen.add(HexFormat.of().formatHex(fresh)), "cookie");
            }
        }
    }

    /** N1: encrypted placeholders that are each a lie about the request's length would be the way to a longer reply. */
    @ParameterizedTest
    @EnumSource
    void neverAnswersWithMoreThanItGot(AeadAlgorithm algorithm) {
        SessionKeys others = keys(algorithm);
        var other = new NtsTestClient(others);
        byte[] ours = jar.seal(others, 1).getFirst();
        var random = new Random(8_915);
        int answered = 0;
        for (int i = 0; i < 3_000; i++) {
            boolean isFree = algorithm != AeadAlgorithm.AES_128_GCM_SIV;
            byte[] nonce = counting(i, isFree ? 1 + random.nextInt(40) : algorithm.nonceOctets());
            byte[] plaintext = new byte[0];
            for (int k = random.nextInt(4); k > 0; k--) {
                byte[] more = NtsTestClient.field(
                        ExtensionField.NTS_COOKIE_PLACEHOLDER,
                        random.nextBoolean() ? ours.length + 4 : 4 + 4 * random.nextInt(30));
                plaintext = Arrays.copyOf(plaintext, plaintext.length + more.length);
                System.arraycopy(more, 0, plaintext, plaintext.length - more.length, more.length);
            }
            byte[] request = other.request(ours, random.nextInt(7), plaintext, nonce, 4 * random.nextInt(5));
            if (open(request) == Verdict.AUTHENTIC) {
                assertTrue(answer(request).length <= request.length);
                answered++;
            }
        }
        assertTrue(answered > 1_000, "too few were answered: " + answered);
    }

    private Shape read(byte[] request) {
        return fields.read(MemorySegment.ofArray(request), 0, request.length);
    }

    private Verdict open(byte[] request) {
        var segment = MemorySegment.ofArray(request);
        assertEquals(Shape.PROTECTED, fields.read(segment, 0, request.length));
        return exchange.open(segment, 0, fields);
    }

    /** The reply, made in a packet that does not begin where its segment does. */
    private byte[] answer(byte[] request) {
        var segment = MemorySegment.ofArray(new byte[PACKET_AT + request.length]);
        segment.asSlice(PACKET_AT).copyFrom(MemorySegment.ofArray(request));
        assertEquals(Shape.PROTECTED, fields.read(segment, PACKET_AT, request.length));
        assertEquals(Verdict.AUTHENTIC, exchange.open(segment, PACKET_AT, fields));
        HeaderFields.putLeapVersionMode(segment, PACKET_AT, 0, 4, NtpHeader.MODE_SERVER);
        int octets = exchange.seal(segment, PACKET_AT);
        return segment.asSlice(PACKET_AT, octets).toArray(ValueLayout.JAVA_BYTE);
    }

    private static SessionKeys keys(AeadAlgorithm algorithm) {
        return new SessionKeys(algorithm, counting(0, algorithm.keyOctets()), counting(0x20, algorithm.keyOctets()));
    }
}
