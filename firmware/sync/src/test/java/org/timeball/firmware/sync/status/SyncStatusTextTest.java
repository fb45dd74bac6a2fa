package org.timeball.firmware.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.AskedServer;
import org.timeball.server.control.FollowedClock;
import org.timeball.server.control.SyncStatus;

class SyncStatusTextTest {

    private static final SyncStatus FOLLOWING = new SyncStatus(
            "timeball 0.1.0",
            1_795_405_963_250_000_000L,
            11_520,
            ClockState.LOCKED,
            11_000,
            "follows a.example.org",
            true,
            2.5e-3,
            new FollowedClock(
                    "a.example.org", 2, "Normal", 1_795_405_951_000_000_000L, -1.25e-5, 3e-6, 12.5, 0.01, 1e-3, 8, 40),
            List.of(
                    new AskedServer(
                            "a.example.org",
                            "",
                            "192.0.2.1 port 123",
                            "*",
                            "selected: the nearest of 1 that agree, of 2",
                            "NTS, AES-SIV-CMAC-256",
                            1,
                            "PPS",
                            8,
                            0xff,
                            12,
                            1e-5,
                            2e-3,
                            3e-6,
                            1e-3,
                            1_045,
                            1_044,
                            ""),
                    new AskedServer(
                            "b.example.org",
                            "example.org",
                            "",
                            "?",
                            "has not answered yet",
                            "",
                            0,
                            "",
                            5,
                            0,
                            -1,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            3,
                            0,
                            "no answer from b.example.org"),
                    AskedServer.nobody("example.net", "pool without members: it is not signed")),
            List.of("the clock cannot be steered"));

    @Test
    void tellsWhatTimedatectlTellsAndWhatWasProven() {
        assertEquals(
                """
                Locked for 3 h 3 min: follows a.example.org
                within ±2.5 ms of UTC if the servers are as good as their word
                Alarm: the clock cannot be steered

                Local time     Mon 2026-11-23 04:52:43 CET
                UTC time       Mon 2026-11-23 03:52:43 UTC
                RTC time       Mon 2026-11-23 03:52:44 UTC
                Synchronised   yes
                Clock is set   yes
                Source         a.example.org, stratum 2, leap status Normal
                Last update    12 s ago, 40 since start
                Offset         13 µs behind, jitter 3 µs
                Frequency      +12.500 ppm (oscillator), ±0.010
                Poll interval  4 min 16 s
                Server *       a.example.org, 192.0.2.1 port 123
                               stratum 1 (PPS), offset 10 µs ahead ±1 ms, delay 2 ms, jitter 3 µs, 12 s ago
                               selected: the nearest of 1 that agree, of 2
                               authenticated: yes, NTS, AES-SIV-CMAC-256
                               polls every 4 min 16 s: 1,045, answered 1,044, reach 377
                Server ?       b.example.org of example.org
                               no answer yet
                               has not answered yet
                               authenticated: no
                               polls every 32 s: 3, answered 0, reach 0
                               last poll: no answer from b.example.org
                Pool ?         example.net
                               pool without members: it is not signed
                Daemon         timeball 0.1.0, up 3 h 12 min
                """, SyncStatusText.report(FOLLOWING, ZoneId.of("Europe/Berlin"), OptionalLong.of(1_795_405_964L)));
    }

    @Test
    void isALineForAScript() {
        assertEquals(
                "Locked,0.002500000,-0.000012500,1795405963.250000000,a.example.org,1048,1044\n",
                SyncStatusText.csv(FOLLOWING));
    }

    @Test
    void readsTheClockWithTheBattery(@TempDir Path folder) throws Exception {
        var file = folder.resolve("since_epoch");
        assertEquals(OptionalLong.empty(), RealTimeClock.read(file));
        Files.writeString(file, "1795405964\n");
        assertEquals(OptionalLong.of(1_795_405_964L), RealTimeClock.read(file));
    }
}
