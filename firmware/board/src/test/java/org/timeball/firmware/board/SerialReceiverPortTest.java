package org.timeball.firmware.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.time.DeviceException;

/** The port at one end of a pseudo-terminal, a receiver played at the other. */
@Timeout(60)
class SerialReceiverPortTest {

    private static final long SECOND = 1_000_000_000L;
    private static final byte[] SENTENCE =
            "$GNRMC,120000.00,A,,,,,,,231126,,,A*5B\r\n".getBytes(StandardCharsets.US_ASCII);

    private final AtomicLong reading = new AtomicLong();
    private final LongSupplier rawClock = reading::incrementAndGet;

    @TempDir
    Path folder;

    @Test
    void hearsWhatTheReceiverSaysAndStampsEveryRead() throws Exception {
        byte[] said = new byte[3_000];
        new Random(1).nextBytes(said);
        try (var receiver = PseudoTerminal.open();
                var port = SerialReceiverPort.open(receiver.slavePath(), 115_200, rawClock)) {
            assertEquals(said.length, receiver.write(said));
            var heard = new ByteArrayOutputStream();
            while (heard.size() < said.length) {
                var read = port.await(10 * SECOND).orElseThrow();
                heard.writeBytes(read.bytes());
                assertEquals(reading.get(), read.rawNanos());
            }
            assertArrayEquals(said, heard.toByteArray());
        }
    }

    @Test
    void saysSilenceWhenNothingIsSaid() throws Exception {
        try (var receiver = PseudoTerminal.open();
                var port = SerialReceiverPort.open(receiver.slavePath(), 9_600, rawClock)) {
            assertEquals(Optional.empty(), port.await(1));
            assertTrue(port.isPresent());
            assertEquals(receiver.slavePath().toString(), port.name());
        }
    }

    @Test
    void survivesAPortThatVanishesAndReturns() throws Exception {
        Path link = folder.resolve("gps0");
        var pulledOut = PseudoTerminal.open();
        Files.createSymbolicLink(link, pulledOut.slavePath());
        try (var port = SerialReceiverPort.open(link, 9_600, rawClock)) {
            pulledOut.write(SENTENCE);
            assertTrue(port.await(10 * SECOND).isPresent());

            pulledOut.close();
            var vanished = assertThrows(DeviceException.class, () -> port.await(10 * SECOND));
            assertEquals(
                    "read(" + link + "): the port vanished; it is opened again when it is back", vanished.getMessage());
            assertFalse(port.isPresent());
            var gone = assertThrows(DeviceException.class, () -> port.await(1_000_000));
            assertTrue(gone.getMessage().contains("no such port"), gone::getMessage);

            try (var pluggedIn = PseudoTerminal.open()) {
                Files.delete(link);
                Files.createSymbolicLink(link, pluggedIn.slavePath());
                port.await(1_000_000);
                assertTrue(port.isPresent());
                assertEquals(1, port.reopenings());

                pluggedIn.write(SENTENCE);
                assertTrue(port.await(10 * SECOND).isPresent());
            }
        }
    }

    @Test
    void closingEndsTheWaitOfAnotherThread() throws Exception {
        try (var receiver = PseudoTerminal.open()) {
            var waiting = new CountDownLatch(1);
            var port = SerialReceiverPort.open(receiver.slavePath(), 9_600, () -> {
                waiting.countDown(); // read after the first slice of silence
                return 0;
            });
            var waiter = CompletableFuture.supplyAsync(
                    () -> assertThrows(DeviceException.class, () -> port.await(3_600 * SECOND)));
            assertTrue(waiting.await(10, TimeUnit.SECONDS));

            port.close();
            port.close();

            var ended = waiter.get(10, TimeUnit.SECONDS);
            assertTrue(ended.getMessage().contains("was closed"), ended::getMessage);
            assertFalse(port.isPresent());
        }
    }

    @Test
    void namesAMissingPortAndWhatToDo() {
        Path missing = folder.resolve("ttyAMA7");
        var failure = assertThrows(DeviceException.class, () -> SerialReceiverPort.open(missing, 9_600, rawClock));
        assertTrue(
                failure.getMessage().startsWith("open(" + missing + ", 9600 baud 8N1): no such port; is the receiver"),
                failure::getMessage);
    }

    @Test
    void refusesAFileThatIsNoPort() throws Exception {
        Path file = Files.createFile(folder.resolve("notes.txt"));
        var failure = assertThrows(DeviceException.class, () -> SerialReceiverPort.open(file, 9_600, rawClock));
        assertTrue(failure.getMessage().contains("is it a serial port"), failure::getMessage);
    }
}
