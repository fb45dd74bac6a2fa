package org.timeball.server.keyexchange.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Connections that are held and say nothing, or an octet now and then. On loopback only, for every address of 127/8 is
 * this machine's.
 */
final class Crowd implements AutoCloseable {

    private static final long DRIP_MILLIS = 50;

    private final InetSocketAddress server;
    private final List<InetAddress> addresses;
    private final SocketChannel[] held;
    private final ScheduledExecutorService sweeps = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong reopened = new AtomicLong();

    /**
     * Opens all of them.
     *
     * @param size      how many
     * @param addresses from how many addresses, 127.0.1.1 and on
     */
    Crowd(InetSocketAddress server, int size, int addresses) throws IOException {
        this.server = server;
        this.addresses = IntStream.rangeClosed(1, addresses)
                .mapToObj(last -> InetAddress.ofLiteral("127.0.1." + last))
                .toList();
        this.held = new SocketChannel[size];
        for (int i = 0; i < size; i++) {
            open(i);
        }
    }

    /**
     * From now on those that the server closes are opened again, all in every sweep.
     *
     * @param sweepMillis between two sweeps
     */
    void comeAgain(long sweepMillis) {
        sweep(sweepMillis, at -> {
            if (isOver(held[at])) {
                held[at].close();
                open(at);
                reopened.incrementAndGet();
            }
        });
    }

    /** From now on each sends the next octet in every sweep. */
    void drip(byte[] octets) {
        int[] next = new int[held.length];
        sweep(DRIP_MILLIS, at -> {
            if (!isOver(held[at])) {
                held[at].write(ByteBuffer.wrap(octets, next[at]++ % octets.length, 1));
            }
        });
    }

    /** How often one that the server had closed was opened again. */
    long reopened() {
        return reopened.get();
    }

    /** What is done to one of them. */
    private interface Deed {
        void to(int at) throws IOException;
    }

    private void sweep(long millis, Deed deed) {
        sweeps.scheduleWithFixedDelay(
                () -> {
                    for (int i = 0; i < held.length; i++) {
                        try {
                            deed.to(i);
                        } catch (IOException gone) {
                            // The server has closed it meanwhile, which the next sweep sees.
                            assert !sweeps.isTerminated() : gone;
                        }
                    }
                },
                0,
                millis,
                TimeUnit.MILLISECONDS);
    }

    private static boolean isOver(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(64)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private void open(int at) throws IOException {
        var channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.bind(new InetSocketAddress(addresses.get(at % addresses.size()), 0));
        channel.connect(server);
        channel.configureBlocking(false);
        held[at] = channel;
    }

    @Override
    public void close() throws IOException {
        sweeps.close();
        for (var channel : held) {
            channel.close();
        }
    }
}
