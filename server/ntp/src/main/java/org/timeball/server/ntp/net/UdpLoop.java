package org.timeball.server.ntp.net;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.UdpBatch;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Responder;

/**
 * Receives requests in batches, has each answered where it lies, and sends each reply at once: one socket, one
 * responder, one platform thread, which the root starts. It ends when the socket is closed.
 *
 * <p>Replies are not batched, for a reply's transmit time is as old as the replies queued behind it take to make, and a
 * client sees half of that as offset. Measured with bursts of 16: sent together they leave some 45 µs after their
 * transmit time, sent singly 6 µs, at 6 % more processor time.
 *
 * <p>In steady state a datagram allocates nothing. Any thread may take the {@link #statistics}.
 */
public final class UdpLoop implements Runnable {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private final UdpSocket socket;
    private final Responder responder;
    private final UdpBatch batch = new UdpBatch();

    // Written by the loop's thread alone, and only for what is rare.
    private volatile long unanswerable;
    private volatile long unsent;
    private volatile long unstamped;

    // Written by the loop's thread alone, once a round, and without a fence: whoever looks comes again in a second.
    private final long[] rounds = new long[1];

    /**
     * Opens nothing.
     *
     * @param socket    to serve; whoever opened it closes it
     * @param responder belongs to this loop's thread from now on
     */
    public UdpLoop(UdpSocket socket, Responder responder) {
        this.socket = socket;
        this.responder = responder;
    }

    /**
     * What befell datagrams outside the responder's judgement.
     *
     * @param unanswerable came from port 0, to which nothing can be sent; the responder never saw them
     * @param unsent       replies the kernel did not take: no route, a firewall, a full queue
     * @param unstamped    requests that came without the kernel's stamp and got ours, some microseconds late
     * @param overflows    datagrams that the kernel lost because this loop did not keep up
     */
    public record Statistics(long unanswerable, long unsent, long unstamped, long overflows) {}

    /** Where it serves. */
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    /** How often it has looked for datagrams: at least four times a second, or its thread hangs. */
    public long rounds() {
        return (long) SLOT.getOpaque(rounds, 0);
    }

    /** The counts since this was made. */
    public Statistics statistics() {
        return new Statistics(unanswerable, unsent, unstamped, batch.overflows());
    }

    /**
     * Serves until the socket is closed.
     *
     * @throws IllegalStateException if the kernel refuses to receive, with its words as the cause; for the thread's
     *     root to log
     */
    @Override
    public void run() {
        try {
            while (!socket.isClosed()) {
                serveBatch();
            }
        } catch (DeviceException failure) {
            throw new IllegalStateException("no more requests are received: " + failure.getMessage(), failure);
        }
    }

    /** One round: waits a little, answers what came, and says how many datagrams that was. */
    int serveBatch() throws DeviceException {
        SLOT.setOpaque(rounds, 0, rounds[0] + 1);
        int received = socket.receive(batch);
        MemorySegment packets = batch.packets();
        for (int i = 0; i < received; i++) {
            if (!batch.isStampedByKernel(i)) {
                unstamped++;
            }
            if (batch.sourcePort(i) == 0) {
                unanswerable++;
                continue;
            }
            int octets = responder.respond(
                    packets, batch.offset(i), batch.length(i), UdpBatch.SLOT_OCTETS, batch.receiveRawNanos(i));
            if (octets > 0) {
                batch.reply(i, octets);
                send();
            }
        }
        return received;
    }

    private void send() {
        if (socket.send(batch) == 0) {
            unsent++;
        }
    }
}
