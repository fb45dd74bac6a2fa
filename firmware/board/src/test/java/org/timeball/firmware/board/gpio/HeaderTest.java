package org.timeball.firmware.board.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.IOType;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.time.DeviceException;

/** There is no header where this is built: what can be tested is that nothing pretends to be one. */
class HeaderTest {

    @TempDir
    Path devices;

    @Test
    void saysInOneLineThatThereIsNoGpio() {
        var off = assertThrows(DeviceException.class, () -> Header.open(devices, "aarch64"));
        assertEquals(
                "there is no GPIO here: this is aarch64 without " + devices + "/gpiochip; a Raspberry Pi has one",
                off.getMessage());
    }

    @Test
    void doesNotTakeAnotherMachinesGpioForAPis() throws Exception {
        Files.createFile(devices.resolve("gpiochip0"));
        var off = assertThrows(DeviceException.class, () -> Header.open(devices, "amd64"));
        assertTrue(off.getMessage().contains("this is amd64 with " + devices + "/gpiochip"), off::getMessage);
    }

    /** A pin, too, is refused rather than imagined. */
    @Test
    void aPinsPulsesAreRefusedWithTheHeader() {
        Assumptions.assumeFalse(Files.exists(Path.of("/dev/gpiochip0")), "skipped: this machine has GPIO");
        var off = assertThrows(DeviceException.class, () -> PinPulses.open(18, () -> 0));
        assertTrue(off.getMessage().startsWith("there is no GPIO here"), off::getMessage);
    }

    /** Pi4J left to itself chooses providers that pretend; here it has the two that are named, and no others. */
    @Test
    void hasTheProvidersThatAreNamedAndNoOthers() {
        var context = Header.context();
        try {
            var all = context.providers().all().values();
            assertEquals(2, all.size(), all::toString);
            assertTrue(all.stream().anyMatch(GpioDDigitalInputProvider.class::isInstance));
            assertTrue(all.stream().anyMatch(GpioDDigitalOutputProvider.class::isInstance));
            assertTrue(context.platforms().all().isEmpty());
            assertTrue(all.stream().noneMatch(it -> it.id().toLowerCase().contains("mock")));
            assertTrue(context.hasProvider(IOType.DIGITAL_INPUT));
        } finally {
            context.shutdown();
        }
    }
}
