package org.timeball.server.monitoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.timeball.server.control.Parsed;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.net.AdminSocketPath;
import org.timeball.server.control.net.LineChannel;

/**
 * Answers the admin socket, by which the daemon is changed. Who may connect is said by the socket file: its user and its
 * group, mode 0660.
 *
 * <p>Thread-safe.
 */
public final class AdminServer implements AutoCloseable {

    private final LineServer server;

    private AdminServer(LineServer server) {
        this.server = server;
    }

    /**
     * Opens the socket and begins to answer.
     *
     * @param control where the control socket is, beside which this one lies
     * @param group   of the system, whose members may ask; empty for this process's own
     * @param desk    does what is asked
     * @throws ControlSocketException if another daemon answers at the path, the group is not known or not this process's
     *     to give, or the file system refuses
     */
    public static AdminServer open(Path control, Optional<String> group, AdminDesk desk) throws ControlSocketException {
        var settings = ControlServerSettings.ofService(AdminSocketPath.beside(control));
        return new AdminServer(LineServer.open(settings, group, AdminRequest.LIMIT_OCTETS, new Talk(settings, desk)));
    }

    /** Where it listens. */
    public Path path() {
        return server.path();
    }

    /** Ends every connection and removes the socket file; harmless when repeated. */
    @Override
    public void close() {
        server.close();
    }

    private record Talk(ControlServerSettings settings, AdminDesk desk) implements LineServer.Talk {

        @Override
        public void hold(LineChannel channel, String peer) throws IOException {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = switch (channel.receive(settings.idle())) {
                    case LineChannel.Received.Line(var text) -> say(channel, answer(text, peer));
                    case LineChannel.Received.Overlong(int octets) -> {
                        turnAway(channel, "a request has at most " + octets + " octets");
                        yield false;
                    }
                    case LineChannel.Received.TimedOut() -> false;
                    case LineChannel.Received.Ended() -> false;
                };
            }
        }

        private AdminReply answer(String line, String peer) {
            return switch (AdminRequest.parse(line)) {
                case Parsed.Ok<AdminRequest>(var request) -> desk.handle(request, peer);
                case Parsed.Malformed<AdminRequest>(var reason) -> new AdminReply.Refused(reason);
            };
        }

        @Override
        public void turnAway(LineChannel channel, String reason) throws IOException {
            say(channel, new AdminReply.Refused(reason));
        }

        private boolean say(LineChannel channel, AdminReply reply) throws IOException {
            return channel.send(reply.line(), settings.writePatience());
        }
    }
}
