package org.timeball.server.discovery.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * Carries dnsjava's questions for one discovery: each from a port of its own that the system draws, and only what
 * repeats the question's number and words, and comes from where it was sent to, is its answer (RFC 5452 §9.1). What is
 * anything else is passed over, so that a forger cannot end the waiting, either.
 *
 * <p>Nothing is sent a second time within a second. All ends when the patience for the discovery does.
 */
final class DnsSockets implements IoClientFactory, UdpIoClient, TcpIoClient {

    /** How long an answer is waited for before the question is sent again, and then again. */
    private static final int[] WAITS_MILLIS = {1_000, 2_000, 4_000};

    private static final int MAX_UDP_OCTETS = 4_096;
    private static final int RESPONSE_BIT = 0x80;
    private static final int OPCODE_BITS = 0x78;
    private static final int TRUNCATED_BIT = 0x02;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long deadlineNanos;
    private volatile Optional<byte[]> firstAnswer = Optional.empty();

    DnsSockets(Duration patience) {
        deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** What the server said to the first question; empty as long as it said nothing. */
    Optional<byte[]> firstAnswer() {
        return firstAnswer;
    }

    @Override
    public TcpIoClient createOrGetTcpClient() {
        return this;
    }

    @Override
    public UdpIoClient createOrGetUdpClient() {
        return this;
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveUdp(
            InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, int max, Duration timeout) {
        return onItsOwnThread(() -> overUdp(remote, data), false);
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveTcp(
            InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, Duration timeout) {
        return onItsOwnThread(() -> overTcp(remote, data), true);
    }

    /** Something that takes its time. */
    private interface Exchange {
        byte[] run() throws IOException;
    }

    private CompletableFuture<byte[]> onItsOwnThread(Exchange exchange, boolean isLast) {
        var answer = new CompletableFuture<byte[]>();
        Thread.ofVirtual().name("dns").start(() -> {
            try {
                byte[] octets = exchange.run();
                boolean isWhole = isLast || (octets[2] & TRUNCATED_BIT) == 0;
                firstAnswer = firstAnswer.or(() -> isWhole ? Optional.of(octets) : Optional.empty());
                answer.complete(octets);
            } catch (IOException failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private byte[] overUdp(InetSocketAddress server, byte[] question) throws IOException {
        for (int wait : WAITS_MILLIS) {
            try (var socket = new DatagramSocket()) {
                // Not connected: nobody's "unreachable" ends the waiting.
                socket.send(new DatagramPacket(question, question.length, server));
                var answer = await(socket, server, question, System.nanoTime() + wait * NANOS_PER_MILLI);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        }
        throw new SocketTimeoutException("no answer from " + server);
    }

    private Optional<byte[]> await(DatagramSocket socket, InetSocketAddress server, byte[] question, long untilNanos)
            throws IOException {
        var packet = new DatagramPacket(new byte[MAX_UDP_OCTETS], MAX_UDP_OCTETS);
        while (System.nanoTime() - untilNanos < 0) {
            socket.setSoTimeout(millisLeft(untilNanos));
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException silence) {
                return Optional.empty();
            }
            byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
            if (server.equals(packet.getSocketAddress()) && answers(octets, question)) {
                return Optional.of(octets);
            }
        }
        return Optional.empty();
    }

    private byte[] overTcp(InetSocketAddress server, byte[] question) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(server, millisLeft(deadlineNanos));
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(Short.BYTES + question.length)
                            .putShort((short) question.length)
                            .put(question)
                            .array());
            int length = Short.toUnsignedInt(
                    ByteBuffer.wrap(read(socket, Short.BYTES)).getShort());
            byte[] octets = read(socket, length);
            if (!answers(octets, question)) {
                throw new IOException(server + " answers another question than it was asked");
            }
            return octets;
        }
    }

    private byte[] read(Socket socket, int count) throws IOException {
        byte[] octets = new byte[count];
        for (int at = 0; at < count; ) {
            socket.setSoTimeout(millisLeft(deadlineNanos));
            int more = socket.getInputStream().read(octets, at, count - at);
            if (more < 0) {
                throw new EOFException("the answer ends after " + at + " of " + count + " octets");
            }
            at += more;
        }
        return octets;
    }

    /** At least one: zero would mean for ever. */
    private int millisLeft(long untilNanos) throws IOException {
        long now = System.nanoTime();
        long left = Math.min(untilNanos - now, deadlineNanos - now);
        if (left <= 0) {
            throw new SocketTimeoutException("it took too long");
        }
        return Math.toIntExact(left / NANOS_PER_MILLI + 1);
    }

    /** Number and question are the same to the octet, and it is an answer. */
    static boolean answers(byte[] octets, byte[] question) {
        int end = endOfQuestion(question);
        return octets.length >= end
                && octets[0] == question[0]
                && octets[1] == question[1]
                && (octets[2] & RESPONSE_BIT) != 0
                && (octets[2] & OPCODE_BITS) == 0
                && octets[4] == 0
                && octets[5] == 1
                && Arrays.equals(octets, Header.LENGTH, end, question, Header.LENGTH, end);
    }

    /** Of our own question, which is whole and has one name, uncompressed. */
    private static int endOfQuestion(byte[] question) {
        int at = Header.LENGTH;
        while (question[at] != 0) {
            at += 1 + question[at];
        }
        return at + 1 + 2 * Short.BYTES;
    }
}
