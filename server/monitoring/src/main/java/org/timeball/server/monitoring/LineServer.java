package org.timeball.server.monitoring;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.net.LineChannel;

/**
 * Accepts on a Unix socket and holds a conversation in lines with each client, on a virtual thread of its own.
 *
 * <p>Thread-safe. An unchecked exception in a conversation ends that connection and is logged.
 */
final class LineServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LineServer.class);

    /** Between attempts to accept when the system has no descriptor to spare. */
    private static final Duration RELIEF = Duration.ofMillis(100);

    private static final String UNKNOWN = "?";

    private final ControlServerSettings settings;
    private final int limitOctets;
    private final Talk talk;
    private final SocketFile socket;
    private final Set<LineChannel> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /** What is said to a client. */
    interface Talk {

        /**
         * Answers until either end has had enough.
         *
         * @param peer the user as whom the client's process runs, as the kernel tells
         * @throws IOException if the connection breaks
         */
        void hold(LineChannel channel, String peer) throws IOException;

        /**
         * Says why there will be no talk.
         *
         * @throws IOException if the connection breaks
         */
        void turnAway(LineChannel channel, String reason) throws IOException;
    }

    private LineServer(ControlServerSettings settings, int limitOctets, Talk talk, SocketFile socket) {
        this.settings = settings;
        this.limitOctets = limitOctets;
        this.talk = talk;
        this.socket = socket;
    }

    /**
     * Opens the socket and begins to accept.
     *
     * @param group       the socket file's group; empty for that of this process
     * @param limitOctets the longest line that is heard
     * @param talk        called from many threads
     * @throws ControlSocketException if another daemon answers at the path, or the file system refuses
     */
    static LineServer open(ControlServerSettings settings, Optional<String> group, int limitOctets, Talk talk)
            throws ControlSocketException {
        var server = new LineServer(settings, limitOctets, talk, SocketFile.bind(settings, group));
        Thread.ofVirtual().name("control-accept").start(server::acceptAll);
        LOG.info("control socket opened path={}", settings.path());
        return server;
    }

    Path path() {
        return settings.path();
    }

    /** Open now. */
    int connections() {
        return connections.size();
    }

    private void acceptAll() {
        while (!isClosed) {
            try {
                take(socket.accept());
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                LOG.warn("control connection not accepted path={} cause=\"{}\"", settings.path(), e.getMessage());
                LockSupport.parkNanos(RELIEF.toNanos());
            }
        }
    }

    private void take(SocketChannel client) throws IOException {
        String peer = peer(client);
        var channel = LineChannel.over(client, limitOctets);
        boolean hasRoom = connections.size() < settings.mostConnections();
        if (hasRoom) {
            connections.add(channel);
        }
        Thread.ofVirtual().name("control-client").start(() -> serve(channel, peer, hasRoom));
        if (isClosed) {
            channel.close();
        }
    }

    /** {@code SO_PEERCRED} of unix(7). */
    private static String peer(SocketChannel client) {
        try {
            return client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return UNKNOWN;
        }
    }

    private void serve(LineChannel channel, String peer, boolean hasRoom) {
        try (channel) {
            if (hasRoom) {
                talk.hold(channel, peer);
            } else {
                talk.turnAway(channel, "no room: " + settings.mostConnections() + " connections are open");
            }
        } catch (IOException e) {
            LOG.debug("control connection broke cause=\"{}\"", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("control connection ended by a mistake of ours", e);
        } finally {
            connections.remove(channel);
        }
    }

    /** Ends every connection and removes the socket file; harmless when repeated. */
    @Override
    public void close() {
        isClosed = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("control socket not removed path={} cause=\"{}\"", settings.path(), e.getMessage());
        }
        connections.forEach(LineChannel::close);
    }
}
