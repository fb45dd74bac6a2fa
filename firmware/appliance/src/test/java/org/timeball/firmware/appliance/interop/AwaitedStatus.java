package org.timeball.firmware.appliance.interop;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.timeball.server.control.Status;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;

/** A daemon's status once it is as wanted, asked for from outside, as a person would: there is nothing to wait on. */
final class AwaitedStatus {

    private static final long PATIENCE_SECONDS = 120;
    private static final int LOOK_MILLIS = 100;

    private AwaitedStatus() {}

    /**
     * Asks until it is so.
     *
     * @param socket the daemon's control socket, which may be still to come
     * @param log    what it said, for the failure
     * @throws AssertionError if it does not become so in time
     */
    static Status of(Path socket, Predicate<Status> wanted, Supplier<String> log) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() - endNanos < 0) {
            try (var client = ControlClient.open(socket)) {
                var status = client.status();
                if (wanted.test(status)) {
                    return status;
                }
            } catch (ControlException notYet) {
                // It is only starting.
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw new AssertionError("not within " + PATIENCE_SECONDS + " s; it said:\n" + log.get());
    }
}
