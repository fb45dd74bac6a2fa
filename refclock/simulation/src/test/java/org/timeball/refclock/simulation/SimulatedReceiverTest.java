package org.timeball.refclock.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.gnss.Constellation;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.time.ReceiverBytes;

/** What the simulated receiver says is understood by the decoder that real ones meet. */
class SimulatedReceiverTest {

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
}
