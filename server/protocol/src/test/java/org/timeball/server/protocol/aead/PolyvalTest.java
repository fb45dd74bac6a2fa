package org.timeball.server.protocol.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolyvalTest {

    /** RFC 8452, appendix A. */
    @Test
    void givesTheHashOfTheRfc() {
        byte[] key = HexFormat.of().parseHex("25629347589242761d31f826ba4b757b");
        byte[] message =
                HexFormat.of().parseHex("4f4f95668c83dfb6401762bb2d01a262" + "d1a24ddd2721d006bbe45f20d3c9f362");

        assertEquals("f7a3b47b846119fae5b7866cf5e5b77e", HexFormat.of().formatHex(hash(key, message, 0, 32)));
    }

    /** The same polynomial, one bit after the other. */
    @Test
    void agreesWithTheSchoolbook() {
        var random = new Random(128);
        byte[] octets = new byte[80];
        for (int i = 0; i < 2_000; i++) {
            random.nextBytes(octets);
            byte[] key = new byte[16];
            System.arraycopy(octets, 64, key, 0, 16);
            int length = random.nextInt(64);

            assertArrayEquals(schoolbook(key, octets, length), hash(key, octets, 0, length), "round " + i);
        }
    }

    private static byte[] hash(byte[] key, byte[] message, int offset, int octets) {
        var polyval = new Polyval();
        polyval.rekey(key, 0);
        polyval.update(message, offset, octets);
        byte[] hash = new byte[Polyval.BLOCK_OCTETS];
        polyval.finish(hash);
        return hash;
    }

    private static byte[] schoolbook(byte[] key, byte[] message, int octets) {
        BigInteger sum = BigInteger.ZERO;
        for (int at = 0; at < octets; at += 16) {
            byte[] block = new byte[16];
            System.arraycopy(message, at, block, 0, Math.min(16, octets - at));
            sum = dot(sum.xor(number(block)), number(key));
        }
        byte[] hash = new byte[16];
        for (int i = 0; i < 16; i++) {
            hash[i] = sum.shiftRight(8 * i).byteValue();
        }
        return hash;
    }

    private static BigInteger number(byte[] littleEndian) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 15; i >= 0; i--) {
            value = value.shiftLeft(8).or(BigInteger.valueOf(littleEndian[i] & 0xff));
        }
        return value;
    }

    /** a · b · x⁻¹²⁸: product first, then 128 times divided by x, adding the modulus where that does not go. */
    private static BigInteger dot(BigInteger a, BigInteger b) {
        BigInteger modulus = BigInteger.ONE.setBit(128).setBit(127).setBit(126).setBit(121);
        BigInteger product = BigInteger.ZERO;
        for (int bit = 0; bit < 128; bit++) {
            if (b.testBit(bit)) {
                product = product.xor(a.shiftLeft(bit));
            }
        }
        for (int bit = 0; bit < 128; bit++) {
            product = (product.testBit(0) ? product.xor(modulus) : product).shiftRight(1);
        }
        return product;
    }
}
