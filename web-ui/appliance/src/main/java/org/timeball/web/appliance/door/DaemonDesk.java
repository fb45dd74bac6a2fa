package org.timeball.web.appliance.door;

import java.nio.file.Path;
import org.timeball.server.control.Status;
import org.timeball.server.control.admin.Actor;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.net.AdminClient;
import org.timeball.server.control.net.AdminSocketPath;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.access.Origin;
import org.timeball.web.appliance.access.Person;

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

    /** @throws ControlException if the daemon does not answer, or this process may not ask for changes */
    AdminReply ask(Person person, Origin from, AdminAct act) throws ControlException {
        return ask(new Actor(person.name(), from.address()), act);
    }

    /** @throws ControlException if the daemon does not answer, or this process may not ask for changes */
    public AdminReply ask(Actor actor, AdminAct act) throws ControlException {
        return changes.ask(new AdminRequest(actor, act));
    }
}
