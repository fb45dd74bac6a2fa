package org.timeball.server.protocol.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AesSivCmacTest {

    @Test
    void sealsTheRfcsDeterministicExample() {
        var siv = new AesSivCmac(hex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"));

        byte[] sealed =
                siv.seal(hex("112233445566778899aabbccddee"), hex("101112131415161718191a1b1c1d1e1f2021222324252627"));

        assertArrayEquals(hex("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c"), sealed);
    }

    @Test
    void sealsTheRfcsExampleWithANonce() {
        var siv = new AesSivCmac(hex("7f7e7d7c7b7a79787776757473727170404142434445464748494a4b4c4d4e4f"));

        byte[] sealed = siv.seal(
                hex("7468697320697320736f6d6520706c61696e7465787420746f20656e6372797074207573696e67205349562d414553"),
                hex("00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100"),
                hex("102030405060708090a0"),
                hex("09f911029d74e35bd84156c5635688c0"));

        assertArrayEquals(
                hex("7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17"
                        + "dba77ceb094fa663b7a3f748ba8af829ea64ad544a272e9c485b62a3fd5c0d"),
                sealed);
    }

    @Test
    void opensNothingThatWasChanged() {
        var random = new Random(5_297);
        byte[] key = bytes(random, 32);
        var siv = new AesSivCmac(key);
        for (int i = 0; i < 2_000; i++) {
            byte[] plaintext = bytes(random, random.nextInt(80));
            byte[] associated = bytes(random, random.nextInt(80));
            byte[] nonce = bytes(random, 16);
            byte[] sealed = siv.seal(plaintext, associated, nonce);

            byte[] changed = sealed.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] otherNonce = nonce.clone();
            otherNonce[random.nextInt(nonce.length)] ^= (byte) (1 << random.nextInt(8));

            assertArrayEquals(plaintext, siv.open(sealed, associated, nonce).orElseThrow());
            assertEquals(Optional.empty(), siv.open(changed, associated, nonce));
            assertEquals(Optional.empty(), siv.open(sealed, associated, otherNonce));
            assertEquals(Optional.empty(), siv.open(sealed, nonce, associated));
            assertEquals(Optional.empty(), siv.open(Arrays.copyOf(sealed, sealed.length - 1), associated, nonce));
            assertEquals(Optional.empty(), siv.open(Arrays.copyOf(sealed, sealed.length + 1), associated, nonce));
        }
    }

    @Test
    void leavesNothingOfAPlaintextThatDidNotOpen() {
        var siv = new AesSivCmac(new byte[32]);
        byte[] sealed = siv.seal(new byte[100]);
        sealed[3] ^= 1;
        byte[] out = new byte[100];
        Arrays.fill(out, (byte) 0x55);

        assertFalse(siv.open(sealed, 0, sealed.length, out, 0));

        assertArrayEquals(new byte[100], out);
    }

    @Test
    void sealsInPlaceAndWithAnyKeyLikeANewInstance() {
        var random = new Random(7);
        var reused = new AesSivCmac(new byte[32]);
        for (int i = 0; i < 500; i++) {
            byte[] key = bytes(random, 32 + 16 * random.nextInt(3));
            byte[] plaintext = bytes(random, random.nextInt(1_500));
            byte[] nonce = bytes(random, 1 + random.nextInt(30));
            byte[] expected = new AesSivCmac(key).seal(plaintext, nonce);

            byte[] buffer = join(new byte[AesSivCmac.TAG_OCTETS], plaintext);
            reused.rekey(join(new byte[5], key), 5, key.length);
            reused.associate(nonce, 0, nonce.length).seal(buffer, AesSivCmac.TAG_OCTETS, plaintext.length, buffer, 0);

            assertArrayEquals(expected, buffer);
            assertTrue(reused.associate(nonce, 0, nonce.length)
                    .open(buffer, 0, buffer.length, buffer, AesSivCmac.TAG_OCTETS));
            assertArrayEquals(plaintext, Arrays.copyOfRange(buffer, AesSivCmac.TAG_OCTETS, buffer.length));
        }
    }

    @Test
    void refusesKeysOfAnotherLength() {
        for (int octets : new int[] {0, 16, 31, 33, 96}) {
            assertThrows(IllegalArgumentException.class, () -> new AesSivCmac(new byte[octets]));
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
