package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.function.IntPredicate;

/** Asks a server by NTP until it answers as is wanted: how a start is waited for. */
final class Probe {

    private static final int HEADER_OCTETS = 48;

    /** Version 4, mode 3. */
    private static final byte CLIENT = 4 << 3 | 3;

    private static final int STRATUM = 1;
    private static final int PATIENCE_MILLIS = 20;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Probe() {}

    /** Until it vouches for a time; false when it has not by then, or has ended. */
    static boolean awaitSynchronised(ServerProcess process, int port, int seconds) throws BenchException {
        return await(process, port, seconds, stratum -> stratum > 0 && stratum < 16);
    }

    /** Until it answers at all, if only that it knows no time. */
    static boolean awaitAnswer(ServerProcess process, int port, int seconds) throws BenchException {
        return await(process, port, seconds, _ -> true);
    }

    private static boolean await(ServerProcess process, int port, int seconds, IntPredicate isWanted)
            throws BenchException {
        long end = System.nanoTime() + seconds * NANOS_PER_SECOND;
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            while (System.nanoTime() < end && process.isAlive()) {
                if (answersAs(isWanted, socket, port)) {
                    return true;
                }
            }
            return false;
        } catch (IOException refused) {
            throw new BenchException("cannot ask 127.0.0.1:" + port + ": " + refused.getMessage(), refused);
        }
    }

    private static boolean answersAs(IntPredicate isWanted, DatagramSocket socket, int port) throws IOException {
        byte[] request = new byte[HEADER_OCTETS];
        request[0] = CLIENT;
        request[HEADER_OCTETS - 1] = 1;
        var server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.send(new DatagramPacket(request, request.length, server));
        var reply = new DatagramPacket(new byte[HEADER_OCTETS], HEADER_OCTETS);
        try {
            socket.receive(reply);
            return isWanted.test(reply.getData()[STRATUM]);
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }
}
