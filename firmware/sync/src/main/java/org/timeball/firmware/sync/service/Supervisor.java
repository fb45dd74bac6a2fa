package org.timeball.firmware.sync.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a service manager informed, from "ready" to "stopping"; a {@code Runnable} that the root starts. */
public final class Supervisor implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** Three looks can go wrong before the manager loses patience. */
    private static final int LOOKS_PER_PATIENCE = 4;

    /** Below it an idle thread of the packet path may not have looked for packets since. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    /** How often the status line is renewed where no watchdog is wanted. */
    private static final Duration UNHURRIED = Duration.ofSeconds(10);

    private static final long NANOS_PER_MICROSECOND = 1_000;

    private final NotifySocket socket;
    private final Supplier<String> line;
    private final Supplier<Optional<String>> look;
    private final Duration period;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<String> complaint = Optional.empty();

    /**
     * Tells nothing until it runs.
     *
     * @param line how the daemon is, for people
     * @param look says what is wrong with the daemon, in a sentence, or nothing; asked twice a second at most, and only
     *     where a watchdog wants to be fed
     */
    public Supervisor(NotifySocket socket, Supplier<String> line, Supplier<Optional<String>> look) {
        this.socket = socket;
        this.line = line;
        this.look = look;
        this.period = socket.watchdog().map(Supervisor::period).orElse(UNHURRIED);
    }

    private static Duration period(Duration patience) {
        var share = patience.dividedBy(LOOKS_PER_PATIENCE);
        return share.compareTo(SHORTEST) < 0 ? SHORTEST : share;
    }

    /** Says that the daemon is ready, then how it is, until closed. */
    @Override
    public void run() {
        socket.tell(new Notification.Ready(), status());
        try {
            while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (socket.watchdog().isPresent()) {
            judge();
        } else {
            socket.tell(status());
        }
    }

    private void judge() {
        var found = look.get();
        if (found.isEmpty()) {
            socket.tell(status(), new Notification.Watchdog());
        } else {
            socket.tell(new Notification.Status("Not well: " + found.get()));
        }
        if (!found.equals(complaint)) {
            found.ifPresentOrElse(
                    what -> LOG.error("event=not-well reason=\"{}\" effect=\"the watchdog is not fed\"", what),
                    () -> LOG.info("event=well-again"));
        }
        complaint = found;
    }

    private Notification.Status status() {
        return new Notification.Status(line.get());
    }

    /** Says that another configuration is being taken up; for any thread. */
    public void reloading() {
        socket.tell(new Notification.Reloading(System.nanoTime() / NANOS_PER_MICROSECOND));
    }

    /** Says that it was, or that it was refused and all is as before; for any thread. */
    public void reloaded() {
        socket.tell(new Notification.Ready(), status());
    }

    /** Says that the daemon ends; harmless when repeated. */
    @Override
    public void close() {
        if (closed.getCount() > 0) {
            closed.countDown();
            socket.tell(new Notification.Stopping());
        }
    }
}
