package org.timeball.server.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.Parsed;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.control.net.LineChannel;
import org.timeball.server.control.net.LineChannel.Received;

/** The socket's two ends together, over a real Unix socket. O13 of the test catalogue. */
@Timeout(20)
class ControlServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ROOM = 4;

    @TempDir
    Path folder;

    private final Daemon daemon = new Daemon();
    private ControlServer server;

    @BeforeEach
    void open() throws ControlSocketException {
        server = ControlServer.open(settings(Duration.ofMillis(10), PATIENCE), daemon.answers());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ControlServerSettings settings(Duration interval, Duration idle) {
        return new ControlServerSettings(
                folder.resolve("control.sock"),
                PosixFilePermissions.fromString("rw-------"),
                PosixFilePermissions.fromString("rwx------"),
                ROOM,
                idle,
                Duration.ofMillis(100),
                interval);
    }

    private LineChannel connect() throws IOException {
        var channel = SocketChannel.open(UnixDomainSocketAddress.of(server.path()));
        return LineChannel.over(channel, ControlReply.LIMIT_OCTETS);
    }

    private static ControlReply reply(LineChannel channel) throws IOException {
        var line = assertInstanceOf(Received.Line.class, channel.receive(PATIENCE));
        var parsed = assertInstanceOf(Parsed.Ok.class, ControlReply.parse(line.text()), line.text());
        return assertInstanceOf(ControlReply.class, parsed.value());
    }

    @Test
    void tellsItsStatusAsOftenAsAsked() throws ControlException {
        var same = new Daemon();
        try (var client = ControlClient.open(server.path())) {
            assertEquals(same.status(), client.status());
            assertEquals(same.status(), client.status());
        }
        assertEquals(new CommandCounts(2, 0), server.counts());
    }

    @Test
    void tellsAsManyPulsesAsAsked() throws ControlException {
        daemon.status();
        try (var client = ControlClient.open(server.path())) {
            assertEquals(daemon.pulses(1), client.pulses(1));
            assertEquals(
                    daemon.pulses(ControlRequest.RecentPulses.MOST), client.pulses(ControlRequest.RecentPulses.MOST));
        }
    }

    @Test
    void isFollowedWhileItIsAsked() throws ControlException {
        try (var client = ControlClient.open(server.path());
                var stream = client.follow()) {
            var first = stream.next();
            var asked = client.status();
            var second = stream.next();
            var third = stream.next();

            assertTrue(first.upSeconds() < second.upSeconds() && second.upSeconds() < third.upSeconds());
            assertEquals("timeball test", asked.program(), "the client stays free for questions");
        }
        assertEquals(new CommandCounts(2, 0), server.counts());
    }

    @Test
    void twoClientsDoNotHinderEachOther() throws Exception {
        var askers = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::askHundredTimes))
                .toList();

        for (var asker : askers) {
            assertEquals(100, asker.get(10, TimeUnit.SECONDS));
        }
        assertEquals(new CommandCounts(200, 0), server.counts());
    }

    private long askHundredTimes() {
        try (var client = ControlClient.open(server.path())) {
            long last = 0;
            int later = 0;
            for (int i = 0; i < 100; i++) {
                long now = client.status().upSeconds();
                later += now > last ? 1 : 0;
                last = now;
            }
            return later;
        } catch (ControlException e) {
            throw new AssertionError(e);
        }
    }

    record Hostile(String line, String error) {
        @Override
        public String toString() {
            return line;
        }
    }

    static final List<Hostile> HOSTILE = List.of(
            new Hostile("", "a request is a JSON object"),
            new Hostile("GET /status HTTP/1.1", "not a line of JSON"),
            new Hostile("\u0000\u0001\u0002", "not a line of JSON"),
            new Hostile("{\"v\":9,\"op\":\"status\"}", "\"v\" must be 1"),
            new Hostile("{\"v\":1,\"op\":\"erase\"}", "\"op\" must be"),
            new Hostile("{\"v\":1,\"op\":\"pulses\",\"count\":1e9}", "\"count\" must be"));

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void aHostileLineIsRefusedAndTheNextOneAnswered(Hostile row) throws IOException {
        try (var channel = connect()) {
            channel.send(row.line, PATIENCE);
            var refused = assertInstanceOf(ControlReply.Refused.class, reply(channel));
            assertTrue(refused.error().contains(row.error), refused::error);

            channel.send(new ControlRequest.CurrentStatus().line(), PATIENCE);
            assertInstanceOf(ControlReply.OfStatus.class, reply(channel));
        }
        assertEquals(new CommandCounts(2, 1), server.counts());
    }

    @Test
    void aLineWithoutEndIsRefusedOnceAndTheConnectionClosed() throws IOException {
        try (var channel = connect()) {
            channel.send("x".repeat(ControlRequest.LIMIT_OCTETS + 1), PATIENCE);

            assertEquals(new ControlReply.Refused("a request has at most 65536 octets"), reply(channel));
            assertInstanceOf(Received.Ended.class, end(channel));
        }
        assertEquals(new CommandCounts(1, 1), server.counts());
    }

    /** A peer that closes with octets unread resets the connection, which ends it just as well. */
    private static Received end(LineChannel channel) {
        try {
            return channel.receive(PATIENCE);
        } catch (IOException reset) {
            return new Received.Ended();
        }
    }

    @Test
    void requestsSentTogetherAreAnsweredInTurn() throws IOException {
        try (var channel = connect()) {
            channel.send("{\"v\":1,\"op\":\"status\"}\n{\"v\":1,\"op\":\"pulses\",\"count\":2}\nno", PATIENCE);

            assertInstanceOf(ControlReply.OfStatus.class, reply(channel));
            assertInstanceOf(ControlReply.OfPulses.class, reply(channel));
            assertInstanceOf(ControlReply.Refused.class, reply(channel));
        }
    }

    @Test
    void aWordWhileFollowingEndsTheStream() throws IOException {
        try (var channel = connect()) {
            channel.send(new ControlRequest.Follow().line(), PATIENCE);
            reply(channel);
            channel.send("enough", PATIENCE);

            Received received = channel.receive(PATIENCE);
            while (received instanceof Received.Line) {
                received = end(channel);
            }
            assertInstanceOf(Received.Ended.class, received);
        }
    }

    @Test
    void oneTooManyIsToldSo() throws Exception {
        var kept = List.of(connect(), connect(), connect(), connect());
        for (var channel : kept) {
            channel.send(new ControlRequest.CurrentStatus().line(), PATIENCE);
            assertInstanceOf(ControlReply.OfStatus.class, reply(channel));
        }

        try (var channel = connect()) {
            assertEquals(new ControlReply.Refused("no room: 4 connections are open"), reply(channel));
            assertInstanceOf(Received.Ended.class, end(channel));
        }
        kept.forEach(LineChannel::close);
        awaitConnections(0);
        try (var client = ControlClient.open(server.path())) {
            assertEquals("timeball test", client.status().program(), "there is room again");
        }
        assertEquals(new CommandCounts(6, 1), server.counts());
    }

    @Test
    void aReaderThatDoesNotReadIsDropped() throws Exception {
        server.close();
        server = ControlServer.open(settings(Duration.ofNanos(1), PATIENCE), daemon.answers());
        try (var slow = SocketChannel.open(UnixDomainSocketAddress.of(server.path()));
                var client = ControlClient.open(server.path())) {
            slow.write(ByteBuffer.wrap((new ControlRequest.Follow().line() + "\n").getBytes(StandardCharsets.UTF_8)));
            assertEquals("timeball test", client.status().program(), "others are answered meanwhile");
            awaitConnections(1);

            assertEquals("timeball test", client.status().program());
            assertTrue(slow.isOpen());
        }
    }

    @Test
    void aClientThatAsksNothingIsClosed() throws Exception {
        server.close();
        server = ControlServer.open(settings(PATIENCE, Duration.ofMillis(50)), daemon.answers());
        try (var channel = connect()) {
            assertInstanceOf(Received.Ended.class, channel.receive(PATIENCE));
        }
    }

    @Test
    void aMistakeOfOursEndsItsConnectionAlone() throws Exception {
        server.close();
        server = ControlServer.open(settings(PATIENCE, PATIENCE), daemon.answers(count -> {
            throw new IllegalStateException("a mistake made on purpose");
        }));
        try (var victim = ControlClient.open(server.path());
                var other = ControlClient.open(server.path())) {
            assertThrows(ControlException.class, () -> victim.pulses(5));

            assertEquals("timeball test", other.status().program());
        }
    }

    @Test
    void closingEndsEverythingAndRemovesTheFile() throws Exception {
        try (var client = ControlClient.open(server.path());
                var stream = client.follow()) {
            client.status();
            server.close();

            assertThrows(ControlException.class, client::status);
            assertThrows(ControlException.class, () -> {
                while (stream.next().upSeconds() > 0) {}
            });
        }
        awaitConnections(0);
        assertFalse(server.path().toFile().exists());
        assertThrows(ControlException.class, () -> ControlClient.open(server.path()));
        server.close();
    }

    private void awaitConnections(int count) {
        while (server.connections() != count) {
            Thread.onSpinWait();
        }
    }
}
