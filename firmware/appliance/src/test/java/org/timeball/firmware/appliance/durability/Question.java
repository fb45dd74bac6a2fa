package org.timeball.firmware.appliance.durability;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One NTP request without NTS, and what came of it. */
final class Question {

    private static final int OCTETS = 48;
    private static final int PATIENCE_MILLIS = 2_000;

    private Question() {}

    /**
     * An answer.
     *
     * @param roundTripNanos from sending to receiving, as this program sees them
     * @param residenceNanos from the kernel's stamp of the request's arrival to the reply's transmit stamp
     */
    record Answer(long roundTripNanos, long residenceNanos) {}

    /** Asks once, and waits two seconds at most. */
    static Optional<Answer> put(String address, int port) {
        return put(address, port, PATIENCE_MILLIS);
    }

    /** Asks once, and waits so long at most. */
    static Optional<Answer> put(String address, int port, int patienceMillis) {
        var request = ByteBuffer.allocate(OCTETS).put(0, (byte) 0x23).putLong(40, System.nanoTime());
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            socket.setSoTimeout(patienceMillis);
            long sentNanos = System.nanoTime();
            socket.send(new DatagramPacket(request.array(), OCTETS));
            var reply = ByteBuffer.allocate(OCTETS);
            socket.receive(new DatagramPacket(reply.array(), OCTETS));
            long roundTripNanos = System.nanoTime() - sentNanos;
            return Optional.of(new Answer(roundTripNanos, nanos(reply.getLong(40) - reply.getLong(32))));
        } catch (IOException silence) {
            return Optional.empty();
        }
    }

    /** A difference of NTP's 32.32 fixed point. */
    private static long nanos(long bits) {
        return Math.round(bits / 4.294967296);
    }

    /**
     * For a process in a network of its own: prints "answered" or "silent".
     *
     * @param arguments address and port
     */
    public static void main(String[] arguments) {
        var answer = put(arguments[0], Integer.parseInt(arguments[1]));
        System.out.println(answer.isPresent() ? "answered" : "silent");
    }
}
