package org.timeball.firmware.appliance.bench.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients that ask by NTP at an even pace, and how long each waited. */
final class PacedClients {

    private static final int HEADER_OCTETS = 48;

    /** Version 4, mode 3. */
    private static final byte CLIENT = 4 << 3 | 3;

    private static final int ORIGIN = 24;
    private static final int TRANSMIT = 40;
    private static final long SPIN_NANOS = 60_000;
    private static final long LAST_REPLIES_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private PacedClients() {}

    /**
     * How they fared.
     *
     * @param sent         requests
     * @param answered     of them
     * @param medianMicros until the reply was there
     * @param p99Micros    the same in one of a hundred
     */
    record Waits(int sent, int answered, double medianMicros, double p99Micros) {}

    /** Asks; one thread sends, one receives. */
    static Waits ask(int port, int perSecond, int seconds) throws WebBenchException, InterruptedException {
        int count = perSecond * seconds;
        long[] sent = new long[count];
        double[] micros = new double[count];
        Arrays.fill(micros, Double.NaN);
        Thread receiver;
        try (var channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            receiver = Thread.ofPlatform().start(() -> receive(channel, sent, micros));
            send(channel, sent, TimeUnit.SECONDS.toNanos(1) / perSecond);
            LockSupport.parkNanos(LAST_REPLIES_NANOS);
        } catch (IOException refused) {
            throw new WebBenchException("cannot ask 127.0.0.1:" + port + ": " + refused.getMessage(), refused);
        }
        receiver.join();
        double[] known = Arrays.stream(micros).filter(Double::isFinite).sorted().toArray();
        if (known.length == 0) {
            throw new WebBenchException("no request by NTP was answered");
        }
        return new Waits(count, known.length, known[known.length / 2], known[(int) (0.99 * known.length)]);
    }

    private static void send(DatagramChannel channel, long[] sent, long intervalNanos) throws IOException {
        var request = ByteBuffer.allocateDirect(HEADER_OCTETS);
        request.put(0, CLIENT);
        long next = System.nanoTime();
        for (int k = 0; k < sent.length; k++) {
            long wait = next - System.nanoTime();
            if (wait > SPIN_NANOS) {
                LockSupport.parkNanos(wait - SPIN_NANOS);
            }
            while (next - System.nanoTime() > 0) {
                Thread.onSpinWait();
            }
            // A client's own stamp comes back as the origin: here it is the number of the request (RFC 5905, 7.3).
            request.putLong(TRANSMIT, k + 1L).clear();
            sent[k] = System.nanoTime();
            channel.write(request);
            next += intervalNanos;
        }
    }

    private static void receive(DatagramChannel channel, long[] sent, double[] micros) {
        var reply = ByteBuffer.allocateDirect(HEADER_OCTETS);
        try {
            while (channel.isOpen()) {
                reply.clear();
                channel.read(reply);
                long now = System.nanoTime();
                long number = reply.position() == HEADER_OCTETS ? reply.getLong(ORIGIN) - 1 : -1;
                if (number >= 0 && number < sent.length) {
                    micros[(int) number] = (now - sent[(int) number]) * 1e-3;
                }
            }
        } catch (AsynchronousCloseException over) {
            // The last replies have come.
        } catch (ClosedChannelException over) {
            // The same, between two of them.
        } catch (IOException refused) {
            // What is missing is counted as not answered.
        }
    }
}
