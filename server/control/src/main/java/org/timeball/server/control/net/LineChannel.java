package org.timeball.server.control.net;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.timeball.server.control.LineAssembler;

/**
 * Lines over a Unix stream socket, each wait limited.
 *
 * <p>One thread at a time uses it; {@link #close} from another ends that one's wait.
 */
public final class LineChannel implements AutoCloseable {

    private static final int BUFFER_OCTETS = 16 * 1024;
    private static final byte[] NEWLINE = {'\n'};

    private final SocketChannel socket;
    private final Selector selector;
    private final SelectionKey key;
    private final LineAssembler lines;
    private final ByteBuffer arrived = ByteBuffer.allocate(BUFFER_OCTETS).flip();

    private LineChannel(SocketChannel socket, Selector selector, int limitOctets) throws IOException {
        this.socket = socket;
        this.selector = selector;
        this.key = socket.register(selector, 0);
        this.lines = new LineAssembler(limitOctets);
    }

    /**
     * Takes over a connected socket.
     *
     * @param limitOctets the longest line that is received
     * @throws IOException if it cannot be made to wait with a limit; it is closed then
     */
    public static LineChannel over(SocketChannel socket, int limitOctets) throws IOException {
        try {
            socket.configureBlocking(false);
            return new LineChannel(socket, Selector.open(), limitOctets);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Connects, at once or not at all: a listener whose queue is full is not waited for.
     *
     * @throws IOException if nobody listens, or nobody accepts
     */
    static LineChannel connect(Path path, int limitOctets) throws IOException {
        var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.configureBlocking(false);
            if (!socket.connect(UnixDomainSocketAddress.of(path))) {
                throw new IOException("its queue of connections is full");
            }
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return over(socket, limitOctets);
    }

    /** What a wait for a line ended with. */
    public sealed interface Received {

        /**
         * A line.
         *
         * @param text without its newline
         */
        record Line(String text) implements Received {}

        /**
         * More than a line may hold; the channel is of no use any more.
         *
         * @param limitOctets that was exceeded
         */
        record Overlong(int limitOctets) implements Received {}

        /** No line within the time given; what came of one is kept. */
        record TimedOut() implements Received {}

        /** The other end closed, or {@link LineChannel#close} was called here. */
        record Ended() implements Received {}
    }

    /**
     * Waits for the next line.
     *
     * @param patience how long; zero or less takes only what is here
     * @throws IOException if the connection breaks
     */
    public Received receive(Duration patience) throws IOException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            switch (lines.take(arrived)) {
                case LineAssembler.Taken.Line(var text) -> {
                    return new Received.Line(text);
                }
                case LineAssembler.Taken.Overlong(int limit) -> {
                    return new Received.Overlong(limit);
                }
                case LineAssembler.Taken.Part() -> {}
            }
            switch (fill(deadlineNanos)) {
                case ARRIVED -> {}
                case LATE -> {
                    return new Received.TimedOut();
                }
                case OVER -> {
                    return new Received.Ended();
                }
            }
        }
    }

    /** How a wait for octets ended. */
    private enum Filling {
        ARRIVED,
        LATE,
        OVER
    }

    private Filling fill(long deadlineNanos) throws IOException {
        try {
            while (true) {
                arrived.clear();
                int count = socket.read(arrived);
                arrived.flip();
                if (count != 0) {
                    return count < 0 ? Filling.OVER : Filling.ARRIVED;
                }
                if (!isReady(SelectionKey.OP_READ, deadlineNanos)) {
                    return socket.isOpen() && selector.isOpen() ? Filling.LATE : Filling.OVER;
                }
            }
        } catch (ClosedChannelException closedHere) {
            return Filling.OVER;
        }
    }

    /** Sends a line that is a text; otherwise as the other. */
    public boolean send(String text, Duration patience) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8), patience);
    }

    /**
     * Sends a line.
     *
     * @param line     in UTF-8, without its newline, and with none inside
     * @param patience how long the other end may take to make room
     * @return whether all of it was taken; if not, the channel is of no use any more
     * @throws IOException if the connection breaks or was closed
     */
    public boolean send(byte[] line, Duration patience) throws IOException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        var newline = ByteBuffer.wrap(NEWLINE);
        ByteBuffer[] octets = {ByteBuffer.wrap(line), newline};
        while (newline.hasRemaining()) {
            if (socket.write(octets) == 0 && !isReady(SelectionKey.OP_WRITE, deadlineNanos)) {
                return false;
            }
        }
        return true;
    }

    private boolean isReady(int operation, long deadlineNanos) throws IOException {
        long leftMillis = Math.ceilDiv(deadlineNanos - System.nanoTime(), 1_000_000L);
        if (leftMillis <= 0) {
            return false;
        }
        try {
            key.interestOps(operation);
            return selector.select(ready -> {}, leftMillis) > 0;
        } catch (ClosedSelectorException | CancelledKeyException closedHere) {
            return false;
        }
    }

    /**
     * Ends the connection, and a wait in another thread; harmless when repeated.
     *
     * <p>The selector goes first, because closing it is what wakes a waiting thread.
     */
    @Override
    public void close() {
        try (socket) {
            selector.close();
        } catch (IOException e) {
            return; // both are released even so, and there is nobody left to tell
        }
    }
}
