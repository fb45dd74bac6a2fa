package org.timeball.firmware.appliance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.daemon.Daemon;
import org.timeball.firmware.appliance.daemon.Hardware;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.simulation.SimulatedReceiver;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.server.state.ConfigReader;

/** The whole daemon with a receiver that has no pulse and no known rate, behind a pseudo-terminal. */
class SentencesAloneIT {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void locksAndSaysHowLittleThatIsWorth() throws Exception {
        try (var line = PseudoTerminal.open();
                var player = new ReceiverPlayer(new DemoTime(0), new SimulatedReceiver(), line)) {
            var configuration =
                    ConfigReader.parse(folder.resolve("timeball.toml").toString(), """
                    schema = 1
                    warm-up-seconds = 0
                    state-directory = "state"
                    control-socket = "control.sock"

                    [receiver]
                    port = "%s"
                    pulse = "none"

                    [[server]]
                    listen = "127.0.0.1:0"
                    """.formatted(line.slavePath()));
            Thread.ofPlatform().daemon().start(player);
            var identities = new Identities(List.of(), List.of());
            try (var daemon = Daemon.start(
                    "timeball test", configuration, identities, Hardware.of(configuration), new TimeFloor(0, true))) {
                awaitLock(daemon);
                var snapshot = daemon.snapshot();
                assertEquals(1, snapshot.stratum());
                assertEquals("GPS", snapshot.refId().toString());
                assertEquals(Leap.NONE, snapshot.leap());
                long raw = RawClock.nanos();
                assertTrue(snapshot.boundSeconds(raw) >= 0.75 && snapshot.boundSeconds(raw) < 1);
                double error = Math.abs(snapshot.utcNanos(raw) - raw) * 1e-9;
                assertTrue(error < snapshot.boundSeconds(raw), () -> "off by " + error + " s");
                var status = daemon.status();
                assertEquals("GPS", status.sources().getFirst().name());
                assertEquals("the receiver's sentences alone", status.pulses().source());
            }
        }
    }

    private static void awaitLock(Daemon daemon) {
        for (int tenths = 0; daemon.status().state() != ClockState.LOCKED; tenths++) {
            assertTrue(tenths < 450, () -> "did not lock within 45 s; last: " + daemon.status());
            LockSupport.parkNanos(NANOS_PER_SECOND / 10);
        }
    }
}
