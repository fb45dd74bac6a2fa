package org.timeball.web.appliance.door;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.nio.file.Path;
import java.util.Set;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.Status;
import org.timeball.server.control.admin.Actor;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.net.AdminClient;
import org.timeball.server.control.net.AdminSocketPath;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.page.Notice;

/**
 * Asks the daemon on its two sockets, a connection for each question.
 *
 * <p>Thread-safe.
 */
public final class DaemonDesk {

    private final Path controlSocket;
    private final AdminClient changes;

    /**
     * Asks nothing yet.
     *
     * @param controlSocket the socket itself, beside which that of changes lies
     */
    public DaemonDesk(Path controlSocket) {
        this.controlSocket = controlSocket;
        this.changes = new AdminClient(AdminSocketPath.beside(controlSocket), AdminClient.PATIENCE);
    }

    /** @throws ControlException if the daemon does not answer */
    Status status() throws ControlException {
        try (var client = ControlClient.open(controlSocket)) {
            return client.status();
        }
    }

    /** @throws ControlException if the daemon does not answer */
    ClientReport clients(int count) throws ControlException {
        try (var client = ControlClient.open(controlSocket)) {
            return client.clients(count);
        }
    }

    /** @throws ControlException if the daemon does not answer */
    HistoryReport history(HistoryRange range) throws ControlException {
        try (var client = ControlClient.open(controlSocket)) {
            return client.history(range);
        }
    }

    /** @throws ControlException if the daemon does not answer */
    EventReport events(int count) throws ControlException {
        try (var client = ControlClient.open(controlSocket)) {
            return client.events(count);
        }
    }

    /** @throws ControlException if the daemon does not answer */
    CertificateReport certificates() throws ControlException {
        try (var client = ControlClient.open(controlSocket)) {
            return client.certificates();
        }
    }

    /** @throws ControlException if the daemon does not answer */
    public ConfigurationReport configuration() throws ControlException {
        try (var client = ControlClient.open(controlSocket)) {
            return client.configuration();
        }
    }

    /** @throws ControlException if the daemon does not answer */
    AlertReport alerts() throws ControlException {
        try (var client = ControlClient.open(controlSocket)) {
            return client.alerts();
        }
    }

    /**
     * The box, looked over.
     *
     * @param anew what is to be looked at again
     * @throws ControlException if the daemon does not answer
     */
    DiagnosisReport diagnosis(Set<CheckArea> anew) throws ControlException {
        try (var client = ControlClient.open(controlSocket)) {
            return client.diagnosis(anew);
        }
    }

    /**
     * What became of a change, for the page it was asked on.
     *
     * @param status W7 of the test catalogue wants no success of what did not happen
     * @param notice for whoever asked
     */
    record Asked(HttpStatus status, Notice notice) {}

    /** Asks for a change in the name of whoever sent the request. */
    Asked asked(HttpRequest<?> request, AdminAct act) {
        var actor = new Actor(
                Visit.of(request).signedIn().name(), Visit.origin(request).address());
        try {
            return switch (ask(actor, act)) {
                case AdminReply.Done(var sentence) ->
                    new Asked(HttpStatus.OK, new Notice("Done: " + sentence + ".", true, ""));
                case AdminReply.Refused(var sentence) ->
                    new Asked(HttpStatus.UNPROCESSABLE_ENTITY, new Notice(sentence, false, ""));
                case AdminReply.Failed(var sentence) ->
                    new Asked(HttpStatus.INTERNAL_SERVER_ERROR, new Notice(sentence, false, ""));
            };
        } catch (ControlException silent) {
            return new Asked(HttpStatus.SERVICE_UNAVAILABLE, new Notice(words(silent), false, ""));
        }
    }

    /** Why nothing is known, for whoever looks. */
    static String words(ControlException silent) {
        return "The daemon does not answer: " + silent.getMessage();
    }

    /** @throws ControlException if the daemon does not answer, or this process may not ask for changes */
    public AdminReply ask(Actor actor, AdminAct act) throws ControlException {
        return changes.ask(new AdminRequest(actor, act));
    }
}
