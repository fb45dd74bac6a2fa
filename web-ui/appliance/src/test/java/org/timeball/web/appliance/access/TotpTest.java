package org.timeball.web.appliance.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Codes by the RFC's own vectors, and which of them are taken. */
class TotpTest {

    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final String SECRET = Base32.encode(SEED);
    private static final long NOW = 1_795_000_000L;
    private static final long STEP = NOW / Totp.STEP_SECONDS;

    record Vector(long utcSeconds, String code) {}

    /** RFC 6238, appendix B, SHA-1. */
    static final List<Vector> VECTORS = List.of(
            new Vector(59, "94287082"),
            new Vector(1_111_111_109L, "07081804"),
            new Vector(1_111_111_111L, "14050471"),
            new Vector(1_234_567_890L, "89005924"),
            new Vector(2_000_000_000L, "69279037"),
            new Vector(20_000_000_000L, "65353130"));

    @ParameterizedTest
    @FieldSource("VECTORS")
    void isTheCodeOfTheRfc(Vector row) {
        assertEquals(row.code, Totp.code(SEED, row.utcSeconds / Totp.STEP_SECONDS, 8));
    }

    @Test
    void takesTheCodeOfNowAndOfAStepBesideOnce() {
        for (long step = STEP - 1; step <= STEP + 1; step++) {
            assertEquals(OptionalLong.of(step), Totp.accepted(SECRET, Totp.code(SEED, step, 6), NOW, 0));
            assertTrue(
                    Totp.accepted(SECRET, Totp.code(SEED, step, 6), NOW, step).isEmpty(), "used once");
        }
        assertTrue(Totp.accepted(SECRET, Totp.code(SEED, STEP - 2, 6), NOW, 0).isEmpty());
        assertTrue(Totp.accepted(SECRET, Totp.code(SEED, STEP + 2, 6), NOW, 0).isEmpty());
    }

    @Test
    void takesNothingThatIsNoCode() {
        for (String typed : List.of("", "00000", "0000000", "abcdef", "١٢٣٤٥٦")) {
            assertTrue(Totp.accepted(SECRET, typed, NOW, 0).isEmpty(), typed);
        }
        assertTrue(Totp.accepted("", "000000", NOW, 0).isEmpty());
        assertTrue(Totp.accepted("not base 32!", "000000", NOW, 0).isEmpty());
    }

    @Test
    void aLinkSaysNoMoreThanItShould() {
        assertEquals(
                "otpauth://totp/the%20attic:anna?secret=ABCDEFGH&issuer=the%20attic",
                Totp.link("the attic", "anna", "ABCDEFGH"));
        assertFalse(Totp.link("a&secret=B", "anna", "C").contains("&secret=B"));
    }

    /** RFC 4648, section 10, without its padding. */
    @Test
    void base32IsThatOfTheRfc() {
        var texts = List.of("", "f", "fo", "foo", "foob", "fooba", "foobar");
        var encoded = List.of("", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI");
        for (int i = 0; i < texts.size(); i++) {
            byte[] octets = texts.get(i).getBytes(StandardCharsets.US_ASCII);
            assertEquals(encoded.get(i), Base32.encode(octets));
            assertArrayEquals(octets, Base32.decode(encoded.get(i)).orElseThrow());
        }
    }

    @Test
    void whatIsEncodedIsDecoded() {
        var random = new Random(20_261);
        for (int i = 0; i < 10_000; i++) {
            byte[] octets = new byte[random.nextInt(40)];
            random.nextBytes(octets);
            assertArrayEquals(octets, Base32.decode(Base32.encode(octets)).orElseThrow());
        }
    }
}
