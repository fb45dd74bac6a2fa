package org.timeball.web.appliance;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.admin.Actor;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.access.Notices;
import org.timeball.web.appliance.door.DaemonDesk;

/**
 * Brings what is told of who came in to the daemon's event log, in its order; what the daemon does not take yet waits.
 *
 * <p>Each is a line of this process's log, too, so that none is lost when the daemon stays away for long.
 */
final class EventNotices implements Notices, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventNotices.class);

    private static final int MOST_WAITING = 500;
    private static final long RETRY_SECONDS = 2;

    private record Told(Actor actor, AdminAct.Tell act) {}

    private final DaemonDesk daemon;
    private final BlockingQueue<Told> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread teller = Thread.ofVirtual().name("event-notices").unstarted(this::tellAll);

    EventNotices(DaemonDesk daemon) {
        this.daemon = daemon;
    }

    void start() {
        teller.start();
    }

    @Override
    public void tell(String user, String from, String what, String sentence) {
        LOG.info("event={} user=\"{}\" from={} reason=\"{}\"", what, user, from, sentence);
        if (!waiting.offer(new Told(new Actor(user, from), new AdminAct.Tell(what, sentence)))) {
            LOG.error("event=event-log-line-lost what={} user=\"{}\" from={}", what, user, from);
        }
    }

    private void tellAll() {
        try {
            while (true) {
                var told = waiting.take();
                while (!isTaken(told)) {
                    TimeUnit.SECONDS.sleep(RETRY_SECONDS);
                }
            }
        } catch (InterruptedException closed) {
            // What waits is in this process's log.
        }
    }

    private boolean isTaken(Told told) {
        try {
            if (!(daemon.ask(told.actor, told.act) instanceof AdminReply.Done)) {
                LOG.error("event=event-log-line-refused what={}", told.act.what());
            }
            return true;
        } catch (ControlException silent) {
            LOG.debug("event=event-log-waits reason=\"{}\"", silent.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        teller.interrupt();
    }
}
