package org.timeball.refclock.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.gnss.Constellation;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.time.ReceiverBytes;

/** What the simulated receiver says is understood by the decoder that real ones meet. */
class SimulatedReceiverTest {

    private static final long NOON = Instant.parse("2026-11-23T12:00:00Z").getEpochSecond();
    private static final long NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();

    @Test
    void namesEverySecondWithAFix() {
        var receiver = new GnssReceiver(0);
        for (long second = NEW_YEAR - 30; second < NEW_YEAR + 30; second++) {
            long raw = second * 1_000_000_000L;
            receiver.accept(new ReceiverBytes(new SimulatedReceiver().burst(second), raw));
            var epoch = receiver.onSilence(raw + 500_000_000L).orElseThrow();
            assertEquals(OptionalLong.of(second), epoch.utcSecond());
            assertTrue(epoch.isTimeValid());
            assertEquals(Fix.THREE_D, epoch.fix());
        }
        assertEquals(0, receiver.report().counters().checksumErrors());
        assertEquals(0, receiver.report().counters().malformed());
        assertEquals(0, receiver.report().counters().noiseBytes());
    }

    @Test
    void seesThreeConstellationsThatMove() {
        var receiver = new GnssReceiver(0);
        receiver.accept(new ReceiverBytes(new SimulatedReceiver().burst(NEW_YEAR), 0));
        var epoch = receiver.onSilence(500_000_000L).orElseThrow();
        for (var constellation :
                new Constellation[] {Constellation.GPS, Constellation.GALILEO, Constellation.GLONASS}) {
            assertTrue(epoch.satellites().stream().anyMatch(seen -> seen.constellation() == constellation));
        }
        assertEquals(
                epoch.satellitesUsed(),
                epoch.satellites().stream().filter(seen -> seen.isUsed()).count());
        receiver.accept(new ReceiverBytes(new SimulatedReceiver().burst(NEW_YEAR + 3_600), 3_600_000_000_000L));
        var later = receiver.onSilence(3_600_500_000_000L).orElseThrow();
        assertTrue(!later.satellites().equals(epoch.satellites()));
    }

    @Test
    void saysTheSameInTheSameSecond() {
        assertArrayEquals(new SimulatedReceiver().burst(NEW_YEAR), new SimulatedReceiver().burst(NEW_YEAR));
    }

    /** A day of its bursts, so that what is measured with it can be compared with what was. */
    @Test
    void saysWhatItAlwaysSaid() throws NoSuchAlgorithmException {
        var receiver = new SimulatedReceiver();
        var digest = MessageDigest.getInstance("SHA-256");
        for (long second = NOON; second < NOON + 86_400; second += 61) {
            digest.update(receiver.burst(second));
            digest.update(receiver.burstWithoutFix(second));
        }

        assertEquals(
                "9e7ff436e12434ff99b4f5f344329a3167a7c6e83a22d83275fa0207c89702d6",
                HexFormat.of().formatHex(digest.digest()));
    }
}
