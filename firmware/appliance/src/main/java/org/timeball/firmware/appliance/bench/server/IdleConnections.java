package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Connections to a key-exchange port that never say a word, each from an address of its own in 127.2.0.0/16, and opened
 * again as soon as the server has closed them: what a flood from many places looks like.
 */
final class IdleConnections implements Runnable, AutoCloseable {

    private static final int PAUSE_MILLIS = 50;

    private final SocketAddress server;
    private final int count;
    private final Selector selector;
    private final ByteBuffer unread = ByteBuffer.allocate(512);
    private volatile boolean isClosed;

    /**
     * Opens none yet: {@link #run} does and holds them.
     *
     * @param port  the server's, on 127.0.0.1
     * @param count up to 60,000
     */
    IdleConnections(int port, int count) throws BenchException {
        this.server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        this.count = count;
        try {
            this.selector = Selector.open();
        } catch (IOException refused) {
            throw new BenchException("cannot wait for connections: " + refused.getMessage(), refused);
        }
    }

    /** Holds them until this is closed. */
    @Override
    public void run() {
        try (selector) {
            for (int i = 0; i < count && !isClosed; i++) {
                open(i);
            }
            while (!isClosed) {
                selector.select(PAUSE_MILLIS);
                for (var key : selector.selectedKeys()) {
                    look(key);
                }
                selector.selectedKeys().clear();
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException failed) {
            throw new IllegalStateException("idle connections: " + failed.getMessage(), failed);
        }
    }

    private void open(int index) throws IOException {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        var own = InetAddress.ofLiteral("127.2.%d.%d".formatted(index / 250, index % 250 + 1));
        channel.bind(new InetSocketAddress(own, 0));
        channel.connect(server);
        channel.register(selector, SelectionKey.OP_CONNECT, index);
    }

    private void look(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        boolean isOpen;
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
            }
            isOpen = !key.isReadable() || channel.read(unread.clear()) >= 0;
        } catch (IOException reset) {
            isOpen = false;
        }
        if (!isOpen) {
            channel.close();
            open((Integer) key.attachment());
        }
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
    }
}
