package org.timeball.server.ntp.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Responder;

/**
 * Has the path of a request compiled before the first client comes: asks itself over a socket of its own on loopback.
 *
 * <p>A first second served by the interpreter would answer a tenth of what the second does, and late.
 */
public final class WarmUp {

    /** Enough for the compiler to take up all of the path. */
    static final int REQUESTS = 20_000;

    /** So few that each reply is sent by itself, and so many that they are sent in groups. */
    private static final int FEW = 8;

    private static final int MANY = 64;
    private static final int TRANSMIT = 40;

    /** An odd origin, and a receive stamp that is not the transmit stamp: as in interleaved mode. */
    private static final int ORIGIN = 24;

    private static final int RECEIVE = 32;
    private static final byte VERSION_4_CLIENT = 0x23;

    private WarmUp() {}

    /**
     * What it came to.
     *
     * @param requests how many were answered
     * @param nanos    how long it took
     */
    public record Result(int requests, long nanos) {}

    /**
     * Asks until the path is warm or the time is up.
     *
     * @param responder    like those that will serve, but another one; it must not limit rates
     * @param patienceNanos how long it may take at most
     * @throws DeviceException if loopback cannot be had
     */
    public static Result run(Responder responder, long patienceNanos) throws DeviceException {
        long startNanos = System.nanoTime();
        int requests = 0;
        try (var socket = UdpSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = DatagramChannel.open()) {
            client.connect(socket.localAddress());
            client.configureBlocking(false);
            var loop = new UdpLoop(socket, responder);
            var packet = ByteBuffer.allocateDirect(64);
            while (requests < REQUESTS && System.nanoTime() - startNanos < patienceNanos) {
                requests += burst(FEW, loop, client, packet);
                requests += burst(MANY, loop, client, packet);
            }
        } catch (IOException refused) {
            throw new DeviceException("warm-up over loopback: " + refused.getMessage(), refused);
        }
        return new Result(requests, System.nanoTime() - startNanos);
    }

    private static int burst(int size, UdpLoop loop, DatagramChannel client, ByteBuffer packet)
            throws IOException, DeviceException {
        for (int i = 0; i < size; i++) {
            packet.clear().limit(48);
            packet.put(0, VERSION_4_CLIENT).putLong(TRANSMIT, i).putLong(ORIGIN, i == 0 ? 1 : 0);
            client.write(packet.putLong(RECEIVE, i == 0 ? 3 : 0));
        }
        int served = loop.serveBatch();
        while (client.read(packet.clear()) > 0) {
            // Answers are taken out of the way.
        }
        return served;
    }
}
