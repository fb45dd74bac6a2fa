package org.timeball.refclock.gnss;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.timeball.refclock.time.ReceiverBytes;

/** Bytes that mean harm, for tests: good messages, halves and forgeries of them, noise. */
final class HostileBytes {

    static final List<String> SENTENCES = List.of(
            "GPRMC,202640.000,A,4404.1306,N,12118.8515,W,0.03,225.97,130415,,,D",
            "GNRMC,055234.200,A,4739.71890,N,12219.58362,W,0.00,286.35,050826,,,A,V",
            "GPZDA,150119.000,09,03,2022,,",
            "GNGGA,000941.00,4404.13387,N,12118.85628,W,1,12,1.01,1144.8,M,-21.4,M,,",
            "GNGNS,191503.01,3645.876324,N,03124.670280,E,AAN,08,1.3,-6.7,32.0,,,V",
            "GNGSA,A,3,13,27,37,,,,,,,,,,1.5,0.9,1.2,4",
            "GPGSV,3,3,12,19,13,123,27,03,07,176,19,05,05,328,13,47,,,",
            "GNGLL,4404.13387,N,12118.85628,W,000941.00,A,A",
            "GPGST,131519.00,11,,,,0.70,0.49,1.1",
            "GPTXT,01,01,01,ANTENNA OK",
            "PMTK705,AXN_2.51_3339_19071200,0002,QUECTEL-L70,1.0");

    private static final byte[] SOURCE = Wire.joined(Wire.nmeaFixture(), Wire.ubxFixture());

    private HostileBytes() {}

    /** Pours so many octets into a receiver, in reads of up to 4 KiB; no silence in between. */
    static void pour(GnssReceiver receiver, int octets, long rawNanos, Random random) {
        long at = rawNanos;
        for (int poured = 0; poured < octets; ) {
            byte[] piece = piece(random);
            receiver.accept(new ReceiverBytes(piece, at));
            poured += piece.length;
            at += 1_000;
        }
    }

    /** One piece: a stretch of good messages, of which one bit may be wrong, or a thing that never ends. */
    static byte[] piece(Random random) {
        int from = random.nextInt(SOURCE.length - 1);
        byte[] part = Arrays.copyOfRange(SOURCE, from, Math.min(SOURCE.length, from + 1 + random.nextInt(2_000)));
        return switch (random.nextInt(12)) {
            case 0 -> Wire.hex("b562013500ffff");
            case 1 -> Wire.hex("b562013500100700");
            case 2 -> Wire.ascii("$GPRMC," + "9".repeat(random.nextInt(4_000)));
            case 3 -> noise(random);
            case 4 -> Wire.sentence("GPGSV,99,%d,99,01,40,083,46".formatted(1 + random.nextInt(99)));
            case 5, 6 -> {
                part[random.nextInt(part.length)] ^= (byte) (1 << random.nextInt(8));
                yield part;
            }
            default -> part;
        };
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[1 + random.nextInt(500)];
        random.nextBytes(noise);
        return noise;
    }
}
