package org.timeball.server.protocol.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AesTest {

    /** The examples of FIPS 197, appendix C: the plaintext is 00 11 22 … ff, the key 00 01 02 …. */
    record Example(int keyOctets, String ciphertext) {}

    static final List<Example> EXAMPLES = List.of(
            new Example(16, "69c4e0d86a7b0430d8cdb78070b4c55a"),
            new Example(24, "dda97ca4864cdfe06eaf70a0ec0d7191"),
            new Example(32, "8ea2b7ca516745bfeafc49904b496089"));

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void givesTheStandardsCiphertexts(Example row) {
        byte[] key = new byte[row.keyOctets];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        byte[] plaintext = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
        for (Aes aes : List.of(new TableAes(), new PlatformAes())) {
            byte[] out = new byte[16];
            aes.rekey(key, 0, key.length);
            aes.encrypt(plaintext, 0, 1, out, 0);
            assertEquals(row.ciphertext, HexFormat.of().formatHex(out));
        }
    }

    @Test
    void bothKindsAgreeOnBlocksAndChains() {
        var random = new Random(197);
        Aes tables = new TableAes();
        Aes platform = new PlatformAes();
        byte[] in = new byte[64 * 16 + 3];
        for (int i = 0; i < 2_000; i++) {
            random.nextBytes(in);
            int keyOctets = 16 + 8 * random.nextInt(3);
            int blocks = random.nextInt(64);
            byte[] first = new byte[64 * 16 + 3];
            byte[] second = new byte[64 * 16 + 3];
            tables.rekey(in, 1, keyOctets);
            platform.rekey(in, 1, keyOctets);
            tables.encrypt(in, 2, blocks, first, 3);
            platform.encrypt(in, 2, blocks, second, 3);
            assertArrayEquals(first, second);

            tables.chain(in, 3, blocks);
            platform.chain(in, 3, blocks);
            tables.endChain(in, first, 0);
            platform.endChain(in, second, 0);
            assertArrayEquals(first, second);
        }
    }

    @Test
    void refusesKeysOfAnotherLength() {
        for (int octets : new int[] {0, 8, 15, 20, 40, 64}) {
            assertThrows(IllegalArgumentException.class, () -> new TableAes().rekey(new byte[64], 0, octets));
            assertThrows(IllegalArgumentException.class, () -> new PlatformAes().rekey(new byte[64], 0, octets));
        }
    }
}
