package org.timeball.server.ntp.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Responder;
import org.timeball.server.protocol.CookieJar;

/**
 * Has the path of a request compiled before the first client comes: asks itself over a socket of its own on loopback, plainly
 * and with NTS.
 *
 * <p>A first second served by the interpreter would answer a tenth of what the second does, and late. So it would if the
 * practice left a way out that many clients take: what was compiled without it is then thrown away. Hence as many as
 * {@value #CLIENTS} ask, which is more than {@link org.timeball.server.ntp.NtpPolicy#crowded} has room for.
 */
public final class WarmUp {

    /** Enough for the compiler to take up all of the path. */
    static final int REQUESTS = 30_000;

    /** So few that each reply is sent by itself, and so many that they are sent in groups. */
    private static final int FEW = 8;

    private static final int MANY = 64;

    /** Addresses from which is asked. */
    static final int CLIENTS = 128;

    /** So many are asked of one responder; the next one knows no client again. */
    private static final int OF_EACH = 3_000;

    private final List<DatagramChannel> clients;
    private int turn;

    private WarmUp(List<DatagramChannel> clients) {
        this.clients = clients;
    }

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
     * @param responders   like those that will serve, but others; they must not limit rates
     * @param jar          whose cookies it takes
     * @param patienceNanos how long it may take at most
     * @throws DeviceException if loopback cannot be had
     */
    public static Result run(Supplier<Responder> responders, CookieJar jar, long patienceNanos) throws DeviceException {
        long startNanos = System.nanoTime();
        var clients = new ArrayList<DatagramChannel>();
        try (var socket = UdpSocket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
            for (int i = 0; patienceNanos > 0 && i < CLIENTS; i++) {
                clients.add(client(i, socket.localAddress()));
            }
            var warmUp = new WarmUp(clients);
            var kinds = kinds(jar);
            int requests = 0;
            while (requests < REQUESTS && System.nanoTime() - startNanos < patienceNanos) {
                requests += warmUp.ask(kinds, new UdpLoop(socket, responders.get()), startNanos + patienceNanos);
            }
            return new Result(requests, System.nanoTime() - startNanos);
        } catch (IOException refused) {
            throw new DeviceException("warm-up over loopback: " + refused.getMessage(), refused);
        } finally {
            clients.forEach(WarmUp::close);
        }
    }

    /** One with an address of its own. */
    private static DatagramChannel client(int number, InetSocketAddress server) throws IOException {
        var client = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            client.bind(new InetSocketAddress(InetAddress.ofLiteral("127.1.0." + (number + 1)), 0));
            client.connect(server);
            client.configureBlocking(false);
            return client;
        } catch (IOException refused) {
            client.close();
            throw refused;
        }
    }

    private static void close(DatagramChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a socket cannot be closed", e);
        }
    }

    private int ask(List<List<ByteBuffer>> kinds, UdpLoop loop, long endNanos) throws IOException, DeviceException {
        int requests = 0;
        while (requests < OF_EACH && System.nanoTime() - endNanos < 0) {
            for (var kind : kinds) {
                requests += burst(FEW, loop, kind);
                requests += burst(MANY, loop, kind);
            }
        }
        return requests;
    }

    private static List<List<ByteBuffer>> kinds(CookieJar jar) {
        var plain = List.of(direct(PracticeRequest.interleaved()), direct(PracticeRequest.plain()));
        var sealed = PracticeRequest.sealed(jar).stream().map(WarmUp::direct).toList();
        return List.of(plain, List.of(sealed.getFirst()), List.of(sealed.getLast()));
    }

    /** The last of the kind's requests again and again, after the others once; each by the next client. */
    private int burst(int size, UdpLoop loop, List<ByteBuffer> kind) throws IOException, DeviceException {
        for (int i = 0; i < size; i++) {
            clients.get((turn + i) % CLIENTS)
                    .write(kind.get(Math.min(i, kind.size() - 1)).rewind());
        }
        int served = loop.serveBatch();
        var reply = ByteBuffer.allocate(1);
        for (int i = 0; i < size; i++) {
            while (clients.get((turn + i) % CLIENTS).read(reply.clear()) > 0) {
                // Answers are taken out of the way; what does not fit is dropped by the kernel.
            }
        }
        turn += size;
        return served;
    }

    private static ByteBuffer direct(byte[] octets) {
        return ByteBuffer.allocateDirect(octets.length).put(octets);
    }
}
