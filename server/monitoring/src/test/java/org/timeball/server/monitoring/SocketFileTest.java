package org.timeball.server.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SocketFileTest {

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("a").resolve("b").resolve("control.sock");
    }

    @Test
    void aServicesSocketIsForItsGroup() throws Exception {
        try (var socket = SocketFile.bind(ControlServerSettings.ofService(path))) {
            assertEquals("rw-rw----", permissions(path));
            assertAnswers(socket, path);
        }
    }

    @Test
    void aPersonsSocketIsForThatPerson() throws Exception {
        try (var socket = SocketFile.bind(ControlServerSettings.ofUser(path))) {
            assertEquals("rw-------", permissions(path));
            assertEquals("rwx------", permissions(folder.resolve("a").resolve("b")));
            assertAnswers(socket, path);
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        SocketFile.bind(ControlServerSettings.ofUser(path)).close();

        try (var left = Files.list(folder.resolve("a").resolve("b"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void takesThePlaceOfASocketThatOutlivedItsDaemon() throws Exception {
        var stale = folder.resolve("control.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(stale))
                .close();
        assertTrue(Files.exists(stale));

        try (var socket = SocketFile.bind(ControlServerSettings.ofUser(stale))) {
            assertAnswers(socket, stale);
        }
    }

    @Test
    void takesThePlaceOfALinkToNowhere() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("control.sock"), folder.resolve("gone"));

        try (var socket = SocketFile.bind(ControlServerSettings.ofUser(link))) {
            assertAnswers(socket, link);
        }
    }

    @Test
    void leavesADaemonThatAnswersItsSocket() throws Exception {
        try (var first = SocketFile.bind(ControlServerSettings.ofUser(path))) {
            var refusal = assertThrows(
                    ControlSocketException.class, () -> SocketFile.bind(ControlServerSettings.ofUser(path)));

            assertEquals(
                    "the control socket " + path + " cannot be opened: another daemon answers there;"
                            + " end that one, or give this one a state folder of its own",
                    refusal.getMessage());
            first.accept().close(); // the probe of the second
            assertAnswers(first, path);
        }
    }

    @Test
    void leavesADaemonThatIsTooBusyItsSocket() throws Exception {
        var busy = folder.resolve("control.sock");
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(busy), 1);
            var waiting = fill(busy);

            assertThrows(ControlSocketException.class, () -> SocketFile.bind(ControlServerSettings.ofUser(busy)));
            assertTrue(Files.exists(busy));
            for (var channel : waiting) {
                channel.close();
            }
        }
    }

    private static List<SocketChannel> fill(Path busy) {
        var waiting = new ArrayList<SocketChannel>();
        assertThrows(IOException.class, () -> {
            while (waiting.size() < 100) {
                waiting.add(SocketChannel.open(StandardProtocolFamily.UNIX));
                waiting.getLast().configureBlocking(false);
                waiting.getLast().connect(UnixDomainSocketAddress.of(busy));
            }
        });
        return waiting;
    }

    @Test
    void leavesAFileThatIsNoSocket() throws Exception {
        var file = Files.writeString(folder.resolve("control.sock"), "precious");

        var refusal =
                assertThrows(ControlSocketException.class, () -> SocketFile.bind(ControlServerSettings.ofUser(file)));

        assertTrue(refusal.getMessage().endsWith("what is there is no socket; move it away"));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void saysThatAPathIsTooLong() {
        var deep = folder.resolve("d".repeat(107));

        var refusal =
                assertThrows(ControlSocketException.class, () -> SocketFile.bind(ControlServerSettings.ofUser(deep)));

        assertTrue(refusal.getMessage().contains("more than 106 octets; choose a folder with a shorter name"));
    }

    @Test
    void saysThatTheFolderCannotBeMade() throws Exception {
        Files.createFile(folder.resolve("a"));

        var refusal =
                assertThrows(ControlSocketException.class, () -> SocketFile.bind(ControlServerSettings.ofUser(path)));

        assertTrue(refusal.getMessage().contains(folder.resolve("a").toString()), refusal::getMessage);
    }

    @Test
    void doesNotRemoveASocketThatTookItsName() throws Exception {
        var first = SocketFile.bind(ControlServerSettings.ofUser(path));
        Files.delete(path);
        try (var second = SocketFile.bind(ControlServerSettings.ofUser(path))) {
            first.close();

            assertTrue(Files.exists(path));
            assertAnswers(second, path);
        }
        assertFalse(Files.exists(path));
    }

    private static void assertAnswers(SocketFile socket, Path at) throws IOException {
        try (var client = SocketChannel.open(UnixDomainSocketAddress.of(at));
                var accepted = socket.accept()) {
            assertTrue(client.isConnected() && accepted.isConnected());
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
