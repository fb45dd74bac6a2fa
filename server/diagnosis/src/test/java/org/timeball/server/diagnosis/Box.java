package org.timeball.server.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Pools;
import org.timeball.server.control.PulseCounts;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Source;
import org.timeball.server.control.StampStats;
import org.timeball.server.control.Status;
import org.timeball.server.control.Tracking;

/** A Raspberry Pi on which all is well, until a test changes a field; the fields are what can be wrong. */
final class Box {

    boolean isDaemonThere = true;
    String silence = "no daemon at /run/timeball/control.sock";
    long upSeconds = 7_200;
    ClockState state = ClockState.LOCKED;
    double systemTimeSeconds = 2e-9;
    double frequencyPpm = -12.3;
    boolean isLeapFileExpired;
    String leapObjection = "";
    List<String> alarms = List.of();

    String port = "/dev/ttyAMA0";
    boolean isHeard = true;
    long messages = 72_000;
    long discarded;
    long checksumErrors;
    String setUp = "done: 115200 baud, UBX";
    String fix = "3D";
    List<Integer> signals = List.of(47, 45, 44, 42, 39, 37, 30);
    String antenna = "ok";
    String jamming = "none";
    String spoofing = "none";
    String suspicion = "";
    int baud = 115_200;
    int rolloverWeeks;
    double delaySeconds = 0.08;

    String pulseSource = "/dev/pps0";
    long used = 7_000;
    long missed;
    Map<String, Long> notUsed = Map.of();
    int nameless;
    int strayed;
    long lastPulseSeconds;

    List<Source> servers = new ArrayList<>(List.of(
            server("a.example", "+", 255, 1e-3),
            server("b.example", "+", 255, -2e-3),
            server("c.example", "+", 255, 0)));

    long ntpReceived = 90_000;
    long clients = 12;
    Map<String, Long> drops = Map.of();
    Map<String, Long> failures = Map.of("no ALPN", 3L);
    Pools pools = Pools.NONE;

    List<String> mistakes = List.of();
    boolean isConfigurationUsable = true;
    boolean hasReceiver = true;
    String wantedPort = "";
    int wantedBaud;
    String wantedPulse = "/dev/pps0";
    boolean isSteering = true;
    boolean maySteer = true;
    List<Integer> ntpPorts = List.of(123);
    boolean isLocal;

    List<SerialFacts.Port> ports = List.of(new SerialFacts.Port("/dev/ttyAMA0", "ttyAMA0", "dialout", true));
    Set<String> consoles = Set.of();
    Optional<Set<String>> programs = Optional.of(Set.of("sshd"));
    List<PpsFacts.Device> pps = List.of(new PpsFacts.Device("/dev/pps0", "pps@12.-1", true, true, "", 0.4, 0.1));
    Optional<List<String>> others = Optional.of(List.of());
    double batteryAhead = Double.NaN;

    List<ServiceFacts.Asked> ntp = List.of(new ServiceFacts.Asked("0.0.0.0 port 123", "", ""));
    List<ServiceFacts.Asked> keyExchange = List.of(
            new ServiceFacts.Asked("0.0.0.0 port 4460", "", "eight cookies, and authentic time with one of them"));
    List<ServiceFacts.Holder> holders = List.of();
    String interfaceName = "eth0";
    boolean isWireless;

    String certificateProblem = "";
    boolean isForWanted = true;
    double daysLeft = 60;
    CertificateFacts.Trust trust = CertificateFacts.Trust.WORLD;
    String certificateAlarm = "";

    String model = "Raspberry Pi 4 Model B Rev 1.4";
    String commandLine = "console=tty1 root=PARTUUID=1 nohz=off\n";
    String governor = "performance";
    double degrees = 48;
    OptionalLong throttled = OptionalLong.of(0);
    MachineFacts.Folder folder = new MachineFacts.Folder("/var/lib/timeball", "", false, 4L << 30);

    static Source server(String name, String state, int reach, double offsetSeconds) {
        return new Source(
                "^", state, "its reason", name, 1, 6, reach, reach == 0 ? -1 : 12, offsetSeconds, offsetSeconds, 5e-3);
    }

    Facts facts() {
        return new Facts(
                isDaemonThere ? Optional.of(daemon()) : Optional.empty(),
                isDaemonThere ? "" : silence,
                settings(),
                new SerialFacts(ports, consoles, programs, "timeball"),
                new PpsFacts(pps),
                new ClockFacts(Optional.of(true), others, batteryAhead),
                new ServiceFacts(ntp, keyExchange, holders, interfaceName, isWireless),
                List.of(new CertificateFacts(
                        "public",
                        certificateProblem,
                        List.of("ntp.example.org"),
                        List.of("ntp.example.org"),
                        isForWanted,
                        "CN=Test",
                        daysLeft,
                        trust,
                        certificateAlarm)),
                new MachineFacts(model, commandLine, governor, degrees, throttled, List.of(folder)));
    }

    private SettingsFacts settings() {
        return new SettingsFacts(
                "/etc/timeball/timeball.toml",
                mistakes,
                isConfigurationUsable
                        ? Optional.of(new SettingsFacts.Wanted(
                                hasReceiver,
                                wantedPort,
                                wantedBaud,
                                wantedPulse,
                                isSteering,
                                maySteer,
                                ntpPorts,
                                List.of(4_460),
                                isLocal))
                        : Optional.empty());
    }

    private DaemonFacts daemon() {
        return new DaemonFacts(status(), pulses(), clients, baud, rolloverWeeks, delaySeconds, 0.004);
    }

    /** Sixty of them, of which the last ones are bad. */
    private List<PulseRecord> pulses() {
        return LongStream.rangeClosed(1, used == 0 && notUsed.isEmpty() ? 0 : 60)
                .mapToObj(second -> second > 60 - nameless
                        ? new PulseRecord(0, 0, false, 0, "it is not known yet which second it marks")
                        : second > 60 - strayed
                                ? new PulseRecord(second, 1e-3, false, 0, "1.0 ms late")
                                : new PulseRecord(second, 1e-9, true, 1, "used"))
                .toList();
    }

    private Status status() {
        var sources = new ArrayList<Source>();
        if (hasReceiver) {
            sources.add(new Source(
                    "#",
                    state == ClockState.LOCKED ? "*" : "?",
                    "no pulse came",
                    "PPS",
                    0,
                    0,
                    255,
                    lastPulseSeconds,
                    0,
                    0,
                    1e-7));
        }
        sources.addAll(servers);
        return new Status(
                "timeball test",
                1_795_405_963_000_000_000L,
                upSeconds,
                state,
                600,
                "pulses steer the clock",
                3.1e-7,
                1.2e-6,
                tracking(),
                sources,
                receiver(),
                new PulseCounts(pulseSource, used, missed, notUsed),
                service(),
                new KeyExchangeStats(500, 490, Map.of(15, 490L), failures),
                pools,
                Corrections.NONE,
                ErrorSum.UNTOLD,
                alarms);
    }

    private Tracking tracking() {
        var leap = new LeapRecord(
                37,
                "kernel",
                "",
                0,
                List.of(),
                leapObjection,
                "/usr/share/zoneinfo/leap-seconds.list",
                1,
                2,
                isLeapFileExpired,
                0);
        return new Tracking(
                0x50505300L,
                "PPS",
                1,
                0,
                systemTimeSeconds,
                0,
                8e-8,
                frequencyPpm,
                0,
                0.01,
                0,
                1e-6,
                1,
                "Normal",
                leap,
                0);
    }

    private Receiver receiver() {
        var seen = new ArrayList<Receiver.SatelliteInView>();
        for (int signal : signals) {
            seen.add(new Receiver.SatelliteInView("GPS", seen.size() + 1, 40, 90, signal, true));
        }
        return new Receiver(
                port,
                isHeard,
                isHeard ? "UBX" : "",
                fix,
                messages == 0 ? 0 : 1_795_405_963L,
                seen.size(),
                seen,
                messages,
                discarded,
                checksumErrors,
                0,
                setUp,
                new Receiver.Health("NEO-M8T", "TIM 1.10", antenna, jamming, spoofing, ""),
                suspicion);
    }

    private ServerStats service() {
        long dropped = drops.values().stream().mapToLong(Long::longValue).sum();
        return new ServerStats(
                ntpReceived,
                dropped,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                ntpReceived - dropped,
                0,
                drops,
                ntpReceived > 0 ? 9.5 : 0,
                0,
                StampStats.NONE);
    }
}
