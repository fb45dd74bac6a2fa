package org.timeball.firmware.appliance.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.timeball.firmware.appliance.daemon.Daemon;
import org.timeball.firmware.appliance.daemon.DaemonException;
import org.timeball.firmware.appliance.daemon.Hardware;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.firmware.board.TemperatureSensors;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.time.Build;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;

/**
 * The daemon as a process of its own, on a receiver that shows the machine's time, for {@code bench server} to measure.
 *
 * <p>It says {@code locked} once it vouches for its time, answers every line on standard input by what was used since
 * start, and leaves at the end of that input, so that it cannot outlive the bench.
 */
final class BenchedDaemon {

    private static final String NTP_THREADS = "ntp-";
    private static final int LOOK_MILLIS = 20;

    private BenchedDaemon() {}

    /**
     * Serves.
     *
     * @param arguments the folder for its files, and the ports of {@link DaemonConfiguration}
     */
    public static void main(String[] arguments)
            throws ConfigException, DaemonException, DeviceException, IOException, InterruptedException {
        var line = PseudoTerminal.open();
        var time = new MachineTime(line);
        var folder = Path.of(arguments[0]);
        var file = folder.resolve("timeball.toml");
        Files.writeString(
                file,
                DaemonConfiguration.text(
                        folder,
                        line.slavePath(),
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3])));
        var configuration = ConfigReader.read(file);
        var identities = Identities.load(configuration, Instant.now());
        var hardware = Hardware.withPulses(configuration, time, TemperatureSensors.find(Path.of("/")));
        var floor = new TimeFloor(Build.DATE.getEpochSecond(), true);
        try (var daemon = Daemon.start(Build.PROGRAM, configuration, identities, hardware, floor)) {
            Thread.ofPlatform().name("bench-receiver").daemon().start(time);
            Thread.ofPlatform().name("bench-lock").daemon().start(() -> tellLock(daemon));
            answer(daemon);
        }
    }

    private static void tellLock(Daemon daemon) {
        var never = new CountDownLatch(1);
        try {
            while (daemon.snapshot().state() != ClockState.LOCKED) {
                never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            System.out.println("locked");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Daemon daemon) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.out.println("{\"answered\":%d,\"allocated\":%d,\"allocated_by_all\":%d,\"collections\":%d}"
                    .formatted(
                            daemon.status().service().ntpAnswered(),
                            allocatedOctets(NTP_THREADS),
                            allocatedOctets(""),
                            collections()));
        }
    }

    /** By the threads whose names begin so, since they started. */
    private static long allocatedOctets(String names) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var serving = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith(names))
                .mapToLong(thread -> thread.getThreadId())
                .toArray();
        return Arrays.stream(threads.getThreadAllocatedBytes(serving)).sum();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
