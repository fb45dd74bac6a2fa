package org.timeball.firmware.sync.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.UnixDatagramSocket;

/**
 * Where whoever started this process wants to hear of it, as systemd does; for any thread.
 *
 * <p>A manager that cannot be told is logged once and costs nothing else: the daemon serves clients, not its manager.
 */
public final class NotifySocket {

    private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);

    private final String address;
    private final Optional<Duration> watchdog;
    private boolean isDeaf;

    private NotifySocket(String address, Optional<Duration> watchdog) {
        this.address = address;
        this.watchdog = watchdog;
    }

    /**
     * The socket that an environment names, if it names one.
     *
     * @param environment variables of this process
     * @param pid         of this process: a watchdog that watches another one, such as a parent, is not ours to feed
     */
    public static Optional<NotifySocket> of(Map<String, String> environment, long pid) {
        return Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(address -> !address.isBlank())
                .map(address -> new NotifySocket(address, watchdog(environment, pid)));
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        var watched = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
        return Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(micros -> micros.matches("[1-9]\\d{0,17}") && watched.equals(Long.toString(pid)))
                .map(micros -> Duration.of(Long.parseLong(micros), ChronoUnit.MICROS));
    }

    /** How long it waits for a {@link Notification.Watchdog} before it kills us, if it does. */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /** Tells all of it in one message. Locked because the end is told by another thread than what comes before. */
    synchronized void tell(Notification... notifications) {
        var message = Arrays.stream(notifications)
                .map(Notification::assignment)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        try (var socket = UnixDatagramSocket.unnamed()) {
            socket.send(address, message);
            isDeaf = false;
        } catch (DeviceException refused) {
            if (!isDeaf) {
                LOG.warn("event=systemd-not-told reason=\"{}\"", refused.getMessage());
            }
            isDeaf = true;
        }
    }
}
