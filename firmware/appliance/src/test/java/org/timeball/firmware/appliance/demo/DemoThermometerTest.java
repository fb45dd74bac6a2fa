package org.timeball.firmware.appliance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.board.TemperatureSensors;

/** The demo's thermometer through the eyes of the daemon. */
class DemoThermometerTest {

    @TempDir
    Path root;

    @Test
    void isFoundAndReadLikeAnyBoards() throws IOException {
        try (var _ = DemoThermometer.under(root)) {
            var readings = TemperatureSensors.find(root).read();

            assertEquals(1, readings.size());
            assertEquals("simulated crystal", readings.getFirst().sensor());
            assertTrue(Math.abs(readings.getFirst().celsius() - 48) <= 20.0 / 12, () -> "shows " + readings);
        }
    }
}
