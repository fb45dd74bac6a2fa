package org.timeball.server.linux.nettle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesGcmSiv;

class NettleGcmSivTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TAG = Aead.TAG_OCTETS;

    private final byte[] bytes = new byte[5_000];
    private Aead nettle = new AesGcmSiv(new byte[16]);

    @BeforeEach
    void load() {
        nettle = Installed.aead(AeadAlgorithm.AES_128_GCM_SIV);
    }

    /** K3, by way of ours, which agrees with all published vectors. */
    @Test
    void agreesWithOursInAllThatItSealsAndOpens() {
        var random = new Random(8_452);
        var ours = new AesGcmSiv(new byte[16]);
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            int associated = random.nextInt(300);
            int octets = i % 10 == 0 ? 0 : random.nextInt(1_500);
            byte[] expected = sealed(ours, associated, octets);
            byte[] found = sealed(nettle, associated, octets);
            assertArrayEquals(expected, found);

            assertTrue(opens(found, associated));
            found[random.nextInt(found.length)] ^= (byte) (1 << random.nextInt(8));
            assertFalse(opens(found, associated));
            assertFalse(opens(expected, associated + 1));
        }
    }

    @Test
    void leavesNothingOfAPlaintextThatDidNotOpen() {
        byte[] sealed = sealed(nettle, 20, 100);
        sealed[50] ^= 1;
        byte[] out = new byte[100];
        Arrays.fill(out, (byte) 0x55);

        assertFalse(nettle.associate(bytes, 100, 20).nonce(bytes, 50, 12).open(sealed, 0, sealed.length, out, 0));

        assertArrayEquals(new byte[100], out);
        assertFalse(nettle.open(sealed, 0, TAG - 1, out, 0));
    }

    /** The library believes whatever lengths it is told, and ends the process at a nonce it does not like. */
    @Test
    void givesTheLibraryNoLengthThatIsNotTrue() {
        var big = new byte[10_000];
        assertThrows(IllegalArgumentException.class, () -> nettle.rekey(big, 0, 32));
        assertThrows(IndexOutOfBoundsException.class, () -> nettle.rekey(big, 9_990, 16));
        assertThrows(IndexOutOfBoundsException.class, () -> nettle.associate(big, 0, 2_065));
        assertThrows(IndexOutOfBoundsException.class, () -> nettle.associate(big, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> nettle.nonce(big, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> nettle.nonce(big, 0, 11));
        assertThrows(IllegalArgumentException.class, () -> nettle.nonce(big, 0, 13));
        assertThrows(IndexOutOfBoundsException.class, () -> nettle.seal(big, 0, 2_065, big, 0));
        assertThrows(IllegalArgumentException.class, () -> nettle.seal(big, 0, 2_064, big, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> nettle.open(big, 0, 2_065, big, 0));
    }

    /** A message that was begun under another key would be sealed without a nonce. */
    @Test
    void sealsNothingWithoutANonce() {
        nettle.rekey(bytes, 0, 16);
        assertThrows(IllegalStateException.class, () -> nettle.seal(bytes, 0, 10, new byte[26], 0));
        assertThrows(IllegalStateException.class, () -> nettle.open(bytes, 0, 26, new byte[10], 0));
    }

    @Test
    void allocatesNothing() {
        long allocated = 1;
        byte[] out = new byte[200];
        for (int round = 0; round < 200 && allocated > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                nettle.rekey(bytes, i, 16);
                nettle.associate(bytes, 0, 84).nonce(bytes, 0, 12).seal(bytes, 0, 108, out, 0);
                nettle.associate(bytes, 0, 84).nonce(bytes, 0, 12).open(out, 0, 124, out, 0);
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
    }

    /** Key, associated data and nonce overlap in one array, as nothing forbids. */
    private byte[] sealed(Aead aead, int associated, int octets) {
        byte[] sealed = new byte[TAG + octets];
        aead.rekey(bytes, 7, 16);
        aead.associate(bytes, 100, associated).nonce(bytes, 50, 12).seal(bytes, 500, octets, sealed, 0);
        return sealed;
    }

    private boolean opens(byte[] sealed, int associated) {
        byte[] out = new byte[sealed.length - TAG];
        boolean isAuthentic =
                nettle.associate(bytes, 100, associated).nonce(bytes, 50, 12).open(sealed, 0, sealed.length, out, 0);
        return isAuthentic && Arrays.equals(out, Arrays.copyOfRange(bytes, 500, 500 + out.length));
    }
}
