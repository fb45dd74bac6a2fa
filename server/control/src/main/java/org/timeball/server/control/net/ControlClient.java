package org.timeball.server.control.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.Parsed;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Status;
import org.timeball.server.control.SyncStatus;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistoryReport;

/**
 * Asks the daemon over its control socket.
 *
 * <p>Hold one for a conversation, not for a day: the daemon closes a connection that is silent for a minute. After a
 * {@link ControlException} open another. One thread at a time uses it; {@link #close} from another ends that one's wait.
 */
public final class ControlClient implements AutoCloseable {

    /** A daemon that has not answered in this time hangs. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What the daemon tries of its own services may be silent for so long. */
    private static final Duration DIAGNOSIS_PATIENCE = Duration.ofSeconds(15);

    private final Path socket;
    private final Duration patience;
    private final LineChannel channel;

    private ControlClient(Path socket, Duration patience, LineChannel channel) {
        this.socket = socket;
        this.patience = patience;
        this.channel = channel;
    }

    /**
     * Connects to the daemon; see {@link ControlSocketPath} for where it is.
     *
     * @throws ControlException if no daemon answers there
     */
    public static ControlClient open(Path socket) throws ControlException {
        return open(socket, PATIENCE);
    }

    /**
     * Connects to the daemon.
     *
     * @param patience how long each answer may take
     * @throws ControlException if no daemon answers at {@code socket}
     */
    public static ControlClient open(Path socket, Duration patience) throws ControlException {
        if (!ControlSocketPath.isShortEnough(socket)) {
            throw ControlException.noDaemon(
                    socket,
                    "a socket's path has at most " + ControlSocketPath.LIMIT_OCTETS + " octets",
                    "name a shorter one");
        }
        if (Files.notExists(socket)) {
            throw ControlException.noDaemon(
                    socket, "there is no such file", "is the daemon running? --socket or --state names another place");
        }
        try {
            return new ControlClient(socket, patience, LineChannel.connect(socket, ControlReply.LIMIT_OCTETS));
        } catch (IOException e) {
            throw ControlException.noDaemon(socket, String.valueOf(e.getMessage()), remedy(socket));
        }
    }

    private static String remedy(Path socket) {
        return Files.isWritable(socket)
                ? "is the daemon running, and well? A socket can outlive its daemon"
                : "join the group that owns the socket, or run this as its user";
    }

    /**
     * The daemon now.
     *
     * @throws ControlException if it hangs, is gone, or does not say
     */
    public Status status() throws ControlException {
        ask(new ControlRequest.CurrentStatus());
        return answer(patience, ControlReply.OfStatus.class).status();
    }

    /**
     * The daemon now, whichever it is: a server's status, or that of one that follows servers.
     *
     * @throws ControlException if the daemon hangs, is gone, or does not say
     */
    public ControlReply.OfDaemon statusOfAny() throws ControlException {
        ask(new ControlRequest.CurrentStatus());
        return answer(patience, ControlReply.OfDaemon.class);
    }

    /**
     * The daemon now, one that follows servers.
     *
     * @throws ControlException if it hangs, is gone, does not say, or is another
     */
    public SyncStatus syncStatus() throws ControlException {
        return switch (statusOfAny()) {
            case ControlReply.OfSync(var status) -> status;
            case ControlReply.OfStatus ignored ->
                throw broken("is a time server's: the program that came with it shows how it is");
        };
    }

    /**
     * The last pulses, oldest first.
     *
     * @param count at most how many, 1 to {@value ControlRequest.RecentPulses#MOST}
     * @throws ControlException if the daemon hangs, is gone, or does not say
     */
    public List<PulseRecord> pulses(int count) throws ControlException {
        ask(new ControlRequest.RecentPulses(count));
        return answer(patience, ControlReply.OfPulses.class).pulses();
    }

    /**
     * Who asked for the time, those that asked most first.
     *
     * @param count at most how many, 1 to {@value ControlRequest.Clients#MOST}
     * @throws ControlException if the daemon hangs, is gone, or does not say
     */
    public ClientReport clients(int count) throws ControlException {
        ask(new ControlRequest.Clients(count));
        return answer(patience, ControlReply.OfClients.class).report();
    }

    /**
     * The certificates that the daemon keeps.
     *
     * @throws ControlException if it hangs, is gone, or does not say
     */
    public CertificateReport certificates() throws ControlException {
        ask(new ControlRequest.Certificates());
        return answer(patience, ControlReply.OfCertificates.class).report();
    }

    /**
     * The box, looked over; takes some seconds where its services are tried.
     *
     * @param anew areas whose facts are to be gathered again
     * @throws ControlException if the daemon hangs, is gone, or does not say
     */
    public DiagnosisReport diagnosis(Set<CheckArea> anew) throws ControlException {
        ask(new ControlRequest.Diagnosis(anew));
        return answer(patience.plus(DIAGNOSIS_PATIENCE), ControlReply.OfDiagnosis.class)
                .report();
    }

    /**
     * The configuration's file as the disk has it, and the last changes to it.
     *
     * @throws ControlException if it hangs, is gone, or does not say
     */
    public ConfigurationReport configuration() throws ControlException {
        ask(new ControlRequest.Configuration());
        return answer(patience, ControlReply.OfConfiguration.class).report();
    }

    /**
     * The last of the event log, oldest first.
     *
     * @param count at most how many lines, 1 to {@value ControlRequest.Events#MOST}
     * @throws ControlException if the daemon hangs, is gone, or does not say
     */
    public EventReport events(int count) throws ControlException {
        ask(new ControlRequest.Events(count));
        return answer(patience, ControlReply.OfEvents.class).report();
    }

    /**
     * What was written down of the seconds that passed.
     *
     * @throws ControlException if the daemon hangs, is gone, or does not say
     */
    public HistoryReport history(HistoryRange range) throws ControlException {
        ask(new ControlRequest.History(range));
        return answer(patience, ControlReply.OfHistory.class).report();
    }

    /**
     * What is raised, what was told, and how the ways to those are who are not looking.
     *
     * @throws ControlException if the daemon hangs, is gone, or does not say
     */
    public AlertReport alerts() throws ControlException {
        ask(new ControlRequest.Alerts());
        return answer(patience, ControlReply.OfAlerts.class).report();
    }

    /**
     * The daemon from now on, over a connection of its own: this client stays free for questions.
     *
     * @throws ControlException if no daemon answers
     */
    public StatusStream follow() throws ControlException {
        var own = open(socket, patience);
        try {
            own.ask(new ControlRequest.Follow());
        } catch (ControlException e) {
            own.close();
            throw e;
        }
        return new StatusStream(own);
    }

    /** The next status of a stream. */
    Status nextStatus() throws ControlException {
        return answer(patience.plus(StatusStream.INTERVAL), ControlReply.OfStatus.class)
                .status();
    }

    private void ask(ControlRequest request) throws ControlException {
        try {
            if (!channel.send(request.line(), patience)) {
                throw broken("takes no request for " + patience.toMillis() + " ms: it hangs");
            }
        } catch (IOException e) {
            throw broken("is gone", e);
        }
    }

    /** The reply, if it is of the kind that was asked for. */
    private <T extends ControlReply> T answer(Duration limit, Class<T> wanted) throws ControlException {
        var reply = reply(limit);
        if (wanted.isInstance(reply)) {
            return wanted.cast(reply);
        }
        throw switch (reply) {
            case ControlReply.Refused(var error) -> refused(error);
            case ControlReply.OfSync ignored -> servesNobody();
            default -> broken("answered another question");
        };
    }

    private ControlReply reply(Duration limit) throws ControlException {
        try {
            return switch (channel.receive(limit)) {
                case LineChannel.Received.Line(var text) -> understood(text);
                case LineChannel.Received.Overlong(int octets) ->
                    throw broken("sent a line of more than " + octets + " octets");
                case LineChannel.Received.TimedOut() ->
                    throw broken("has not answered for " + limit.toMillis() + " ms: it hangs");
                case LineChannel.Received.Ended() -> throw broken("closed the connection: it ended, or has no room");
            };
        } catch (IOException e) {
            throw broken("is gone", e);
        }
    }

    private ControlReply understood(String line) throws ControlException {
        return switch (ControlReply.parse(line)) {
            case Parsed.Ok<ControlReply>(var reply) -> reply;
            case Parsed.Malformed<ControlReply>(var reason) ->
                throw broken("sent what is not understood here: " + reason + "; are both of one version?");
        };
    }

    private ControlException servesNobody() {
        return broken("follows other servers and serves nobody: `timeball status` is all that it has");
    }

    private ControlException refused(String error) {
        return ControlException.broken(socket, "refused: " + error);
    }

    /** What is left in the channel cannot be told from the next answer, so it is closed. */
    private ControlException broken(String what) {
        channel.close();
        return ControlException.broken(socket, what);
    }

    private ControlException broken(String what, Exception cause) {
        channel.close();
        return ControlException.broken(socket, what, cause);
    }

    /** Ends the connection; harmless when repeated. */
    @Override
    public void close() {
        channel.close();
    }
}
