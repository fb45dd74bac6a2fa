package org.timeball.firmware.board.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Pulse;

@Timeout(20)
class PinPulsesTest {

    private final AtomicLong raw = new AtomicLong();
    private final PinPulses pulses = new PinPulses(18, raw::get);

    @Test
    void stampsRisingEdgesWhenItIsToldOfThem() throws DeviceException {
        raw.set(1_000);
        pulses.accept(true);
        raw.set(2_000);
        pulses.accept(false);
        raw.set(3_000);
        pulses.accept(true);
        assertEquals(Optional.of(new Pulse(1_000, 1)), pulses.await(1));
        assertEquals(Optional.of(new Pulse(3_000, 2)), pulses.await(1));
        assertEquals(Optional.empty(), pulses.await(1));
        assertEquals("gpio:18", pulses.name());
    }

    @Test
    void losesEdgesRatherThanMemoryAndTheNumbersTell() throws DeviceException {
        for (int i = 0; i < 1_000; i++) {
            pulses.accept(true);
        }
        for (int i = 1; i <= 16; i++) {
            assertEquals(i, pulses.await(1).orElseThrow().sequence());
        }
        pulses.accept(true);
        assertEquals(1_001, pulses.await(1).orElseThrow().sequence());
    }

    @Test
    void endsTheWaitWhenItIsClosedAndLetsThePinGoOnce() {
        var released = new AtomicLong();
        pulses.closesWith(released::incrementAndGet);
        pulses.close();
        pulses.close();
        assertEquals(1, released.get());
        assertThrows(DeviceException.class, () -> pulses.await(1));
    }
}
