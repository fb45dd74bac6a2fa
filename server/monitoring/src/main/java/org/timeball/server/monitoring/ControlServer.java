package org.timeball.server.monitoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.net.LineChannel;

/**
 * Answers the control socket: a virtual thread a connection.
 *
 * <p>Thread-safe. The answers it is given are called from its threads and must be so, too; an unchecked exception of
 * theirs ends that connection and is logged.
 */
public final class ControlServer implements AutoCloseable {

    private final Conversation.Counters counters;
    private final LineServer server;

    private ControlServer(Conversation.Counters counters, LineServer server) {
        this.counters = counters;
        this.server = server;
    }

    /**
     * Opens the socket and begins to answer.
     *
     * @param answers a server's are {@link ServerAnswers}; called from many threads; who follows is answered as if he asked for the status again and again
     * @throws ControlSocketException if another daemon answers at the path, or the file system refuses
     */
    public static ControlServer open(ControlServerSettings settings, Function<ControlRequest, ControlReply> answers)
            throws ControlSocketException {
        var counters = Conversation.Counters.zero();
        var talk = new Talk(settings, answers, counters);
        return new ControlServer(
                counters, LineServer.open(settings, Optional.empty(), ControlRequest.LIMIT_OCTETS, talk));
    }

    /** A {@link Conversation} for each client. */
    private record Talk(
            ControlServerSettings settings,
            Function<ControlRequest, ControlReply> answers,
            Conversation.Counters counters)
            implements LineServer.Talk {

        @Override
        public void hold(LineChannel channel, String peer) throws IOException {
            new Conversation(settings, answers, counters, channel).hold();
        }

        @Override
        public void turnAway(LineChannel channel, String reason) throws IOException {
            counters.received().increment();
            new Conversation(settings, answers, counters, channel).refuse(reason);
        }
    }

    /** Where it listens. */
    public Path path() {
        return server.path();
    }

    /** Requests since start. */
    public CommandCounts counts() {
        return counters.counts();
    }

    /** Open now. */
    public int connections() {
        return server.connections();
    }

    /** Ends every connection and removes the socket file; harmless when repeated. */
    @Override
    public void close() {
        server.close();
    }
}
