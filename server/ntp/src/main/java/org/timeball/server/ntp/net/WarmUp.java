package org.timeball.server.ntp.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Responder;
import org.timeball.server.protocol.CookieJar;

/**
 * Has the path of a request compiled before the first client comes: asks itself over a socket of its own on loopback, plainly
 * and with NTS.
 *
 * <p>A first second served by the interpreter would answer a tenth of what the second does, and late.
 */
public final class WarmUp {

    /** Enough for the compiler to take up all of the path. */
    static final int REQUESTS = 30_000;

    /** So few that each reply is sent by itself, and so many that they are sent in groups. */
    private static final int FEW = 8;

    private static final int MANY = 64;

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
     * @param jar          whose cookies it takes
     * @param patienceNanos how long it may take at most
     * @throws DeviceException if loopback cannot be had
     */
    public static Result run(Responder responder, CookieJar jar, long patienceNanos) throws DeviceException {
        long startNanos = System.nanoTime();
        int requests = 0;
        try (var socket = UdpSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = DatagramChannel.open()) {
            client.connect(socket.localAddress());
            client.configureBlocking(false);
            var loop = new UdpLoop(socket, responder);
            var kinds = kinds(jar);
            while (requests < REQUESTS && System.nanoTime() - startNanos < patienceNanos) {
                for (var kind : kinds) {
                    requests += burst(FEW, loop, client, kind);
                    requests += burst(MANY, loop, client, kind);
                }
            }
        } catch (IOException refused) {
            throw new DeviceException("warm-up over loopback: " + refused.getMessage(), refused);
        }
        return new Result(requests, System.nanoTime() - startNanos);
    }

    private static List<List<ByteBuffer>> kinds(CookieJar jar) {
        var plain = List.of(direct(PracticeRequest.interleaved()), direct(PracticeRequest.plain()));
        var sealed = PracticeRequest.sealed(jar).stream().map(WarmUp::direct).toList();
        return List.of(plain, List.of(sealed.getFirst()), List.of(sealed.getLast()));
    }

    /** The last of the kind's requests again and again, after the others once. */
    private static int burst(int size, UdpLoop loop, DatagramChannel client, List<ByteBuffer> kind)
            throws IOException, DeviceException {
        for (int i = 0; i < size; i++) {
            client.write(kind.get(Math.min(i, kind.size() - 1)).rewind());
        }
        int served = loop.serveBatch();
        var reply = ByteBuffer.allocate(1);
        while (client.read(reply.clear()) > 0) {
            // Answers are taken out of the way; what does not fit is dropped by the kernel.
        }
        return served;
    }

    private static ByteBuffer direct(byte[] octets) {
        return ByteBuffer.allocateDirect(octets.length).put(octets);
    }
}
