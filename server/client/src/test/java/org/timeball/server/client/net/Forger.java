package org.timeball.server.client.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Sits between clients and a server's UDP port, and makes every reply say that it is a minute later. */
final class Forger implements AutoCloseable {

    private static final int MAX_OCTETS = 1_500;

    /** Where receive and transmit timestamp of a reply have the seconds' last octet (RFC 5905 §7.3). */
    private static final int[] SECONDS = {35, 43};

    private static final int LATER_SECONDS = 60;

    private final DatagramSocket socket;

    Forger() throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on asks that server. */
    void start(int serverPort) {
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        Thread.ofPlatform().daemon().start(() -> forge(server));
    }

    private void forge(InetSocketAddress server) {
        try (var behind = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            while (true) {
                var request = receive(socket);
                behind.send(new DatagramPacket(request.getData(), request.getLength(), server));
                var reply = receive(behind);
                later(reply.getData());
                socket.send(new DatagramPacket(reply.getData(), reply.getLength(), request.getSocketAddress()));
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

    private static void later(byte[] reply) {
        for (int last : SECONDS) {
            int carry = LATER_SECONDS;
            for (int i = last; i > last - 4; i--) {
                int sum = (reply[i] & 0xff) + carry;
                reply[i] = (byte) sum;
                carry = sum >> 8;
            }
        }
    }

    @Override
    public void close() {
        // Its thread ends with it.
        socket.close();
    }
}
