package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.DeviceException;

@Timeout(60)
class UnixDatagramSocketTest {

    private static final byte[] MESSAGE = "READY=1\nSTATUS=Locked".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    /** An address and its structure, as unix(7) describes it. */
    record Row(String address, String hex) {}

    static final List<Row> ADDRESSES = List.of(
            new Row("/run/a", "0100" + "2f72756e2f61" + "00"),
            new Row("@a", "0100" + "00" + "61"),
            new Row("/".repeat(107), "0100" + "2f".repeat(107) + "00"),
            new Row("@" + "b".repeat(107), "0100" + "00" + "62".repeat(107)));

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void laysOutAddressesAsTheKernelReadsThem(Row row) throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            assertEquals(
                    row.hex,
                    HexFormat.of()
                            .formatHex(UnixAddress.encode(arena, row.address).toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    static final List<String> NO_ADDRESSES =
            List.of("", "/", "@", "run/a", "vsock:2:1234", "/".repeat(108), "@" + "b".repeat(108));

    @ParameterizedTest
    @FieldSource("NO_ADDRESSES")
    void refusesWhatIsNoAddress(String address) {
        try (var arena = Arena.ofConfined()) {
            assertThrows(DeviceException.class, () -> UnixAddress.encode(arena, address));
        }
    }

    @Test
    void messagesKeepTheirBounds() throws DeviceException {
        for (String address : List.of(folder.resolve("notify").toString(), "@timeball-test-" + System.nanoTime())) {
            try (var receiver = UnixDatagramSocket.bind(address);
                    var sender = UnixDatagramSocket.unnamed()) {
                sender.send(address, MESSAGE);
                sender.send(address, new byte[] {1, 2, 3});
                assertArrayEquals(MESSAGE, receiver.receive().orElseThrow());
                assertArrayEquals(new byte[] {1, 2, 3}, receiver.receive().orElseThrow());
                assertEquals(Optional.empty(), receiver.receive());
            }
        }
        assertTrue(Files.exists(folder.resolve("notify")), "only the path left a file");
    }

    @Test
    void saysThatNobodyIsThere() throws DeviceException {
        try (var sender = UnixDatagramSocket.unnamed()) {
            var failure = assertThrows(
                    DeviceException.class,
                    () -> sender.send(folder.resolve("nobody").toString(), MESSAGE));
            assertTrue(String.valueOf(failure.getMessage()).contains("ENOENT"), failure::getMessage);
        }
    }

    /** Its queue holds a few messages (net.unix.max_dgram_qlen); a manager that hangs must not hang us. */
    @Test
    void doesNotWaitForEverForAReceiverThatHangs() throws DeviceException {
        String address = "@timeball-test-" + System.nanoTime();
        try (var hangs = UnixDatagramSocket.bind(address);
                var sender = UnixDatagramSocket.unnamed()) {
            var failure = assertThrows(DeviceException.class, () -> {
                for (int i = 0; i < 10_000; i++) {
                    sender.send(address, MESSAGE);
                }
            });
            assertTrue(String.valueOf(failure.getMessage()).contains("EAGAIN"), failure::getMessage);
            assertArrayEquals(MESSAGE, hangs.receive().orElseThrow());
        }
    }

    @Test
    void anAddressBelongsToOneSocket() throws DeviceException {
        String address = "@timeball-test-" + System.nanoTime();
        try (var _ = UnixDatagramSocket.bind(address)) {
            assertThrows(DeviceException.class, () -> UnixDatagramSocket.bind(address));
        }
        UnixDatagramSocket.bind(address).close();
    }
}
