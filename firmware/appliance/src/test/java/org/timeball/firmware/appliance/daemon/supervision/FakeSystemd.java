package org.timeball.firmware.appliance.daemon.supervision;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.UnixDatagramSocket;

/** systemd's end of the notify socket. */
public final class FakeSystemd implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String address;
    private final UnixDatagramSocket socket;

    /** @param address {@code /path} or {@code @name} */
    public FakeSystemd(String address) throws DeviceException {
        this.address = address;
        this.socket = UnixDatagramSocket.bind(address);
    }

    /** What it would start a service with. */
    public Map<String, String> environment(Duration watchdog) {
        return Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", Long.toString(watchdog.toNanos() / 1_000));
    }

    /** The next message, for which it waits a minute at most. */
    public String next() throws DeviceException {
        long startedNanos = System.nanoTime();
        while (System.nanoTime() - startedNanos < PATIENCE_NANOS) {
            Optional<byte[]> message = socket.receive();
            if (message.isPresent()) {
                return new String(message.get(), StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("no message within a minute");
    }

    /** Whether nothing is said for so long, once what was said before is heard. */
    public boolean hearsNothingFor(Duration silence) throws DeviceException {
        while (socket.receive().isPresent()) {
            // Was said before.
        }
        long startedNanos = System.nanoTime();
        while (System.nanoTime() - startedNanos < silence.toNanos()) {
            if (socket.receive().isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** The first message from now on that is as wanted. */
    public String await(Predicate<String> wanted) throws DeviceException {
        String message = next();
        while (!wanted.test(message)) {
            message = next();
        }
        return message;
    }

    @Override
    public void close() {
        socket.close();
    }
}
