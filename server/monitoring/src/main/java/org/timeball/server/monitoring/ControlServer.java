package org.timeball.server.monitoring;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Status;
import org.timeball.server.control.net.LineChannel;

/**
 * Answers the control socket: a virtual thread a connection.
 *
 * <p>Thread-safe. The answers it is given are called from its threads and must be so, too; an unchecked exception of
 * theirs ends that connection and is logged.
 */
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    /** Between attempts to accept when the system has no descriptor to spare. */
    private static final Duration RELIEF = Duration.ofMillis(100);

    private final ControlServerSettings settings;
    private final Function<ControlRequest, ControlReply> answers;
    private final Conversation.Counters counters = Conversation.Counters.zero();
    private final SocketFile socket;
    private final Set<LineChannel> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    private ControlServer(
            ControlServerSettings settings, Function<ControlRequest, ControlReply> answers, SocketFile socket) {
        this.settings = settings;
        this.answers = answers;
        this.socket = socket;
    }

    /**
     * Opens the socket and begins to answer.
     *
     * @param status the daemon now
     * @param pulses at most so many of the last pulses, oldest first
     * @param clients at most so many of the clients remembered, those that asked most first
     * @throws ControlSocketException if another daemon answers at the path, or the file system refuses
     */
    public static ControlServer open(
            ControlServerSettings settings,
            Supplier<Status> status,
            IntFunction<List<PulseRecord>> pulses,
            IntFunction<ClientReport> clients)
            throws ControlSocketException {
        return open(settings, request -> switch (request) {
            case ControlRequest.CurrentStatus() -> new ControlReply.OfStatus(status.get());
            case ControlRequest.Follow() -> new ControlReply.OfStatus(status.get());
            case ControlRequest.RecentPulses(int count) -> new ControlReply.OfPulses(pulses.apply(count));
            case ControlRequest.Clients(int count) -> new ControlReply.OfClients(clients.apply(count));
        });
    }

    /**
     * Opens the socket and begins to answer, for a daemon with other answers than a server's.
     *
     * @param answers called from many threads; who follows is answered as if he asked for the status again and again
     * @throws ControlSocketException if another daemon answers at the path, or the file system refuses
     */
    public static ControlServer open(ControlServerSettings settings, Function<ControlRequest, ControlReply> answers)
            throws ControlSocketException {
        var server = new ControlServer(settings, answers, SocketFile.bind(settings));
        Thread.ofVirtual().name("control-accept").start(server::acceptAll);
        LOG.info("control socket opened path={}", settings.path());
        return server;
    }

    /** Where it listens. */
    public Path path() {
        return settings.path();
    }

    /** Requests since start. */
    public CommandCounts counts() {
        return counters.counts();
    }

    /** Open now. */
    public int connections() {
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
        var channel = LineChannel.over(client, ControlRequest.LIMIT_OCTETS);
        boolean hasRoom = connections.size() < settings.mostConnections();
        if (hasRoom) {
            connections.add(channel);
        }
        Thread.ofVirtual().name("control-client").start(() -> serve(channel, hasRoom));
        if (isClosed) {
            channel.close();
        }
    }

    private void serve(LineChannel channel, boolean hasRoom) {
        try (channel) {
            var conversation = new Conversation(settings, answers, counters, channel);
            if (hasRoom) {
                conversation.hold();
            } else {
                counters.received().increment();
                conversation.refuse("no room: " + settings.mostConnections() + " connections are open");
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
