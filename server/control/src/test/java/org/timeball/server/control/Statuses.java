package org.timeball.server.control;

import java.util.List;
import java.util.Map;
import org.timeball.refclock.time.ClockState;

/** A status in which no two numbers are the same, so that a mix-up of fields shows. */
public final class Statuses {

    /** Locked, with one of everything. */
    public static final Status LOCKED = new Status(
            "timeball 0.1.0",
            1_795_405_963_858_120_204L,
            11_520,
            ClockState.LOCKED,
            11_400,
            "pulses steer the clock",
            4.2e-7,
            1.2e-6,
            new Tracking(
                    0x50505300L,
                    "PPS",
                    1,
                    1_795_405_963_000_000_012L,
                    -1.23e-7,
                    5.4e-8,
                    8.1e-8,
                    -12.345,
                    0.001,
                    0.017,
                    0.0,
                    1.1e-6,
                    1.0,
                    "Normal",
                    new LeapRecord(
                            37,
                            "kernel",
                            "a second inserted before 2027-01-01",
                            1_798_761_600L,
                            List.of(
                                    new LeapRecord.Vote("the file", "nothing"),
                                    new LeapRecord.Vote("the receiver", "none")),
                            "",
                            "leap-seconds.list",
                            1_751_846_400L,
                            1_782_604_800L,
                            true,
                            0.25),
                    9.1e-7),
            List.of(new Source("#", "*", "it agrees with the receiver", "PPS", 0, 0, 255, 1, 5.5e-8, -6.5e-8, 1.5e-7)),
            new Receiver(
                    "/dev/ttyAMA0",
                    true,
                    "UBX",
                    "3D",
                    1_795_405_963L,
                    9,
                    List.of(new Receiver.SatelliteInView("GPS", 12, 45, 270, 41, true)),
                    34_000,
                    17,
                    2,
                    3,
                    "done: u-blox NEO-M8T at 115200 baud",
                    new Receiver.Health("NEO-M8T", "TIM 1.10", "ok", "none", "none", "done, 1.2 m"),
                    "watched: only 3 satellites are used"),
            new PulseCounts("/dev/pps0", 11_399, 4, Map.of("too early", 5L, "too late", 6L)),
            new ServerStats(
                    1_000,
                    18,
                    33,
                    7,
                    8,
                    19,
                    20,
                    201,
                    22,
                    23,
                    24,
                    982,
                    25,
                    Map.of("rate", 26L),
                    12.5,
                    2.25,
                    new StampStats(
                            28,
                            30,
                            27,
                            29,
                            31,
                            32,
                            List.of(new StampedInterface("lo", "kernel software stamps (no clock)")))),
            new KeyExchangeStats(27, 28, Map.of(15, 20L, 30, 8L), Map.of("no ALPN", 29L)),
            Pools.NONE,
            new Corrections(
                    new SystematicError(
                            9.2e-7,
                            1.55e-6,
                            List.of(
                                    new SystematicError.Part("antenna cable", 5.1e-8, 1.1e-8),
                                    new SystematicError.Part("board latency", 1.5e-6, 5.2e-7))),
                    new SawtoothStats(true, -1, -0.98, 0.011, 11_001),
                    new TemperatureStats("cpu-thermal", 48.7, -0.0151, 30, 0.871, true, 0.0072, 0.0026)),
            new ErrorSum(
                    List.of(
                            new ErrorSum.Part("systematic error of the pulse", 2.1e-7, 2.1e-7),
                            new ErrorSum.Part("scatter of the filter", 1e-7, 2e-7)),
                    List.of(new ErrorSum.Ahead(60, 1e-7, 5.5e-7, 9.5e-7)),
                    1e-3),
            List.of());

    private Statuses() {}
}
