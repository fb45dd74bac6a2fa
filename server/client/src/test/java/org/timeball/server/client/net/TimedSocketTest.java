package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a socket tells of packets, over loopback. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimedSocketTest {

    private static final long LONG_NANOS = 10_000_000_000L;
    private static final long SHORT_NANOS = 20_000_000L;
    private static final byte[] ASKED = {1, 2, 3};
    private static final byte[] ANSWERED = {4, 5, 6, 7, 8};

    private static InetSocketAddress of(DatagramSocket socket) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    private static void answer(DatagramSocket from, DatagramPacket asked) throws IOException {
        from.send(new DatagramPacket(ANSWERED, ANSWERED.length, asked.getSocketAddress()));
    }

    /** Whether it comes at once, or after the socket has gone to rest: the server's stamp is between the client's. */
    @Test
    void whatWasSentLeftBeforeItsAnswerCame() throws IOException {
        try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 50; i++) {
                try (var client = new TimedSocket()) {
                    client.send(ByteBuffer.wrap(ASKED), of(server));
                    var asked = new DatagramPacket(new byte[10], 10);
                    server.receive(asked);
                    long servedRawNanos = Nanos.raw();
                    if (i % 2 == 0) {
                        assertEquals(0, client.receive(of(server), System.nanoTime() + SHORT_NANOS));
                    }
                    answer(server, asked);

                    long cameRawNanos = client.receive(of(server), System.nanoTime() + LONG_NANOS);

                    assertTrue(client.leftRawNanos() <= servedRawNanos && servedRawNanos <= cameRawNanos);
                    assertArrayEquals(ANSWERED, client.packet());
                }
            }
        }
    }

    /** Nothing says that a second request finds anybody when the first did not. */
    @Test
    void waitsNoLongerThanItIsToldWhateverWasSentBefore() throws IOException {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var client = new TimedSocket()) {
            for (int i = 0; i < 3; i++) {
                client.send(ByteBuffer.wrap(ASKED), of(silent));
                assertEquals(0, client.receive(of(silent), System.nanoTime() + SHORT_NANOS));
            }
        }
    }

    @Test
    void takesNothingFromAnybodyElse() throws IOException {
        try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var other = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var client = new TimedSocket()) {
            client.send(ByteBuffer.wrap(ASKED), of(server));
            var asked = new DatagramPacket(new byte[10], 10);
            server.receive(asked);
            answer(other, asked);

            assertEquals(0, client.receive(of(server), System.nanoTime() + SHORT_NANOS));
        }
    }
}
