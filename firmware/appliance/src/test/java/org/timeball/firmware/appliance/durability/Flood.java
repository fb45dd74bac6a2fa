package org.timeball.firmware.appliance.durability;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Packets without end from one of this machine's addresses, at a rate or as fast as they go; answers are counted. */
final class Flood implements AutoCloseable {

    /** As fast as they go. */
    static final int UNLIMITED = 0;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long TURN_NANOS = 2_000_000;

    private final DatagramChannel channel;
    private final List<ByteBuffer> packets;
    private final int perSecond;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final List<Thread> threads;
    private volatile boolean isOver;

    /**
     * Begins.
     *
     * @param from      of 127/8
     * @param port      on 127.0.0.1
     * @param packets   sent one after the other, over and over
     * @param perSecond how many, or {@link #UNLIMITED}
     */
    static Flood begin(String from, int port, List<byte[]> packets, int perSecond) throws IOException {
        var flood = new Flood(from, port, packets, perSecond);
        flood.threads.forEach(Thread::start);
        return flood;
    }

    private Flood(String from, int port, List<byte[]> packets, int perSecond) throws IOException {
        channel = DatagramChannel.open()
                .bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0))
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        this.packets = packets.stream()
                .map(packet ->
                        ByteBuffer.allocateDirect(packet.length).put(packet).flip())
                .toList();
        this.perSecond = perSecond;
        threads = List.of(
                Thread.ofPlatform().daemon().unstarted(this::send),
                Thread.ofPlatform().daemon().unstarted(this::receive));
    }

    private void send() {
        long startedNanos = System.nanoTime();
        try {
            for (long count = 0; !isOver; count++) {
                while (perSecond != UNLIMITED && count > due(startedNanos)) {
                    LockSupport.parkNanos(TURN_NANOS);
                    if (isOver) {
                        return;
                    }
                }
                var packet = packets.get((int) (count % packets.size())).duplicate();
                if (channel.write(packet) > 0) {
                    sent.incrementAndGet();
                }
            }
        } catch (IOException closed) {
            isOver = true;
        }
    }

    private long due(long startedNanos) {
        return (System.nanoTime() - startedNanos) * perSecond / NANOS_PER_SECOND;
    }

    private void receive() {
        var packet = ByteBuffer.allocateDirect(2_048);
        try (var selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (!isOver) {
                selector.select(TURN_NANOS / 1_000_000);
                while (channel.read(packet.clear()) > 0) {
                    answered.incrementAndGet();
                }
            }
        } catch (IOException closed) {
            isOver = true;
        }
    }

    long sent() {
        return sent.get();
    }

    long answered() {
        return answered.get();
    }

    @Override
    public void close() throws IOException {
        isOver = true;
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        channel.close();
    }
}
