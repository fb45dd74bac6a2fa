package org.timeball.firmware.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.gnss.setup.BaudSearch;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.time.DeviceException;

/** Receivers played at the far ends of pseudo-terminals; the search's clock runs as it is read. */
@Timeout(60)
class ReceiverSearchTest {

    private static final long SECOND = 1_000_000_000L;
    private static final byte[] TWO_SENTENCES =
            "$GPGSA,A,1,,,,,,,,,,,,,,,*1E\r\n$GPRMC,,V,,,,,,,,,,N*53\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void findsTheReceiverBehindSilentAndBrokenPorts() throws Exception {
        Path file = Files.createFile(folder.resolve("notes.txt"));
        try (var silent = PseudoTerminal.open();
                var speaking = PseudoTerminal.open()) {
            speaking.write(TWO_SENTENCES);
            var search = new ReceiverSearch(() -> 0, ticking(new AtomicInteger()), () -> false);
            var outcome = search.search(List.of(file, silent.slavePath(), speaking.slavePath()), BaudSearch.BAUDS);
            try (var port = outcome.port().orElseThrow()) {
                assertEquals(speaking.slavePath().toString(), port.name());
                assertEquals(9_600, port.baud());
            }
            assertEquals(3, outcome.findings().size());
            assertTrue(outcome.findings().get(0).contains("is it a serial port"), outcome::toString);
            assertEquals(silent.slavePath() + ": silent", outcome.findings().get(1));
            assertEquals(
                    speaking.slavePath() + ": a receiver at 9600 baud",
                    outcome.findings().get(2));
        }
    }

    /** The receiver is made to speak only when the search has come as far as the third rate. */
    @Test
    void goesOnToTheRateAtWhichItIsHeard() throws Exception {
        try (var receiver = PseudoTerminal.open()) {
            var reads = new AtomicInteger();
            var clock = ticking(reads);
            var search = new ReceiverSearch(
                    () -> 0,
                    () -> {
                        if (reads.get() == 1) {
                            write(receiver, new byte[] {0}); // as a wrong rate sounds
                        }
                        if (reads.get() == 6) {
                            write(receiver, TWO_SENTENCES);
                        }
                        return clock.getAsLong();
                    },
                    () -> false);
            var outcome = search.search(List.of(receiver.slavePath()), BaudSearch.BAUDS);
            try (var port = outcome.port().orElseThrow()) {
                assertTrue(BaudSearch.BAUDS.indexOf(port.baud()) >= 1, outcome::toString);
            }
        }
    }

    @Test
    void stopsWhenItIsTold() throws Exception {
        try (var silent = PseudoTerminal.open()) {
            var asked = new AtomicInteger();
            var search = new ReceiverSearch(() -> 0, () -> 0, () -> asked.incrementAndGet() > 3);
            var outcome = search.search(List.of(silent.slavePath(), silent.slavePath()), BaudSearch.BAUDS);
            assertTrue(outcome.port().isEmpty());
            assertEquals(List.of(silent.slavePath() + ": the search was stopped"), outcome.findings());
        }
    }

    @Test
    void saysThatThereIsNoSuchPort() {
        var search = new ReceiverSearch(() -> 0, () -> 0, () -> false);
        var outcome = search.search(List.of(folder.resolve("gone")), BaudSearch.BAUDS);
        assertTrue(outcome.findings().getFirst().contains("no such port"), outcome::toString);
    }

    @Test
    void aClosedPortTakesNothing() throws Exception {
        try (var line = PseudoTerminal.open()) {
            var port = SerialReceiverPort.open(line.slavePath(), 9_600, () -> 0);
            port.changeBaud(38_400);
            assertEquals(38_400, port.baud());
            port.close();
            var refused = assertThrows(DeviceException.class, () -> port.write(new byte[] {1}));
            assertEquals("write(" + line.slavePath() + "): the port was closed", refused.getMessage());
            assertThrows(DeviceException.class, () -> port.changeBaud(9_600));
            assertEquals(38_400, port.baud());
        }
    }

    /** Each reading is a second after the one before. */
    private static LongSupplier ticking(AtomicInteger reads) {
        var now = new AtomicLong();
        return () -> {
            reads.incrementAndGet();
            return now.addAndGet(SECOND);
        };
    }

    private static void write(PseudoTerminal receiver, byte[] bytes) {
        try {
            receiver.write(bytes);
        } catch (DeviceException gone) {
            throw new AssertionError(gone);
        }
    }
}
