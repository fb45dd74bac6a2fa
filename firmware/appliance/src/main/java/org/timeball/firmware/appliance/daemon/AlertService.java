package org.timeball.firmware.appliance.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.firmware.sync.service.RootThread;
import org.timeball.server.alerts.AlertFacts;
import org.timeball.server.alerts.net.AlertLoop;
import org.timeball.server.alerts.net.AlertWorld;
import org.timeball.server.alerts.net.Channels;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.event.Event;
import org.timeball.server.state.AlertSettings;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/**
 * Tells those who are not looking, from the daemon and not from the pages: it has the facts, and goes on when they are gone. A thread
 * of its own, below all that the time needs, since disks and servers hold it up. For any thread.
 */
final class AlertService {

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** A second less than who asks waits for the daemon (AdminClient). */
    private static final long TEST_SECONDS = 19;

    /** At the end a broker is told, if it can be. */
    private static final long LAST_MILLIS = 1_500;

    private final AlertLoop loop;

    private AlertService(AlertLoop loop) {
        this.loop = loop;
    }

    /**
     * Begins to look.
     *
     * @param facts    how the daemon is; from the service's own thread
     * @param utcNanos what is held to be UTC
     * @param events   the event log
     * @throws StateException if what is remembered cannot be read, or if others can read it
     */
    static AlertService start(
            AlertSettings settings,
            StateDirectory state,
            Supplier<AlertFacts> facts,
            LongSupplier utcNanos,
            Consumer<Event> events,
            Closing closing)
            throws StateException {
        var world = new AlertWorld(
                facts, Channels::open, System::nanoTime, utcNanos, events, line(HOST_NAME, "timeball"), line(BOOT, ""));
        var loop = new AlertLoop(state, settings, world);
        var thread = RootThread.start("alerts", loop);
        closing.add(() -> end(loop, thread));
        return new AlertService(loop);
    }

    private static String line(Path file, String otherwise) {
        try {
            var line = Files.readString(file).strip();
            return line.isEmpty() ? otherwise : line;
        } catch (IOException none) {
            return otherwise;
        }
    }

    private static void end(AlertLoop loop, Thread thread) {
        loop.close();
        try {
            thread.join(LAST_MILLIS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Other settings count from now on. */
    void adopt(AlertSettings settings) {
        loop.adopt(settings);
    }

    /** What is raised, was told, and how the channels are. */
    AlertReport report() {
        return loop.report();
    }

    /** What an operator has to see to, a sentence each. */
    List<String> alarms() {
        return loop.alarms();
    }

    /** Has a test delivered, and waits for what becomes of it. */
    AdminReply test(String channel) {
        try {
            return loop.test(channel).get(TEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            return new AdminReply.Failed("the test is still under way: look at the channel again in a minute");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return new AdminReply.Failed("the daemon ends");
        } catch (ExecutionException mistake) {
            throw new IllegalStateException("a test failed", mistake.getCause());
        }
    }
}
