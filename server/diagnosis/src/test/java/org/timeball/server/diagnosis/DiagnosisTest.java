package org.timeball.server.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.timeball.server.control.diagnosis.CheckVerdict.ATTENTION;
import static org.timeball.server.control.diagnosis.CheckVerdict.BAD;
import static org.timeball.server.control.diagnosis.CheckVerdict.GOOD;
import static org.timeball.server.control.diagnosis.CheckVerdict.NOT_APPLICABLE;
import static org.timeball.server.control.diagnosis.CheckVerdict.UNKNOWN;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.PulseKind;
import org.timeball.server.control.Pools;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckVerdict;

/** Everything that users trip over, one wrong thing at a time on a box where all else is well. */
class DiagnosisTest {

    /**
     * A box with something wrong.
     *
     * @param why     for people
     * @param change  what is wrong with it
     * @param id      of the check that says so
     * @param verdict what that comes to
     * @param seen    words of its sentence
     * @param remedy  words of what is to be done; empty for anything
     */
    record Row(String why, Consumer<Box> change, String id, CheckVerdict verdict, String seen, String remedy) {
        @Override
        public String toString() {
            return why;
        }
    }

    private static final List<Row> RECEIVER = List.of(
            new Row(
                    "sentences",
                    box -> {},
                    "receiver.port",
                    GOOD,
                    "NEO-M8T speaks UBX at /dev/ttyAMA0, 115200 baud",
                    ""),
            new Row(
                    "no sentences",
                    box -> silent(box, 0),
                    "receiver.port",
                    BAD,
                    "/dev/ttyAMA0 is silent: nothing has come in 2 h 0 min",
                    "TX goes to the Pi's RX"),
            new Row(
                    "sentences that ended",
                    box -> silent(box, 500),
                    "receiver.port",
                    BAD,
                    "fallen silent after 500 messages",
                    "cable"),
            new Row(
                    "no receiver at any port",
                    box -> {
                        silent(box, 0);
                        box.port = "auto";
                        box.ports = List.of();
                    },
                    "receiver.port",
                    BAD,
                    "this machine has no serial port",
                    "enable_uart=1"),
            new Row(
                    "no receiver wanted",
                    box -> box.hasReceiver = false,
                    "receiver.port",
                    NOT_APPLICABLE,
                    "has no receiver",
                    ""),
            new Row(
                    "wrong rate that the operator chose",
                    box -> {
                        box.messages = 0;
                        box.discarded = 5_000;
                        box.baud = 9_600;
                        box.wantedBaud = 9_600;
                    },
                    "receiver.rate",
                    BAD,
                    "5,000 octets have come, and no message among them, at 9600 baud",
                    "Take baud = 9600 out"),
            new Row(
                    "no rate at which it makes sense",
                    box -> {
                        box.messages = 0;
                        box.discarded = 5_000;
                    },
                    "receiver.rate",
                    BAD,
                    "no message among them",
                    "RS-232"),
            new Row("a few damaged", box -> box.checksumErrors = 9, "receiver.rate", GOOD, "9 damaged", ""),
            new Row(
                    "many damaged",
                    box -> box.checksumErrors = 2_000,
                    "receiver.rate",
                    ATTENTION,
                    "2,000 damaged",
                    "no other program"),
            new Row(
                    "set-up refused",
                    box -> box.setUp = "left as it is: no answer",
                    "receiver.set-up",
                    ATTENTION,
                    "left as it is: no answer",
                    "maker"),
            new Row(
                    "set-up unwanted",
                    box -> box.setUp = "off",
                    "receiver.set-up",
                    NOT_APPLICABLE,
                    "set-up = false",
                    ""),
            new Row("sentences in time", box -> {}, "receiver.delay", GOOD, "80 ms after the pulse", ""),
            new Row(
                    "sentences that come a second late",
                    box -> box.delaySeconds = 0.95,
                    "receiver.delay",
                    ATTENTION,
                    "950 ms after the pulse",
                    "another second's"),
            new Row(
                    "week rollover",
                    box -> box.rolloverWeeks = 1_024,
                    "receiver.rollover",
                    ATTENTION,
                    "1024 weeks back",
                    "firmware"),
            new Row("a true date", box -> {}, "receiver.rollover", GOOD, "as it says it", ""),
            new Row(
                    "a suspect receiver",
                    box -> box.suspicion = "suspect: its date jumped",
                    "receiver.trust",
                    BAD,
                    "its date jumped",
                    "not used"),
            new Row(
                    "a watched receiver",
                    box -> box.suspicion = "watched: it jams",
                    "receiver.trust",
                    ATTENTION,
                    "it jams",
                    "are used"),
            new Row(
                    "console on the port",
                    box -> box.consoles = Set.of("ttyAMA0"),
                    "serial.console",
                    BAD,
                    "on ttyAMA0, the receiver's port",
                    "serial-getty@ttyAMA0.service"),
            new Row("console elsewhere", box -> box.consoles = Set.of("ttyS1"), "serial.console", GOOD, "on ttyS1", ""),
            new Row(
                    "console, and no port known",
                    box -> {
                        box.consoles = Set.of("ttyS1");
                        box.port = "auto";
                    },
                    "serial.console",
                    UNKNOWN,
                    "not known at which port",
                    "console="),
            new Row(
                    "gpsd holds the port",
                    box -> {
                        silent(box, 0);
                        box.programs = Optional.of(Set.of("gpsd", "sshd"));
                    },
                    "serial.holder",
                    BAD,
                    "gpsd runs",
                    "disable --now gpsd.socket"),
            new Row(
                    "ModemManager talks to it",
                    box -> box.programs = Optional.of(Set.of("ModemManager")),
                    "serial.holder",
                    ATTENTION,
                    "though sentences come",
                    "ModemManager.service"),
            new Row(
                    "who knows",
                    box -> box.programs = Optional.empty(),
                    "serial.holder",
                    UNKNOWN,
                    "cannot be seen",
                    "systemctl"),
            new Row(
                    "mini UART",
                    box -> at(box, "/dev/serial0", "ttyS0", true),
                    "serial.mini-uart",
                    ATTENTION,
                    "ttyS0, the mini UART",
                    "dtoverlay=disable-bt"),
            new Row(
                    "debug port of a Pi 5",
                    box -> at(box, "/dev/ttyAMA10", "ttyAMA10", true),
                    "serial.mini-uart",
                    ATTENTION,
                    "debug connector",
                    "uart0=on"),
            new Row("a good UART", box -> {}, "serial.mini-uart", GOOD, "ttyAMA0 is a UART", ""),
            new Row("no Pi", box -> box.model = "", "serial.mini-uart", NOT_APPLICABLE, "no Raspberry Pi", ""),
            new Row(
                    "no right to the port",
                    box -> at(box, "/dev/ttyAMA0", "ttyAMA0", false),
                    "serial.permission",
                    BAD,
                    "User timeball may not use /dev/ttyAMA0, which is of group dialout",
                    "usermod -aG dialout timeball"));

    private static final List<Row> SKY = List.of(
            new Row("a fix", box -> {}, "sky.fix", GOOD, "3D, with 7 of 7", ""),
            new Row(
                    "antenna indoors",
                    box -> {
                        box.fix = "no fix";
                        box.signals = List.of();
                    },
                    "sky.fix",
                    BAD,
                    "no satellite is received",
                    "plugged in"),
            new Row(
                    "a cold start",
                    box -> {
                        box.fix = "no fix";
                        box.upSeconds = 60;
                    },
                    "sky.fix",
                    ATTENTION,
                    "7 satellites are received",
                    "Wait"),
            new Row(
                    "no fix for hours",
                    box -> box.fix = "no fix",
                    "sky.fix",
                    BAD,
                    "2 h 0 min after the start",
                    "sees the sky"),
            new Row("a guessed fix", box -> box.fix = "estimated", "sky.fix", BAD, "guesses", ""),
            new Row("a free sky", box -> {}, "sky.signal", GOOD, "comes at 42 dB-Hz", ""),
            new Row(
                    "a window",
                    box -> box.signals = List.of(36, 34, 33, 31),
                    "sky.signal",
                    ATTENTION,
                    "comes at 31 dB-Hz, the best at 36",
                    "shift the pulse"),
            new Row(
                    "a cellar",
                    box -> box.signals = List.of(26, 24, 23, 21),
                    "sky.signal",
                    ATTENTION,
                    "21 dB-Hz",
                    "sees the sky"),
            new Row(
                    "three satellites",
                    box -> box.signals = List.of(40, 40, 40),
                    "sky.signal",
                    ATTENTION,
                    "3 of at least 4",
                    ""),
            new Row("antenna unplugged", box -> box.antenna = "open", "sky.antenna", BAD, "open", "Plug it in"),
            new Row("antenna drowned", box -> box.antenna = "short", "sky.antenna", BAD, "shorted", "at once"),
            new Row(
                    "antenna unknown",
                    box -> box.antenna = "unknown",
                    "sky.antenna",
                    UNKNOWN,
                    "does not supervise",
                    ""),
            new Row(
                    "interference",
                    box -> box.jamming = "interference",
                    "sky.interference",
                    ATTENTION,
                    "interference",
                    "USB 3"),
            new Row("jammed", box -> box.jamming = "jammed", "sky.interference", BAD, "jammed", "transmitter"),
            new Row("forged", box -> box.spoofing = "indicated", "sky.interference", BAD, "forged: indicated", ""),
            new Row("untold", box -> box.jamming = "unknown", "sky.interference", UNKNOWN, "does not tell", ""));

    private static final List<Row> PULSE = List.of(
            new Row("a kernel's pulse", box -> {}, "pulse.device", GOOD, "/dev/pps0 (pps@12.-1)", ""),
            new Row(
                    "no device at all",
                    box -> box.pps = List.of(),
                    "pulse.device",
                    BAD,
                    "no /dev/pps0, and no PPS device at all",
                    "dtoverlay=pps-gpio"),
            new Row(
                    "another device",
                    box -> box.pulseSource = "/dev/pps1",
                    "pulse.device",
                    BAD,
                    "it has /dev/pps0 (pps@12.-1)",
                    ""),
            new Row(
                    "the kernel's timer",
                    box -> box.pps = List.of(device("ktimer", false, true, "")),
                    "pulse.device",
                    BAD,
                    "own timer",
                    ""),
            new Row(
                    "no right to it",
                    box -> box.pps = List.of(device("pps@12.-1", true, false, "")),
                    "pulse.device",
                    BAD,
                    "may not read /dev/pps0",
                    "60-timeball.rules"),
            new Row(
                    "two overlays",
                    box -> box.pps = List.of(device("pps@12.-1", true, true, "/dev/pps1")),
                    "pulse.device",
                    ATTENTION,
                    "/dev/pps1 stamp the same line",
                    "one of the two"),
            new Row(
                    "sentences alone",
                    box -> box.pulseSource = PulseKind.SENTENCE.words(),
                    "pulse.device",
                    ATTENTION,
                    "milliseconds at best",
                    "PPS pin"),
            new Row(
                    "a pin of the program's",
                    box -> box.pulseSource = "gpio:18, " + PulseKind.USER_SPACE.words(),
                    "pulse.device",
                    ATTENTION,
                    "this program stamps",
                    "pps-gpio"),
            new Row(
                    "carrier detect",
                    box -> box.pulseSource = "dcd of /dev/ttyS1",
                    "pulse.device",
                    NOT_APPLICABLE,
                    "dcd of",
                    ""),
            new Row("pulses", box -> {}, "pulse.arrival", GOOD, "7,000 pulses were used", ""),
            new Row(
                    "sentences and no pulse",
                    box -> box.used = 0,
                    "pulse.arrival",
                    BAD,
                    "No pulse has come in 2 h 0 min, though the receiver speaks",
                    "PPS pin at all"),
            new Row(
                    "no pulse before the fix",
                    box -> {
                        box.used = 0;
                        box.fix = "no fix";
                    },
                    "pulse.arrival",
                    BAD,
                    "No pulse",
                    "before they have a fix"),
            new Row(
                    "pulses that ended",
                    box -> box.lastPulseSeconds = 75,
                    "pulse.arrival",
                    BAD,
                    "The last pulse was used 1 min 15 s ago: no pulse came",
                    "wire"),
            new Row("gaps", box -> box.missed = 71, "pulse.arrival", ATTENTION, "71 missed", "one in a hundred"),
            new Row("names", box -> {}, "pulse.names", GOOD, "60 have the name", ""),
            new Row(
                    "pulses without sentences",
                    box -> {
                        silent(box, 0);
                        box.nameless = 60;
                    },
                    "pulse.names",
                    BAD,
                    "60 have no name",
                    "no sentence says which second"),
            new Row(
                    "pulses that fall unclearly",
                    box -> box.nameless = 31,
                    "pulse.names",
                    BAD,
                    "31 have no name",
                    "fix and delay"),
            new Row(
                    "wrong edge by its width",
                    box -> box.pps = List.of(new PpsFacts.Device("/dev/pps0", "x", true, true, "", 0.2, 0.9)),
                    "pulse.edge",
                    BAD,
                    "high for 900 ms of a second, so that the edge which is stamped is the end of a pulse of 100 ms",
                    "assert_falling_edge=1"),
            new Row(
                    "wrong edge by the daemon's word",
                    box -> {
                        box.pps = List.of(new PpsFacts.Device("/dev/pps0", "x", true, true, "", 0.2, Double.NaN));
                        box.notUsed = Map.of("wrong edge", 701L);
                    },
                    "pulse.edge",
                    BAD,
                    "701 edges",
                    "assert_falling_edge=1"),
            new Row(
                    "one edge alone",
                    box -> box.pps = List.of(new PpsFacts.Device("/dev/pps0", "x", true, true, "", 0.2, Double.NaN)),
                    "pulse.edge",
                    UNKNOWN,
                    "one edge alone",
                    "offset"),
            new Row("the right edge", box -> {}, "pulse.edge", GOOD, "lasts 100 ms", ""),
            new Row("a few strays", box -> box.strayed = 3, "pulse.quality", GOOD, "57 steered", ""),
            new Row(
                    "many strays",
                    box -> box.strayed = 4,
                    "pulse.quality",
                    ATTENTION,
                    "the last that did not: 1.0 ms late",
                    "weak sky"));

    private static final List<Row> CLOCK = List.of(
            new Row("locked", box -> {}, "clock.state", GOOD, "within ±310 ns of UTC (95 %)", ""),
            new Row(
                    "holdover",
                    box -> box.state = ClockState.HOLDOVER,
                    "clock.state",
                    ATTENTION,
                    "Holdover for 10 min",
                    ""),
            new Row("lost", box -> box.state = ClockState.UNSYNCHRONISED, "clock.state", BAD, "Not synchronised", ""),
            new Row(
                    "a young start",
                    box -> {
                        box.state = ClockState.ACQUIRING;
                        box.upSeconds = 90;
                    },
                    "clock.state",
                    ATTENTION,
                    "Acquiring",
                    "Wait"),
            new Row(
                    "an old start",
                    box -> box.state = ClockState.STARTING,
                    "clock.state",
                    BAD,
                    "Starting",
                    "first check"),
            new Row("one hand", box -> {}, "clock.hands", GOOD, "No other program", ""),
            new Row(
                    "two hands",
                    box -> box.others = Optional.of(List.of("chronyd")),
                    "clock.hands",
                    BAD,
                    "chronyd runs beside Timeball, and both",
                    "disable --now chronyd"),
            new Row(
                    "somebody else's hand",
                    box -> {
                        box.others = Optional.of(List.of("chronyd"));
                        box.isSteering = false;
                    },
                    "clock.hands",
                    GOOD,
                    "chronyd keeps",
                    ""),
            new Row(
                    "no hand",
                    box -> {
                        box.isSteering = false;
                        box.systemTimeSeconds = -4.2;
                    },
                    "clock.hands",
                    ATTENTION,
                    "4.2 s behind",
                    "steer = true"),
            new Row("hands unseen", box -> box.others = Optional.empty(), "clock.hands", UNKNOWN, "cannot be seen", ""),
            new Row(
                    "no permission",
                    box -> box.maySteer = false,
                    "clock.permission",
                    BAD,
                    "may-steer is not there",
                    "touch"),
            new Row(
                    "a bad crystal",
                    box -> box.frequencyPpm = 310,
                    "clock.oscillator",
                    ATTENTION,
                    "310.000 ppm fast",
                    ""),
            new Row("no battery", box -> {}, "clock.battery", NOT_APPLICABLE, "no clock with a battery", ""),
            new Row("a battery", box -> box.batteryAhead = -1, "clock.battery", GOOD, "agrees", ""),
            new Row(
                    "a stale battery",
                    box -> box.batteryAhead = -60,
                    "clock.battery",
                    ATTENTION,
                    "1 min 0 s behind",
                    "hwclock"),
            new Row(
                    "a dead battery",
                    box -> box.batteryAhead = -9e8,
                    "clock.battery",
                    ATTENTION,
                    "behind",
                    "change it"),
            new Row(
                    "an old list",
                    box -> box.isLeapFileExpired = true,
                    "clock.leap",
                    ATTENTION,
                    "has expired",
                    "tzdata"),
            new Row("doubted leap", box -> box.leapObjection = "two say no", "clock.leap", ATTENTION, "two say no", ""),
            new Row("answers", box -> {}, "sources.reach", GOOD, "All 3 servers", ""),
            new Row(
                    "one silent",
                    box -> box.servers.set(0, Box.server("a.example", "?", 0, 0)),
                    "sources.reach",
                    ATTENTION,
                    "1 of 3 servers does not answer: a.example (its reason)",
                    "timeball query"),
            new Row(
                    "all silent, and nothing else",
                    box -> {
                        box.hasReceiver = false;
                        box.servers.replaceAll(server -> Box.server(server.name(), "?", 0, 0));
                    },
                    "sources.reach",
                    BAD,
                    "3 of 3 servers do not answer",
                    "UDP to port 123"),
            new Row("agreement", box -> {}, "sources.agreement", GOOD, "3 of 3 servers agree", ""),
            new Row(
                    "a second too late",
                    box -> box.servers.replaceAll(server -> Box.server(server.name(), "x", 255, -1.002)),
                    "sources.agreement",
                    BAD,
                    "behind",
                    "leap seconds"),
            new Row(
                    "a pulse's length late",
                    box -> box.servers.replaceAll(server -> Box.server(server.name(), "x", 255, -0.1)),
                    "sources.agreement",
                    BAD,
                    "3 of 3 servers say that this clock is 100 ms behind",
                    "wrong edge"),
            new Row(
                    "one liar",
                    box -> box.servers.set(1, Box.server("b.example", "x", 255, 3.5)),
                    "sources.agreement",
                    ATTENTION,
                    "by b.example this clock is 3.5 s ahead",
                    "steer nothing"),
            new Row(
                    "nobody else",
                    box -> box.servers.clear(),
                    "sources.agreement",
                    NOT_APPLICABLE,
                    "wrong second",
                    "[[source]]"));

    private static final List<Row> SERVICE = List.of(
            new Row(
                    "no daemon",
                    box -> box.isDaemonThere = false,
                    "daemon.answers",
                    BAD,
                    "no daemon at /run",
                    "systemctl start timeball"),
            new Row("a daemon", box -> {}, "daemon.answers", GOOD, "has run for 2 h 0 min", ""),
            new Row(
                    "mistakes beside a daemon",
                    box -> box.mistakes = List.of("timeball.toml:3:1: x"),
                    "daemon.configuration",
                    ATTENTION,
                    "has 1 mistake: timeball.toml:3:1: x. The daemon goes on",
                    "timeball validate"),
            new Row(
                    "mistakes",
                    box -> {
                        box.isDaemonThere = false;
                        box.isConfigurationUsable = false;
                        box.mistakes = List.of("a", "b");
                    },
                    "daemon.configuration",
                    BAD,
                    "has 2 mistakes: a; b",
                    "timeball validate"),
            new Row(
                    "alarms",
                    box -> box.alarms = List.of("the disk is full"),
                    "daemon.alarms",
                    ATTENTION,
                    "1: the disk is full",
                    ""),
            new Row(
                    "port taken",
                    box -> {
                        box.isDaemonThere = false;
                        box.holders = List.of(new ServiceFacts.Holder(123, true, "0.0.0.0", "_chrony"));
                    },
                    "ntp.port",
                    BAD,
                    "UDP port 123 at 0.0.0.0 is taken by a program of user _chrony",
                    "disable --now chrony"),
            new Row("port free", box -> box.isDaemonThere = false, "ntp.port", GOOD, "are free", ""),
            new Row(
                    "port filtered here",
                    box -> box.ntp = List.of(new ServiceFacts.Asked("0.0.0.0 port 123", "no answer within 1 s", "")),
                    "ntp.port",
                    BAD,
                    "0.0.0.0 port 123: no answer within 1 s",
                    "firewall"),
            new Row(
                    "another port",
                    box -> box.ntpPorts = List.of(1_123),
                    "ntp.port",
                    ATTENTION,
                    "ask at port 123",
                    "[::]:123"),
            new Row(
                    "this machine alone",
                    box -> box.isLocal = true,
                    "ntp.port",
                    NOT_APPLICABLE,
                    "this machine alone",
                    "For others"),
            new Row(
                    "nobody asks",
                    box -> box.clients = 1,
                    "ntp.requests",
                    ATTENTION,
                    "In 2 h 0 min nobody",
                    "UDP port 123"),
            new Row(
                    "a full queue",
                    box -> box.drops = Map.of("receive queue full", 101L),
                    "ntp.requests",
                    ATTENTION,
                    "receive queue full 101",
                    "rmem_max"),
            new Row(
                    "many refused",
                    box -> box.drops = Map.of("rate limit", 30_000L),
                    "ntp.requests",
                    ATTENTION,
                    "30,000",
                    "[ntp]"),
            new Row(
                    "a few refused",
                    box -> box.drops = Map.of("rate limit", 99L),
                    "ntp.requests",
                    GOOD,
                    "rate limit 99",
                    ""),
            new Row(
                    "key exchange filtered",
                    box -> box.keyExchange = List.of(new ServiceFacts.Asked("[::] port 4460", "no connection", "")),
                    "nts.port",
                    BAD,
                    "[::] port 4460: no connection",
                    "certificates first"),
            new Row("no key exchange", box -> box.keyExchange = List.of(), "nts.port", NOT_APPLICABLE, "No keys", ""),
            new Row(
                    "clients without ALPN",
                    box -> box.failures = Map.of("no ALPN", 300L),
                    "nts.failures",
                    ATTENTION,
                    "no ALPN 300",
                    "scanners"),
            new Row(
                    "a wrong token",
                    box -> box.pools = new Pools(List.of(pool("", 4)), 7, 2, 30),
                    "pool.visits",
                    ATTENTION,
                    "30 s ago with another token, or none; 7 times",
                    "Rekey"),
            new Row(
                    "a pool that does not come",
                    box -> box.pools = new Pools(List.of(pool("", Double.NaN)), 0, 0, Double.NaN),
                    "pool.visits",
                    ATTENTION,
                    "trial has not come",
                    "4460"),
            new Row(
                    "a token file that cannot be read",
                    box -> box.pools = new Pools(List.of(pool("line 2 is no token", 4)), 0, 0, Double.NaN),
                    "pool.visits",
                    ATTENTION,
                    "trial: line 2 is no token",
                    "pool check"),
            new Row("radio", box -> box.isWireless = true, "network.path", ATTENTION, "by radio", "cable"),
            new Row("no route", box -> box.interfaceName = "", "network.path", UNKNOWN, "no default route", ""));

    private static final List<Row> CERTIFICATES = List.of(
            new Row("a good one", box -> {}, "certificate.public", GOOD, "lasts 60.0 days", ""),
            new Row(
                    "no file",
                    box -> box.certificateProblem = "no such file",
                    "certificate.public",
                    BAD,
                    "no such file",
                    ""),
            new Row(
                    "another name",
                    box -> box.isForWanted = false,
                    "certificate.public",
                    BAD,
                    "clients come for",
                    "that name"),
            new Row(
                    "expired",
                    box -> box.daysLeft = -3,
                    "certificate.public",
                    BAD,
                    "expired 3.0 days ago",
                    "renew public"),
            new Row("late", box -> box.daysLeft = 6, "certificate.public", ATTENTION, "6.0 days", "late"),
            new Row(
                    "alarmed",
                    box -> box.certificateAlarm = "renewal fails",
                    "certificate.public",
                    ATTENTION,
                    "renewal fails",
                    ""),
            new Row(
                    "alarmed at the end",
                    box -> {
                        box.certificateAlarm = "renewal fails";
                        box.daysLeft = 1;
                    },
                    "certificate.public",
                    BAD,
                    "renewal fails",
                    ""),
            new Row("undated", box -> box.daysLeft = Double.NaN, "certificate.public", UNKNOWN, "not judged", "Wait"),
            new Row(
                    "alone",
                    box -> box.trust = CertificateFacts.Trust.ALONE,
                    "certificate.public",
                    ATTENTION,
                    "alone",
                    "fullchain.pem"),
            new Row(
                    "in disorder",
                    box -> box.trust = CertificateFacts.Trust.BROKEN_CHAIN,
                    "certificate.public",
                    BAD,
                    "does not vouch for it",
                    "in their order"),
            new Row(
                    "by itself",
                    box -> box.trust = CertificateFacts.Trust.SELF_SIGNED,
                    "certificate.public",
                    ATTENTION,
                    "vouches for itself",
                    "own-ca"),
            new Row(
                    "by the box",
                    box -> {
                        box.trust = CertificateFacts.Trust.OWN_AUTHORITY;
                        box.daysLeft = 5;
                    },
                    "certificate.public",
                    GOOD,
                    "own authority",
                    ""),
            new Row(
                    "by a stranger",
                    box -> box.trust = CertificateFacts.Trust.PRIVATE_AUTHORITY,
                    "certificate.public",
                    ATTENTION,
                    "does not trust its authority",
                    "pool"));

    private static final List<Row> MACHINE = List.of(
            new Row("room", box -> {}, "machine.disk", GOOD, "4,096 MB", ""),
            new Row("full", box -> box.folder = folder(false, 9), "machine.disk", BAD, "0 MB", "Free room"),
            new Row(
                    "nearly full",
                    box -> box.folder = folder(false, 9 << 20),
                    "machine.disk",
                    ATTENTION,
                    "9 MB",
                    "Free room"),
            new Row("read-only", box -> box.folder = folder(true, 9), "machine.disk", BAD, "read-only", "worn out"),
            new Row(
                    "weak supply",
                    box -> box.throttled = OptionalLong.of(0x50005),
                    "machine.power",
                    BAD,
                    "too low now",
                    "supply"),
            new Row("heat", box -> box.throttled = OptionalLong.of(0x20002), "machine.power", ATTENTION, "slows", ""),
            new Row(
                    "weak before",
                    box -> box.throttled = OptionalLong.of(0x10000),
                    "machine.power",
                    ATTENTION,
                    "Since the start",
                    ""),
            new Row(
                    "untold",
                    box -> box.throttled = OptionalLong.empty(),
                    "machine.power",
                    NOT_APPLICABLE,
                    "does not tell",
                    ""),
            new Row("hot", box -> box.degrees = 78, "machine.temperature", ATTENTION, "78 °C", "air"),
            new Row(
                    "ondemand",
                    box -> box.governor = "ondemand",
                    "machine.governor",
                    ATTENTION,
                    "ondemand",
                    "performance"),
            new Row(
                    "tickless",
                    box -> box.commandLine = "nohz=on",
                    "machine.tick",
                    NOT_APPLICABLE,
                    "stops its tick",
                    "nohz=off"));

    static final List<Row> ROWS = List.of(RECEIVER, SKY, PULSE, CLOCK, SERVICE, CERTIFICATES, MACHINE).stream()
            .flatMap(List::stream)
            .toList();

    private static void silent(Box box, long messages) {
        box.isHeard = false;
        box.messages = messages;
    }

    private static void at(Box box, String path, String device, boolean isOpen) {
        box.port = path;
        box.ports = List.of(new SerialFacts.Port(path, device, "dialout", isOpen));
    }

    private static PpsFacts.Device device(String name, boolean isOfReceiver, boolean isOpen, String twin) {
        return new PpsFacts.Device("/dev/pps0", name, isOfReceiver, isOpen, twin, 0.4, 0.1);
    }

    private static MachineFacts.Folder folder(boolean isReadOnly, long octets) {
        return new MachineFacts.Folder("/var/lib/timeball", "", isReadOnly, octets);
    }

    private static Pools.Pool pool(String problem, double lastSeenSeconds) {
        var token = new Pools.Token("ab12", "0123…cdef", "", "", Double.NaN);
        return new Pools.Pool("trial", "", "", false, List.of(token), problem, 0, 0, 0, 0, 8, lastSeenSeconds);
    }

    private static List<Check> checks(Consumer<Box> change) {
        var box = new Box();
        change.accept(box);
        return Diagnosis.of(box.facts());
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void saysWhatIsWrongAndWhatToDo(Row row) {
        var check = checks(row.change).stream()
                .filter(one -> one.id().equals(row.id))
                .findFirst()
                .orElseThrow();

        assertEquals(row.verdict, check.verdict(), check::toString);
        assertTrue(check.seen().contains(row.seen), check::seen);
        assertTrue(check.remedy().contains(row.remedy), check::remedy);
    }

    /** What is told is sentences; whoever has trouble is told what to do; an id names one check. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void speaksInSentences(Row row) {
        for (boolean isDaemonThere : new boolean[] {true, false}) {
            var checks = checks(box -> {
                row.change.accept(box);
                box.isDaemonThere &= isDaemonThere;
            });
            var ids = new HashSet<String>();
            for (var check : checks) {
                assertTrue(ids.add(check.id()), check.id());
                assertTrue(check.seen().endsWith("."), check.seen());
                assertTrue(check.remedy().isEmpty() || check.remedy().endsWith("."), check.remedy());
                assertFalse(check.verdict().isTrouble() && check.remedy().isEmpty(), check.seen());
                assertFalse(check.seen().contains("NaN"), check.seen());
            }
        }
    }

    @Test
    void findsNothingOnABoxThatIsWell() {
        var trouble = checks(box -> {}).stream()
                .filter(check -> check.verdict() != GOOD && check.verdict() != NOT_APPLICABLE)
                .toList();

        assertEquals(List.of(), trouble);
    }

    /** Nothing that only the daemon knows is said without it, and least of all that it is good. */
    @Test
    void claimsNothingThatOnlyTheDaemonKnows() {
        var ids =
                checks(box -> box.isDaemonThere = false).stream().map(Check::id).toList();

        assertTrue(ids.containsAll(List.of("daemon.answers", "serial.console", "pulse.device", "machine.disk")));
        for (String id :
                List.of("receiver.rate", "sky.fix", "pulse.arrival", "clock.state", "sources.reach", "nts.port")) {
            assertFalse(ids.contains(id), id);
        }
    }
}
