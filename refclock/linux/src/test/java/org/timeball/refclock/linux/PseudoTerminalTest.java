package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.refclock.time.DeviceException;

@Timeout(20)
class PseudoTerminalTest {

    @Test
    void carriesEveryByteUnchanged() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (var terminal = PseudoTerminal.open();
                InputStream port = Files.newInputStream(terminal.slavePath())) {
            assertEquals(all.length, terminal.write(all));
            assertArrayEquals(all, port.readNBytes(all.length));
        }
    }

    @Test
    void hearsWhatThePortSaysAndAtWhichRate() throws Exception {
        try (var terminal = PseudoTerminal.open();
                var port = Files.newOutputStream(terminal.slavePath())) {
            assertEquals(0, terminal.read().length, "nothing was said");
            byte[] said = new byte[3_000];
            new java.util.Random(7).nextBytes(said);
            port.write(said);
            var heard = new java.io.ByteArrayOutputStream();
            while (heard.size() < said.length) {
                heard.writeBytes(terminal.read());
            }
            assertArrayEquals(said, heard.toByteArray());
            assertEquals(38_400, terminal.baud(), "the kernel's own choice");
        }
    }

    @Test
    void dropsAndCountsWhatNobodyReads() throws DeviceException {
        try (var terminal = PseudoTerminal.open()) {
            byte[] burst = new byte[10_000];
            long taken = 0;
            for (int i = 0; i < 100; i++) {
                taken += terminal.write(burst);
            }
            assertTrue(terminal.droppedOctets() > 0);
            assertEquals(1_000_000, taken + terminal.droppedOctets());
        }
    }

    @Test
    void hangsUpWhenItCloses() throws Exception {
        var terminal = PseudoTerminal.open();
        try (InputStream port = Files.newInputStream(terminal.slavePath())) {
            terminal.write(new byte[] {'!'});
            assertEquals('!', port.read());

            terminal.close();
            terminal.close();

            assertTrue(isHungUp(port));
        }
        assertFalse(Files.exists(terminal.slavePath()));
        assertThrows(DeviceException.class, () -> terminal.write(new byte[1]));
    }

    /** The kernel says a hang-up as an end of file, or as EIO. */
    private static boolean isHungUp(InputStream port) {
        try {
            return port.read() == -1;
        } catch (IOException gone) {
            return true;
        }
    }
}
