package org.timeball.firmware.appliance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.daemon.Daemon;
import org.timeball.firmware.appliance.daemon.DaemonException;
import org.timeball.firmware.appliance.daemon.Hardware;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.firmware.board.TemperatureSensors;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.simulation.SimulatedReceiver;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.control.Status;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;

/** The whole daemon on a line with noise and damaged sentences, and on a port that vanishes and comes back. */
class UnrulyReceiverIT {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final byte[] NOISE = {(byte) 0xb5, 0x62, (byte) 0xff, 0x24, 0x47, 0x00, (byte) 0x80, 0x0a};

    @TempDir
    Path folder;

    @Test
    void noiseIsCountedAndAVanishedPortIsFoundAgain()
            throws IOException, DeviceException, ConfigException, DaemonException {
        var port = folder.resolve("receiver");
        var first = PseudoTerminal.open();
        Files.createSymbolicLink(port, first.slavePath());
        var configuration = ConfigReader.parse(folder.resolve("timeball.toml").toString(), """
                schema = 1
                warm-up-seconds = 0
                state-directory = "state"
                control-socket = "control.sock"

                [receiver]
                port = "%s"
                baud = 115200

                [[server]]
                listen = "127.0.0.1:0"
                """.formatted(port));
        var identities = new Identities(List.of(), List.of());
        var pulses = new DemoPulses(() -> Optional.of(new DemoTime(0)), new SimulatedReceiver());
        var hardware = Hardware.withPulses(configuration, pulses, TemperatureSensors.find(folder));
        try (var daemon = Daemon.start("timeball test", configuration, identities, hardware, new TimeFloor(0, true))) {
            locksOn(daemon, first);
            first.close();
            await(daemon, status -> !status.receiver().isPresent());
            try (var second = PseudoTerminal.open()) {
                Files.delete(port);
                Files.createSymbolicLink(port, second.slavePath());
                comesBackOn(daemon, second);
            }
        }
    }

    private static void locksOn(Daemon daemon, PseudoTerminal line) {
        try (var _ = speaksThrough(line)) {
            var locked = await(daemon, status -> status.state() == ClockState.LOCKED);
            assertTrue(locked.receiver().discarded() > 0, "noise is counted");
            assertTrue(locked.receiver().checksumErrors() > 0, "damaged sentences are counted");
            assertTrue(locked.receiver().isPresent());
        }
    }

    private static void comesBackOn(Daemon daemon, PseudoTerminal line) {
        long before = daemon.status().receiver().utcSecond();
        try (var _ = speaksThrough(line)) {
            var back = await(
                    daemon,
                    status -> status.receiver().utcSecond() > before + 2 && status.state() == ClockState.LOCKED);
            assertEquals(1, back.receiver().reopened());
        }
    }

    /** Noise, a burst, and the burst again with a wrong checksum, a little after every second. */
    private static ScheduledThreadPoolExecutor speaksThrough(PseudoTerminal line) {
        var player = new ScheduledThreadPoolExecutor(1);
        long untilBurst = NANOS_PER_SECOND - Math.floorMod(RawClock.nanos(), NANOS_PER_SECOND) + 120_000_000L;
        player.scheduleAtFixedRate(() -> burst(line), untilBurst, NANOS_PER_SECOND, TimeUnit.NANOSECONDS);
        return player;
    }

    private static void burst(PseudoTerminal line) {
        var burst = new SimulatedReceiver().burst(Math.floorDiv(RawClock.nanos(), NANOS_PER_SECOND));
        var damaged = new String(burst, StandardCharsets.US_ASCII).replace(",A,", ",B,");
        try {
            line.write(NOISE);
            line.write(burst);
            line.write(damaged.getBytes(StandardCharsets.US_ASCII));
        } catch (DeviceException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private static Status await(Daemon daemon, Predicate<Status> condition) {
        for (int tenths = 0; tenths < 300; tenths++) {
            var status = daemon.status();
            if (condition.test(status)) {
                return status;
            }
            LockSupport.parkNanos(NANOS_PER_SECOND / 10);
        }
        throw new AssertionError("did not come about within 30 s; last: " + daemon.status());
    }
}
