package org.timeball.server.ntp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;

/** What addresses and ports make of a request, over loopback: RFC 5905 §9.2, RFC 9109 and RFC 9769 §2. */
@Timeout(60)
class AddressesOnTheWireTest {

    private static final int ORIGIN = 24;
    private static final int RECEIVE = 32;
    private static final int TRANSMIT = 40;

    private final Responder responder = new Responder(
            new Clocks(() -> ClockSnapshot.starting(RawClock.nanos()), RawClock::nanos, System::nanoTime),
            Optional.empty(),
            NtpPolicy.OPEN,
            -24,
            new SplittableRandom(9_109)::nextLong);
    private final ByteBuffer reply = ByteBuffer.allocate(100);
    private UdpSocket socket;
    private UdpLoop loop;

    @BeforeEach
    void open() throws Exception {
        socket = UdpSocket.bind(new InetSocketAddress("0.0.0.0", 0));
        loop = new UdpLoop(socket, responder);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    private static ByteBuffer request(long origin, long receive, long transmit) {
        return ByteBuffer.allocate(48)
                .put(0, (byte) 0x23)
                .putLong(ORIGIN, origin)
                .putLong(RECEIVE, receive)
                .putLong(TRANSMIT, transmit);
    }

    /** One request from a port of its own, and the reply in {@link #reply}. */
    private void ask(ByteBuffer request) throws Exception {
        try (var client = DatagramChannel.open()
                .connect(
                        new InetSocketAddress("127.0.0.1", socket.localAddress().getPort()))) {
            client.write(request);
            assertEquals(1, loop.serveBatch());
            assertEquals(48, client.read(reply.clear()));
        }
    }

    /** RFC 9769 §2: not by port, for a client may change it with each request (RFC 9109). */
    @Test
    void aClientMayComeFromAnotherPortEachTime() throws Exception {
        ask(request(0, 0, 10));
        ask(request(reply.getLong(RECEIVE), 21, 20));
        long left = reply.getLong(TRANSMIT);

        ask(request(reply.getLong(RECEIVE), 31, 30));

        assertEquals(31, reply.getLong(ORIGIN), "interleaved");
        assertTrue(Math.abs(reply.getLong(TRANSMIT) - left) < 1L << 32, "within a second of what was foretold");
        assertEquals(1, responder.counters().statistics().interleaved());
    }

    /** RFC 5905 §9.2 (FXMIT): one forged request to everybody must not bring as many answers as there are servers. */
    @Test
    void aRequestToEverybodyIsNotAnswered() throws Exception {
        try (var client = DatagramChannel.open()
                .setOption(StandardSocketOptions.SO_BROADCAST, true)
                .bind(new InetSocketAddress("127.0.0.1", 0))) {
            int port = socket.localAddress().getPort();
            client.send(request(0, 0, 1), new InetSocketAddress("127.255.255.255", port));
            assertEquals(1, loop.serveBatch());
            client.configureBlocking(false);
            assertNull(client.receive(reply.clear()));
            assertEquals(1, loop.statistics().unanswerable());
            assertEquals(0, responder.counters().statistics().received());
        }
        ask(request(0, 0, 2));
        assertEquals(2, reply.getLong(ORIGIN), "the next is");
    }
}
