package org.timeball.server.control.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.timeball.server.control.Parsed;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;

/** Asks the daemon for a change over its admin socket: a connection for each, closed when it is answered. */
public final class AdminClient {

    /** A change is written to the disk before it is answered, and slow cards take their time. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path socket;
    private final Duration patience;

    /**
     * Asks nothing yet.
     *
     * @param socket   see {@link AdminSocketPath}
     * @param patience how long an answer may take
     */
    public AdminClient(Path socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /**
     * Asks for one change and waits for what became of it.
     *
     * @throws ControlException if no daemon answers, this user may not ask, or the daemon does not say
     */
    public AdminReply ask(AdminRequest request) throws ControlException {
        try (var channel = connect()) {
            if (!channel.send(request.line(), patience)) {
                throw ControlException.broken(socket, "takes no request for " + patience.toMillis() + " ms: it hangs");
            }
            return reply(channel);
        } catch (IOException e) {
            throw ControlException.broken(socket, "is gone", e);
        }
    }

    private LineChannel connect() throws ControlException {
        if (Files.notExists(socket)) {
            throw ControlException.noDaemon(socket, "there is no such file", "is the daemon running?");
        }
        try {
            return LineChannel.connect(socket, AdminReply.LIMIT_OCTETS);
        } catch (IOException e) {
            throw ControlException.noDaemon(socket, String.valueOf(e.getMessage()), remedy());
        }
    }

    private String remedy() {
        return Files.isWritable(socket)
                ? "is the daemon running, and well? A socket can outlive its daemon"
                : "changes are for the daemon's user and the socket's group alone: run this as one of them";
    }

    private AdminReply reply(LineChannel channel) throws IOException, ControlException {
        return switch (channel.receive(patience)) {
            case LineChannel.Received.Line(var text) -> understood(text);
            case LineChannel.Received.Overlong(int octets) ->
                throw ControlException.broken(socket, "sent a line of more than " + octets + " octets");
            case LineChannel.Received.TimedOut() ->
                throw ControlException.broken(
                        socket,
                        "has not answered for " + patience.toMillis()
                                + " ms: see `timeball events` for what became of it");
            case LineChannel.Received.Ended() ->
                throw ControlException.broken(socket, "closed the connection: it ended, or has no room");
        };
    }

    private AdminReply understood(String line) throws ControlException {
        return switch (AdminReply.parse(line)) {
            case Parsed.Ok<AdminReply>(var reply) -> reply;
            case Parsed.Malformed<AdminReply>(var reason) ->
                throw ControlException.broken(
                        socket, "sent what is not understood here: " + reason + "; are both of one version?");
        };
    }
}
