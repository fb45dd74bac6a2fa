package org.timeball.server.discovery.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on loopback that answers with whatever octets a test likes, over UDP and TCP at one port. */
final class StubResolver implements AutoCloseable {

    /** What is said to a question. */
    @FunctionalInterface
    interface Answers {

        /**
         * Over UDP each a datagram, over TCP each a message; none is silence.
         *
         * @param client that asks
         */
        List<byte[]> to(byte[] question, boolean isTcp, SocketAddress client) throws IOException;
    }

    private final Answers answers;
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final AtomicInteger questions = new AtomicInteger();

    private StubResolver(Answers answers, DatagramSocket udp, ServerSocket tcp) {
        this.answers = answers;
        this.udp = udp;
        this.tcp = tcp;
    }

    static StubResolver start(Answers answers) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        var tcp = new ServerSocket(0, 10, loopback);
        var stub = new StubResolver(answers, new DatagramSocket(tcp.getLocalPort(), loopback), tcp);
        Thread.ofVirtual().start(stub::serveUdp);
        Thread.ofVirtual().start(stub::serveTcp);
        return stub;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort());
    }

    int questions() {
        return questions.get();
    }

    private void serveUdp() {
        var packet = new DatagramPacket(new byte[4_096], 4_096);
        try {
            while (true) {
                udp.receive(packet);
                questions.incrementAndGet();
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                for (var answer : answers.to(question, false, packet.getSocketAddress())) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            // The end.
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (var socket = tcp.accept()) {
                var in = new DataInputStream(socket.getInputStream());
                byte[] question = in.readNBytes(in.readUnsignedShort());
                questions.incrementAndGet();
                var out = new DataOutputStream(socket.getOutputStream());
                for (var answer : answers.to(question, true, socket.getRemoteSocketAddress())) {
                    out.writeShort(answer.length);
                    out.write(answer);
                }
            } catch (IOException closed) {
                // By the client, or the end.
            }
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
