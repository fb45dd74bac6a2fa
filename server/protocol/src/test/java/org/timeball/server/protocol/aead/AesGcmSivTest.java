package org.timeball.server.protocol.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AesGcmSivTest {

    /** RFC 8452 C.1: key 01 00…, nonce 03 00…, plaintext 01 00…, no associated data. */
    @Test
    void sealsTheRfcsExample() {
        assertEquals(
                "b5d839330ac7b786578782fff6013b815b287c22493a364c",
                HexFormat.of()
                        .formatHex(seal(
                                hex("01000000000000000000000000000000"),
                                new byte[0],
                                hex("030000000000000000000000"),
                                hex("0100000000000000"))));
    }

    /** RFC 8452 C.3: the count of blocks goes past 2³². */
    @Test
    void sealsTheRfcsExampleWhoseCounterWrapsAround() {
        byte[] key = new byte[32];
        byte[] nonce = new byte[12];
        assertEquals(
                "f3f80f2cf0cb2dd9c5984fcda908456cc537703b5ba70324a6793a7bf218d3eaffffffff000000000000000000000000",
                HexFormat.of()
                        .formatHex(seal(
                                key,
                                new byte[0],
                                nonce,
                                hex("000000000000000000000000000000004db923dc793ee6497c76dcc03a98e108"))));
    }

    @Test
    void opensNothingThatWasChanged() {
        var random = new Random(8_452);
        for (int i = 0; i < 2_000; i++) {
            byte[] key = bytes(random, random.nextBoolean() ? 16 : 32);
            byte[] plaintext = bytes(random, random.nextInt(80));
            byte[] associated = bytes(random, random.nextInt(80));
            byte[] nonce = bytes(random, 12);
            byte[] sealed = seal(key, associated, nonce, plaintext);

            assertTrue(opens(key, associated, nonce, sealed, plaintext));
            assertFalse(opens(changed(key, random), associated, nonce, sealed, plaintext));
            assertFalse(opens(key, associated, changed(nonce, random), sealed, plaintext));
            assertFalse(opens(key, associated, nonce, changed(sealed, random), plaintext));
            assertFalse(opens(key, Arrays.copyOf(associated, associated.length + 1), nonce, sealed, plaintext));
            assertFalse(opens(key, associated, nonce, Arrays.copyOf(sealed, sealed.length - 1), plaintext));
            assertFalse(opens(key, associated, nonce, new byte[15], plaintext));
        }
    }

    @Test
    void leavesNothingOfAPlaintextThatDidNotOpen() {
        byte[] sealed = seal(new byte[16], new byte[0], new byte[12], new byte[100]);
        sealed[3] ^= 1;
        byte[] out = new byte[100];
        Arrays.fill(out, (byte) 0x55);

        assertFalse(new AesGcmSiv(new byte[16]).nonce(new byte[12], 0, 12).open(sealed, 0, sealed.length, out, 0));

        assertArrayEquals(new byte[100], out);
    }

    @Test
    void sealsInPlaceAndWithAnyKeyLikeANewInstance() {
        var random = new Random(30);
        var reused = new AesGcmSiv(new byte[16]);
        for (int i = 0; i < 500; i++) {
            byte[] key = bytes(random, random.nextBoolean() ? 16 : 32);
            byte[] plaintext = bytes(random, random.nextInt(1_500));
            byte[] nonce = bytes(random, 12);
            byte[] expected = seal(key, nonce, nonce, plaintext);

            byte[] buffer = Arrays.copyOf(plaintext, plaintext.length + 16);
            reused.rekey(key, 0, key.length);
            reused.associate(nonce, 0, 12).nonce(nonce, 0, 12).seal(buffer, 0, plaintext.length, buffer, 0);

            assertArrayEquals(expected, buffer);
            assertTrue(reused.associate(nonce, 0, 12).nonce(nonce, 0, 12).open(buffer, 0, buffer.length, buffer, 0));
            assertArrayEquals(plaintext, Arrays.copyOf(buffer, plaintext.length));
        }
    }

    @Test
    void refusesKeysAndNoncesOfAnotherLength() {
        for (int octets : new int[] {0, 15, 24, 64}) {
            assertThrows(IllegalArgumentException.class, () -> new AesGcmSiv(new byte[octets]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new AesGcmSiv(new byte[16]).nonce(new byte[octets], 0, octets));
        }
    }

    private static byte[] seal(byte[] key, byte[] associated, byte[] nonce, byte[] plaintext) {
        byte[] sealed = new byte[plaintext.length + Aead.TAG_OCTETS];
        new AesGcmSiv(key)
                .associate(associated, 0, associated.length)
                .nonce(nonce, 0, nonce.length)
                .seal(plaintext, 0, plaintext.length, sealed, 0);
        return sealed;
    }

    private static boolean opens(byte[] key, byte[] associated, byte[] nonce, byte[] sealed, byte[] plaintext) {
        byte[] out = new byte[Math.max(0, sealed.length - Aead.TAG_OCTETS)];
        boolean isAuthentic = new AesGcmSiv(key)
                .associate(associated, 0, associated.length)
                .nonce(nonce, 0, nonce.length)
                .open(sealed, 0, sealed.length, out, 0);
        return isAuthentic && Arrays.equals(plaintext, out);
    }

    private static byte[] changed(byte[] octets, Random random) {
        byte[] changed = octets.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
