package org.timeball.refclock.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final long SECOND = 1_614_103_468L;

    @Test
    void playsEachSecondItNames() {
        var recording =
                Recording.of(recorded(SECOND, SECOND + 1, SECOND + 2), 0).orElseThrow();
        assertEquals(SECOND, recording.firstSecond());
        for (long second = SECOND; second < SECOND + 3; second++) {
            assertArrayEquals(new SimulatedReceiver().burst(second), recording.burst(second));
        }
        assertFalse(recording.hasEndedBy(SECOND + 2));
        assertTrue(recording.hasEndedBy(SECOND + 3));
    }

    @Test
    void isSilentWhereASecondIsMissing() {
        var recording = Recording.of(recorded(SECOND, SECOND + 2), 0).orElseThrow();
        assertEquals(0, recording.burst(SECOND + 1).length);
        assertFalse(recording.hasEndedBy(SECOND + 2));
    }

    @Test
    void doesNotWaitForACutOrGoBack() {
        var recording =
                Recording.of(recorded(SECOND, SECOND + 9_999, SECOND - 5), 0).orElseThrow();
        assertTrue(recording.hasEndedBy(SECOND + 3));
        assertArrayEquals(new SimulatedReceiver().burst(SECOND + 9_999), recording.burst(SECOND + 1));
    }

    @Test
    void isNoneWithoutAMessage() {
        assertTrue(Recording.of("# header\nnoise".getBytes(StandardCharsets.US_ASCII), 0)
                .isEmpty());
        assertTrue(Recording.of(new byte[0], 0).isEmpty());
    }

    private static byte[] recorded(long... seconds) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("# a header\n".getBytes(StandardCharsets.US_ASCII));
        for (long second : seconds) {
            bytes.writeBytes(new SimulatedReceiver().burst(second));
        }
        return bytes.toByteArray();
    }
}
