package org.timeball.server.client.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;

/**
 * A UDP socket on a port that the system draws, which knows when packets left and came, as well as a program can.
 *
 * <p>Sending takes up to a tenth of a millisecond, and the packet leaves in the middle of that. The clock is read before, and
 * what comes is given an instant that is later by half of what sending took: so the offset is that of the middle, and the
 * delay is long enough for every other instant, too. What comes soon is looked for without rest, for to be woken takes a
 * busy machine longer than a short way takes the packet; it came between two looks, and its request is said to have left
 * earlier by half of what is between them, with the same effect.
 *
 * <p>A socket sends a packet to itself before the first one there is: what a program does for the first time takes it
 * milliseconds, for code is loaded meanwhile, and half of that would be seen as offset.
 */
final class TimedSocket implements AutoCloseable {

    private static final int MAX_OCTETS = 2_048;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** As long as a packet takes there and back in a house, and no burden to a processor at any poll. */
    private static final long RESTLESS_NANOS = 2 * NANOS_PER_MILLI;

    private static final int REHEARSALS = 3;
    private static final long REHEARSAL_NANOS = 100 * NANOS_PER_MILLI;

    static {
        rehearse();
    }

    private final DatagramChannel channel;
    private final byte[] octets = new byte[MAX_OCTETS];
    private final ByteBuffer buffer = ByteBuffer.wrap(octets);
    private long leftRawNanos;
    private long leavingNanos;
    private long comingNanos;
    private long leftNanos;

    /** Opens it. */
    TimedSocket() throws IOException {
        channel = DatagramChannel.open();
        channel.bind(null);
    }

    /** Sends, any number of times; what was sent before is forgotten. */
    void send(ByteBuffer packet, InetSocketAddress to) throws IOException {
        // It may rest from the last time, and looks for what comes without ever waiting longer than it is told.
        channel.configureBlocking(false);
        leftRawNanos = Nanos.raw();
        channel.send(packet, to);
        leavingNanos = (Nanos.raw() - leftRawNanos) / 2;
        leftNanos = System.nanoTime();
    }

    /** When the packet left, or somewhat before, as is right for what came last. */
    long leftRawNanos() {
        return leftRawNanos - comingNanos;
    }

    /**
     * Waits for a packet.
     *
     * @param from     nobody else's are taken
     * @param deadline by the clock that nobody sets
     * @return when it came, by the local clock, or 0 if none did
     */
    long receive(InetSocketAddress from, long deadline) throws IOException {
        // It may have come while sending went on.
        long lookedRawNanos = leftRawNanos + leavingNanos;
        while (System.nanoTime() - leftNanos < RESTLESS_NANOS) {
            buffer.clear();
            var sender = channel.receive(buffer);
            long cameRawNanos = Nanos.raw();
            if (from.equals(sender)) {
                comingNanos = (cameRawNanos - lookedRawNanos) / 2;
                return cameRawNanos + leavingNanos;
            }
            lookedRawNanos = cameRawNanos;
        }
        comingNanos = 0;
        return rest(from, deadline);
    }

    private long rest(InetSocketAddress from, long deadline) throws IOException {
        channel.configureBlocking(true);
        var socket = channel.socket();
        var packet = new DatagramPacket(octets, MAX_OCTETS);
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            // A timeout of zero would be none.
            socket.setSoTimeout(Math.toIntExact(left / NANOS_PER_MILLI) + 1);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException silence) {
                return 0;
            }
            long cameRawNanos = Nanos.raw();
            buffer.position(packet.getLength());
            if (from.equals(packet.getSocketAddress())) {
                return cameRawNanos + leavingNanos;
            }
        }
        return 0;
    }

    /** The packet that came. */
    byte[] packet() {
        return Arrays.copyOf(octets, buffer.position());
    }

    private static void rehearse() {
        try (var socket = new TimedSocket()) {
            int port = ((InetSocketAddress) socket.channel.getLocalAddress()).getPort();
            var self = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            for (int i = 0; i < REHEARSALS; i++) {
                socket.send(ByteBuffer.allocate(1), self);
                socket.receive(self, System.nanoTime() + REHEARSAL_NANOS);
            }
            socket.send(ByteBuffer.allocate(1), self);
            socket.rest(self, System.nanoTime() + REHEARSAL_NANOS);
        } catch (IOException noLoopback) {
            // Then the first request does it, and its bound says how well.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
