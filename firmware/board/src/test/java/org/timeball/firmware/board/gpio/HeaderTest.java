package org.timeball.firmware.board.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.boardinfo.definition.BoardModel;
import com.pi4j.boardinfo.model.BoardInfo;
import com.pi4j.boardinfo.model.JavaInfo;
import com.pi4j.boardinfo.model.OperatingSystem;
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
        var off = assertThrows(DeviceException.class, () -> PinPulses.open(new SharedHeader(), 18, () -> 0));
        assertTrue(off.getMessage().startsWith("there is no GPIO here"), off::getMessage);
    }

    /** Under Debian's kernel Pi4J knows neither a Compute Module 4 nor a Zero 2 W, and would do without their pins. */
    @Test
    void doesNotLoseThePinsOfABoardThatPi4jDoesNotKnow() {
        var module = board(BoardModel.getByBoardName("Raspberry Pi Compute Module 4 Rev 1.0"));
        assertEquals(BoardModel.UNKNOWN, module.getBoardModel());
        Header.acceptUnknown(module);
        assertEquals(BoardModel.GENERIC, module.getBoardModel());

        var known = board(BoardModel.getByBoardName("Raspberry Pi 5 Model B Rev 1.0"));
        Header.acceptUnknown(known);
        assertEquals(BoardModel.MODEL_5_B, known.getBoardModel());
    }

    private static BoardInfo board(BoardModel model) {
        return new BoardInfo(model, new OperatingSystem("", "", ""), new JavaInfo("", "", "", ""));
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
