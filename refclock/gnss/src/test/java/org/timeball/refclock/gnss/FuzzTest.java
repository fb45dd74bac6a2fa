package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fuzz targets on seeded random input, for as long as a build can wait; {@code ./timeball fuzz} goes on. */
class FuzzTest {

    private static final int ROUNDS = 10_000;

    @Test
    void noSentenceBreaksTheDecoder() {
        var random = new Random(20_268);
        for (int i = 0; i < ROUNDS; i++) {
            SentenceFuzz.fuzzerTestOneInput(line(random));
        }
    }

    @Test
    void noStreamBreaksTheReceiver() {
        var random = new Random(20_269);
        for (int i = 0; i < ROUNDS / 4; i++) {
            StreamFuzz.fuzzerTestOneInput(script(random));
        }
    }

    /** What the receiver keeps does not grow with what it is sent: 16 MB of it leave it as large as it was. */
    @Test
    void remembersNoMoreTheMoreItIsSent() {
        var random = new Random(20_270);
        var receiver = new GnssReceiver(0);
        long before = 0;
        for (int mebibyte = 0; mebibyte < 16; mebibyte++) {
            if (mebibyte == 4) {
                before = usedOctets();
            }
            HostileBytes.pour(receiver, 1 << 20, mebibyte * 1_000_000L, random);
        }
        long kept = usedOctets() - before;
        assertTrue(kept < 4 << 20, () -> kept + " octets more");
        assertTrue(receiver.report().counters().messages() > 20_000);
    }

    private static long usedOctets() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** A sentence as it should be, then with some characters wrong and cut short. */
    private static byte[] line(Random random) {
        var source = HostileBytes.SENTENCES.get(random.nextInt(HostileBytes.SENTENCES.size()));
        byte[] bytes = Wire.ascii((char) 0xff + source);
        for (int edits = random.nextInt(6); edits > 0; edits--) {
            bytes[5 + random.nextInt(bytes.length - 5)] = (byte) ",.0123456789ANV-%s".charAt(random.nextInt(18));
        }
        return Arrays.copyOf(bytes, 6 + random.nextInt(bytes.length - 5));
    }

    private static byte[] script(Random random) {
        byte[] script = new byte[2 + random.nextInt(600)];
        random.nextBytes(script);
        return script;
    }
}
