package org.timeball.server.control;

import java.util.List;
import org.timeball.refclock.time.ClockState;

/** A daemon that follows servers, well and lost, for tests. */
final class SyncStatuses {

    static final SyncStatus FOLLOWING = new SyncStatus(
            "timeball 0.1.0",
            1_795_405_963_250_000_000L,
            11_520,
            ClockState.LOCKED,
            11_000,
            "two of \"two\" servers agree",
            true,
            2.5e-3,
            new FollowedClock("a.example.org", 2, "Normal", 1_795_405_960L, -1.25e-5, 3e-6, 12.5, 0.01, 1e-3, 8, 40),
            List.of(
                    new AskedServer(
                            "a.example.org",
                            "",
                            "192.0.2.1 port 123",
                            "*",
                            "the best",
                            "NTS, AES-SIV-CMAC-256",
                            1,
                            "PPS",
                            8,
                            0xff,
                            12,
                            -1e-5,
                            2e-3,
                            3e-6,
                            1e-3,
                            45,
                            44,
                            ""),
                    new AskedServer(
                            "b.example.org",
                            "example.org",
                            "",
                            "?",
                            "never\theard",
                            "",
                            0,
                            "",
                            5,
                            0,
                            -1,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            1e300,
                            3,
                            0,
                            "no answer from \u2026")),
            List.of());

    /** Nobody was ever heard. */
    static final SyncStatus LOST = new SyncStatus(
            "timeball 0.1.0",
            0,
            1,
            ClockState.UNSYNCHRONISED,
            1,
            "nobody answers",
            false,
            16,
            new FollowedClock("", 0, "Not synchronised", 0, 0, Double.NaN, 0, 100, 0, 5, 0),
            List.of(),
            List.of("the disk is full"));

    private SyncStatuses() {}
}
