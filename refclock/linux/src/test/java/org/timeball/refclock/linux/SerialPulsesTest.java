package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.PulseKind;

class SerialPulsesTest {

    @TempDir
    Path folder;

    @Test
    void knowsAnAdapterOnUsbByItsDriver() throws Exception {
        Path usb = Files.createFile(folder.resolve("ttyUSB0"));
        assertEquals(PulseKind.USB_SERIAL_LINE, SerialPulses.kind(usb));
        assertEquals(
                PulseKind.USB_SERIAL_LINE, SerialPulses.kind(Files.createSymbolicLink(folder.resolve("gps0"), usb)));
        assertEquals(PulseKind.SERIAL_LINE, SerialPulses.kind(Path.of("/dev/ttyS0")));
        assertEquals(PulseKind.SERIAL_LINE, SerialPulses.kind(Path.of("/dev/ttyAMA0")));
    }

    @Test
    void saysThatAFileIsNoPort() throws Exception {
        Path file = Files.createFile(folder.resolve("notes.txt"));
        var refused = assertThrows(DeviceException.class, () -> SerialPulses.open(file));
        assertEquals(
                "ioctl(TIOCSETD, " + file + ", N_PPS): ENOTTY (Inappropriate ioctl for device); name a serial port",
                refused.getMessage());
    }

    @Test
    void saysThatThereIsNoPort() {
        var refused = assertThrows(DeviceException.class, () -> SerialPulses.open(folder.resolve("gone")));
        assertTrue(refused.getMessage().contains("ENOENT"), refused::getMessage);
    }

    /** A pseudo-terminal has no carrier detect: either the kernel has no such discipline, or no device appears. */
    @Test
    void saysWhatToDoWhereTheLineCannotBeStamped() throws Exception {
        try (var terminal = PseudoTerminal.open()) {
            var refused = assertThrows(DeviceException.class, () -> SerialPulses.open(terminal.slavePath()));
            assertTrue(
                    refused.getMessage().contains("modprobe pps_ldisc")
                            || refused.getMessage().contains("no PPS device of this port"),
                    refused::getMessage);
        }
    }
}
