package org.timeball.server.client.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sits between clients and a server's UDP port, and sends clients what it likes. */
final class Between implements AutoCloseable {

    private static final int MAX_OCTETS = 1_500;

    private final DatagramSocket socket;
    private final DatagramSocket elsewhere;
    private final Will will;
    private final AtomicInteger requests = new AtomicInteger();

    /** What becomes of an exchange. */
    interface Will {

        /** What the client gets, in this order. */
        List<Sent> packets(byte[] request, byte[] reply);
    }

    /**
     * A packet for a client.
     *
     * @param isFromElsewhere whether it comes from a port that the client has not asked
     */
    record Sent(byte[] octets, boolean isFromElsewhere) {}

    Between(Will will) throws SocketException {
        this.will = will;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        elsewhere = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many requests came. */
    int requests() {
        return requests.get();
    }

    /** From now on asks that server. */
    void start(int serverPort) {
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        Thread.ofPlatform().daemon().start(() -> pass(server));
    }

    private void pass(InetSocketAddress server) {
        try (var behind = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            while (true) {
                var request = receive(socket);
                requests.incrementAndGet();
                behind.send(new DatagramPacket(request.getData(), request.getLength(), server));
                var reply = receive(behind);
                for (var sent : will.packets(octets(request), octets(reply))) {
                    var packet = new DatagramPacket(sent.octets, sent.octets.length, request.getSocketAddress());
                    (sent.isFromElsewhere ? elsewhere : socket).send(packet);
                }
            }
        } catch (IOException broken) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private static DatagramPacket receive(DatagramSocket from) throws IOException {
        var packet = new DatagramPacket(new byte[MAX_OCTETS], MAX_OCTETS);
        from.receive(packet);
        return packet;
    }

    private static byte[] octets(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Override
    public void close() {
        // Its thread ends with it.
        socket.close();
        elsewhere.close();
    }
}
