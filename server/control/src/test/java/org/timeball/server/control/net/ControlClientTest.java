package org.timeball.server.control.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.ControlReply;

/** The client against daemons that fail it; against one that answers it is tested in the module that holds the server. */
@Timeout(20)
class ControlClientTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path folder;

    private Path path;
    private ServerSocketChannel listener;

    @BeforeEach
    void listen() throws IOException {
        path = folder.resolve("control.sock");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path), 1);
    }

    @AfterEach
    void end() throws IOException {
        listener.close();
    }

    @Test
    void saysThatThereIsNoSocket() {
        var missing = folder.resolve("other.sock");

        var refusal = assertThrows(ControlException.class, () -> ControlClient.open(missing));

        assertEquals(
                "no daemon answers at " + missing + ": there is no such file; is the daemon running?"
                        + " --socket or --state names another place",
                refusal.getMessage());
    }

    @Test
    void saysThatTheSocketOutlivedItsDaemon() throws IOException {
        listener.close();

        var refusal = assertThrows(ControlException.class, () -> ControlClient.open(path));

        assertEquals(
                "no daemon answers at " + path + ": Connection refused; is the daemon running, and well?"
                        + " A socket can outlive its daemon",
                refusal.getMessage());
    }

    @Test
    void saysThatAPathIsTooLong() {
        var deep = folder.resolve("d".repeat(108));

        var refusal = assertThrows(ControlException.class, () -> ControlClient.open(deep));

        assertTrue(refusal.getMessage().endsWith("a socket's path has at most 107 octets; name a shorter one"));
    }

    @Test
    void saysThatTheFileIsNoSocket() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThrows(ControlException.class, () -> ControlClient.open(file));
    }

    @Test
    void doesNotWaitForADaemonThatAcceptsNobody() throws ControlException {
        var waiting = new ArrayList<ControlClient>();
        var refusal = assertThrows(ControlException.class, () -> {
            for (int i = 0; i < 100; i++) {
                waiting.add(ControlClient.open(path));
            }
        });
        waiting.forEach(ControlClient::close);

        assertTrue(refusal.getMessage().startsWith("no daemon answers at " + path), refusal::getMessage);
        assertTrue(!waiting.isEmpty(), "the queue had room at first");
    }

    @Test
    void doesNotWaitForADaemonThatHangs() throws Exception {
        try (var client = ControlClient.open(path, SHORT);
                var peer = listener.accept()) {
            var refusal = assertThrows(ControlException.class, client::status);

            assertEquals("the daemon at " + path + " has not answered for 50 ms: it hangs", refusal.getMessage());
            assertTrue(peer.isOpen());
            assertThrows(ControlException.class, client::status, "what comes late is no answer to the next question");
        }
    }

    @Test
    void doesNotWaitForAStreamThatHangs() throws Exception {
        try (var client = ControlClient.open(path, SHORT);
                var idle = listener.accept();
                var stream = client.follow();
                var peer = listener.accept()) {
            assertThrows(ControlException.class, stream::next);
            assertTrue(peer.isOpen() && idle.isOpen());
        }
    }

    @Test
    void closingEndsAWait() throws Exception {
        var client = ControlClient.open(path);
        try (var peer = listener.accept()) {
            var asked = CompletableFuture.supplyAsync(() -> assertThrows(ControlException.class, client::status));
            peer.read(ByteBuffer.allocate(1)); // the question is out, so the client waits or is about to
            client.close();

            var refusal = asked.get(2, TimeUnit.SECONDS);

            assertTrue(refusal.getMessage().contains("closed the connection"), refusal::getMessage);
        }
    }

    record Answer(String name, String line, String complaint) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Answer> ANSWERS = List.of(
            new Answer("nothing", "", "closed the connection"),
            new Answer("half a line", "{\"v\":1,\"ok\":tr", "closed the connection"),
            new Answer("noise", "hello\n", "sent what is not understood here"),
            new Answer("pulses", new ControlReply.OfPulses(List.of()).line() + "\n", "answered another question"),
            new Answer("a refusal", new ControlReply.Refused("too busy").line() + "\n", "refused: too busy"),
            new Answer("no end", "x".repeat(ControlReply.LIMIT_OCTETS + 1), "sent a line of more than 8388608 octets"));

    @ParameterizedTest
    @FieldSource("ANSWERS")
    void saysWhatIsWrongWithAnAnswer(Answer row) throws Exception {
        try (var client = ControlClient.open(path);
                var peer = listener.accept()) {
            var answering = CompletableFuture.runAsync(() -> answer(peer, row.line));

            var refusal = assertThrows(ControlException.class, client::status);

            assertTrue(
                    refusal.getMessage().contains("the daemon at " + path + " " + row.complaint), refusal::getMessage);
            answering.join();
        }
    }

    private static void answer(SocketChannel peer, String text) {
        var octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            peer.read(ByteBuffer.allocate(1_024));
            while (octets.hasRemaining()) {
                peer.write(octets);
            }
            peer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
