package org.timeball.firmware.appliance.command;

import java.util.List;
import java.util.Map;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientRecord;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Pools;
import org.timeball.server.control.PulseCounts;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.SawtoothStats;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Source;
import org.timeball.server.control.StampStats;
import org.timeball.server.control.StampedInterface;
import org.timeball.server.control.Status;
import org.timeball.server.control.SystematicError;
import org.timeball.server.control.TemperatureStats;
import org.timeball.server.control.Tracking;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.alert.ChannelRecord;
import org.timeball.server.control.alert.RaisedRecord;
import org.timeball.server.control.alert.ToldRecord;
import org.timeball.server.control.event.Event;
import org.timeball.server.control.event.EventRecord;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistoryTrack;

/** Daemons to report on; no two numbers of the locked one are the same, so that a mix-up of fields shows. */
public final class Example {

    private static final LeapRecord LEAP = new LeapRecord(
            37,
            "kernel",
            "a second inserted before 2027-01-01",
            1_798_761_600L,
            List.of(new LeapRecord.Vote("the receiver", "a second inserted before 2027-01-01")),
            "only two of three say so",
            "leap-seconds.list",
            1_751_846_400L,
            1_782_604_800L,
            true,
            -0.125);

    static final Tracking TRACKING = new Tracking(
            0x50505300L,
            "PPS",
            1,
            1_795_405_963_858_120_204L,
            -1.23e-7,
            5.4e-8,
            8.1e-8,
            -12.3456,
            0.001,
            0.017,
            0.000000321,
            1.1e-6,
            1.04,
            "Normal",
            LEAP,
            1.02e-6);

    static final Tracking NO_TRACKING =
            new Tracking(0, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, "Not synchronised", LeapRecord.UNTOLD, 0);

    static final List<Source> SOURCES = List.of(
            new Source("#", "*", "it agrees with the receiver", "PPS", 0, 0, 255, 1, 5.5e-8, -6.5e-8, 1.5e-7),
            new Source(
                    "^",
                    "-",
                    "it is further, and less sure",
                    "time.example.org",
                    2,
                    6,
                    127,
                    1_300,
                    -0.012,
                    -0.013,
                    1.5),
            new Source("^", "?", "no answer yet", "a-server-with-a-very-long-name.example", 0, 10, 0, -1, 0, 0, 0));

    static final ServerStats SERVICE = new ServerStats(
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
            Map.of("rate limit", 5L, "access", 11L, "malformed", 2L),
            12.5,
            2.26,
            new StampStats(
                    28, 30, 27, 29, 31, 32, List.of(new StampedInterface("lo", "kernel software stamps (no clock)"))));

    static final ServerStats NO_SERVICE =
            new ServerStats(0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), 0, 0, StampStats.NONE);

    static final AlertReport ALERTS = new AlertReport(
            false,
            List.of(new RaisedRecord(
                    "antenna",
                    "",
                    "warning",
                    "Antenna fault",
                    "The receiver says that its antenna is open",
                    "Check plug and cable.",
                    1_795_000_000L,
                    true)),
            List.of(new ToldRecord(
                    7, "began", "antenna", "", "warning", "ntp1: Antenna fault", "It is open.", 1_795_000_060L)),
            List.of(
                    new ChannelRecord(
                            "phone", "ntfy", "ntfy.sh", "warning", 0, 1_200, 0, 0, 1_795_000_061L, Double.NaN, ""),
                    new ChannelRecord(
                            "mail", "e-mail", "a@example.org", "critical", 2, 0, 3, 4, 0, 61, "nobody listens there")));

    static final CertificateReport CERTIFICATES = new CertificateReport(
            true,
            List.of(
                    new CertificateRecord(
                            "public",
                            "acme",
                            List.of("key exchange at 0.0.0.0 port 4460"),
                            4_460,
                            List.of("time.example.org", "ntp.example.org"),
                            "CN=R11,O=Let's Encrypt,C=US",
                            "AB:CD:EF",
                            1_762_000_000L,
                            1_769_776_000L,
                            22.5,
                            1_767_225_600L,
                            1_767_200_000L,
                            1_767_300_000L,
                            1_762_003_600L,
                            2,
                            "time.example.org: connection refused",
                            ""),
                    new CertificateRecord(
                            "lan", "own-ca", List.of(), 0, List.of(), "", "", 0, 0, Double.NaN, 0, 0, 0, 0, 0, "", "")),
            new AuthorityRecord(
                    "CN=Timeball", "01:23", 2_000_000_000L, List.of("home.arpa", "10.0.0.0/8"), "-----BEGIN\n"));

    static final ClientReport CLIENTS = new ClientReport(
            "prefix",
            3,
            16_384,
            0,
            List.of(
                    new ClientRecord("192.0.2.0/24", 1_234_567, 89, 7, 6, 0.5, 90_000, 0),
                    new ClientRecord("2001:db8:1234::/48", 5, 0, 5, 0, 66, 300, 1_300)));

    static final HistoryReport HISTORY = new HistoryReport(
            1_795_405_960,
            10,
            List.of(
                    new HistoryTrack(
                            "offset",
                            "s",
                            List.of(-3.1e-8, Double.NaN),
                            List.of(-9e-8, Double.NaN),
                            List.of(2e-8, Double.NaN)),
                    new HistoryTrack("ntp", "1/s", List.of(12.0, 0.1), List.of(11.0, 0.0), List.of(13.0, 1.0))));

    static final EventReport EVENTS = new EventReport(
            List.of(EventRecord.of(
                    new Event(
                            1_795_405_963_858_120_204L,
                            "anna",
                            "192.0.2.7",
                            "timeball-web",
                            "rekey",
                            "done",
                            "seal cookies under a new key: done, at once"),
                    17,
                    EventRecord.FIRST)),
            "");

    private static final Receiver.SatelliteInView SATELLITE =
            new Receiver.SatelliteInView("GPS", 12, 45, 270, 41, true);

    public static final Status LOCKED = new Status(
            "timeball 0.1.0",
            1_795_405_964_123_456_789L,
            11_520,
            ClockState.LOCKED,
            11_400,
            "pulses steer the clock",
            4.21e-7,
            1.2e-6,
            TRACKING,
            SOURCES,
            new Receiver(
                    "/dev/ttyAMA0",
                    true,
                    "UBX",
                    "3D",
                    1_795_405_963L,
                    9,
                    List.of(SATELLITE, SATELLITE, SATELLITE),
                    34_000,
                    17,
                    2,
                    3,
                    "done: u-blox NEO-M8T at 115200 baud",
                    new Receiver.Health("NEO-M8T", "TIM 1.10", "ok", "none", "none", ""),
                    ""),
            new PulseCounts("/dev/pps0", 11_399, 4, Map.of("too early", 5L, "too late", 6L)),
            SERVICE,
            new KeyExchangeStats(29, 28, Map.of(15, 25L, 30, 3L), Map.of("no ALPN", 1_234L)),
            Pools.NONE,
            new Corrections(
                    new SystematicError(
                            1.02e-6,
                            1.55e-6,
                            List.of(
                                    new SystematicError.Part("antenna cable", 5e-8, 1.1e-8),
                                    new SystematicError.Part("receiver and all else", 0, 5e-7),
                                    new SystematicError.Part("board latency", 1.5e-6, 5.09e-7),
                                    new SystematicError.Part("calibration", 0, 0))),
                    new SawtoothStats(true, -1, -0.98, 0.011, 11_001),
                    new TemperatureStats("cpu-thermal", 48.686, -0.0151, 30, 0.871, true, 0.0072, 0.0026)),
            ErrorSum.UNTOLD,
            List.of());

    public static final Status STARTING = new Status(
            "timeball 0.1.0",
            0,
            3,
            ClockState.STARTING,
            3,
            "the receiver has not spoken yet",
            16,
            16,
            NO_TRACKING,
            List.of(),
            new Receiver(
                    "/dev/ttyAMA0", false, "", "no fix", 0, 0, List.of(), 0, 0, 0, 0, "", Receiver.Health.UNTOLD, ""),
            new PulseCounts("/dev/pps0", 0, 0, Map.of()),
            NO_SERVICE,
            new KeyExchangeStats(0, 0, Map.of(), Map.of()),
            Pools.NONE,
            Corrections.NONE,
            ErrorSum.UNTOLD,
            List.of());

    private Example() {}

    /** The locked daemon in another state. */
    static Status in(ClockState state) {
        return new Status(
                LOCKED.program(),
                LOCKED.utcNanos(),
                LOCKED.upSeconds(),
                state,
                LOCKED.stateSeconds(),
                LOCKED.reason(),
                LOCKED.withinSeconds(),
                LOCKED.boundSeconds(),
                LOCKED.tracking(),
                LOCKED.sources(),
                LOCKED.receiver(),
                LOCKED.pulses(),
                LOCKED.service(),
                LOCKED.keyExchange(),
                LOCKED.pools(),
                LOCKED.corrections(),
                LOCKED.errorSum(),
                LOCKED.alarms());
    }

    /** The locked daemon with another view of its clock. */
    static Status with(Tracking tracking) {
        return new Status(
                LOCKED.program(),
                LOCKED.utcNanos(),
                LOCKED.upSeconds(),
                LOCKED.state(),
                LOCKED.stateSeconds(),
                LOCKED.reason(),
                LOCKED.withinSeconds(),
                LOCKED.boundSeconds(),
                tracking,
                LOCKED.sources(),
                LOCKED.receiver(),
                LOCKED.pulses(),
                LOCKED.service(),
                LOCKED.keyExchange(),
                LOCKED.pools(),
                LOCKED.corrections(),
                LOCKED.errorSum(),
                LOCKED.alarms());
    }
}
