package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.SmearShape;
import org.timeball.server.state.ConfigException.Problem;
import org.timeball.server.state.TimeballConfig.Board;
import org.timeball.server.state.TimeballConfig.Clock;
import org.timeball.server.state.TimeballConfig.KeyExchangeServer;
import org.timeball.server.state.TimeballConfig.Keyset;
import org.timeball.server.state.TimeballConfig.LeapSeconds;
import org.timeball.server.state.TimeballConfig.Receiver;
import org.timeball.server.state.TimeballConfig.Server;
import org.timeball.server.state.TimeballConfig.Web;

class ConfigReaderTest {

    private static final String NAME = "/etc/timeball/timeball.toml";

    /** The least that is a configuration. */
    private static final String LEAST = """
            schema = 1
            [receiver]
            port = "/dev/ttyAMA0"
            [[server]]
            listen = "[::]:123"
            """;

    @TempDir
    Path directory;

    @Test
    void fillsInWhatIsNotSaid() throws ConfigException {
        var config = ConfigReader.parse(NAME, LEAST);

        var expected = new TimeballConfig(
                Path.of("/var/lib/timeball"),
                Path.of("/run/timeball/control.sock"),
                Clock.DEFAULT,
                new Receiver(
                        Optional.of(Path.of("/dev/ttyAMA0")),
                        OptionalInt.empty(),
                        new PulseChoice.Device(Path.of("/dev/pps0")),
                        OptionalDouble.empty(),
                        PulseDelays.DEFAULT,
                        new ReceiverSetUp(true, 115_200, ReceiverSetUp.Survey.LONG, false, Optional.empty())),
                Board.BARE,
                List.of(new Server(new InetSocketAddress("::", 123))),
                List.of(),
                new Keyset(Path.of("/var/lib/timeball/cookie-keys"), 7, 86_400),
                Optional.empty(),
                new LeapSeconds(
                        LeapMode.KERNEL, SmearShape.LINEAR, Path.of("/usr/share/zoneinfo/leap-seconds.list"), 900));
        assertEquals(expected, config);
    }

    @Test
    void readsEveryKey() throws Exception {
        for (String name : List.of("chain.pem", "key.pem")) {
            Files.createFile(directory.resolve(name));
        }
        Path file = Files.writeString(directory.resolve("timeball.toml"), """
                schema = 1
                state-directory = "state"
                control-socket = "/tmp/control.sock"

                [clock]
                steer = true
                holdover-limit-seconds = 1
                systematic-error-seconds = 2.5e-7
                temperature = false

                [receiver]
                port = "/dev/ttyUSB0"
                baud = 57600
                pulse = "/dev/pps1"
                latency = 2.5e-6
                antenna-cable-metres = 12
                antenna-cable-ns-per-metre = 4.0
                calibration-seconds = -1e-7
                sentence-delay-seconds = 0.12
                set-up = false
                set-up-baud = 38400
                survey = "quick"
                save = true
                maker = "u-blox"

                [board]
                status-led = 17
                button = 27

                [[server]]
                listen = "127.0.0.1:11123"
                [[server]]
                listen = "[::1]:11123"

                [[nts-ke-server]]
                listen = "127.0.0.1:14460"
                certificate-chain-path = "chain.pem"
                private-key-path = "key.pem"
                ntp-port = 11123

                [leap]
                mode = "smear"
                smear = "cosine"
                file = "leap-seconds.list"
                cold-start-seconds = 0

                [keyset]
                key-storage-path = "state/keys"
                stale-key-count = 2
                key-rotation-interval-seconds = 3_600

                [web]
                listen = "127.0.0.1:18443"
                certificate-chain-path = "chain.pem"
                private-key-path = "key.pem"
                """);

        var config = ConfigReader.read(file);

        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        var expected = new TimeballConfig(
                directory.resolve("state"),
                Path.of("/tmp/control.sock"),
                new Clock(true, OptionalDouble.of(1), OptionalDouble.of(2.5e-7), false),
                new Receiver(
                        Optional.of(Path.of("/dev/ttyUSB0")),
                        OptionalInt.of(57_600),
                        new PulseChoice.Device(Path.of("/dev/pps1")),
                        OptionalDouble.of(0.12),
                        new PulseDelays(
                                OptionalDouble.of(2.5e-6), 12, OptionalDouble.of(4.0), OptionalDouble.of(-1e-7)),
                        new ReceiverSetUp(
                                false,
                                38_400,
                                ReceiverSetUp.Survey.QUICK,
                                true,
                                Optional.of(ReceiverSetUp.Maker.UBLOX))),
                new Board(OptionalInt.of(17), OptionalInt.of(27)),
                List.of(
                        new Server(new InetSocketAddress("127.0.0.1", 11_123)),
                        new Server(new InetSocketAddress("::1", 11_123))),
                List.of(new KeyExchangeServer(
                        new InetSocketAddress("127.0.0.1", 14_460), chain, key, OptionalInt.of(11_123))),
                new Keyset(directory.resolve("state/keys"), 2, 3_600),
                Optional.of(new Web(new InetSocketAddress("127.0.0.1", 18_443), chain, key)),
                new LeapSeconds(LeapMode.SMEAR, SmearShape.COSINE, directory.resolve("leap-seconds.list"), 0));
        assertEquals(expected, config);
    }

    /** One mistake added to the end of {@link #LEAST}, whose five lines come before it, and what is said of it. */
    record Mistake(String added, String said) {
        @Override
        public String toString() {
            return added.strip();
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake("[clock]\nsteer = \"yes\"", """
                    /etc/timeball/timeball.toml:7:9: clock.steer: "yes" is text, must be true or false
                      steer = "yes"
                              ^ write steer = false"""),
            new Mistake("[leap]\nmode = \"smeer\"", """
                    /etc/timeball/timeball.toml:7:8: leap.mode: "smeer" is none of them
                      mode = "smeer"
                             ^ write one of "kernel", "step", "slew", "smear", "ignore\""""),
            new Mistake("[leap]\ncold-start-seconds = 3601", """
                    /etc/timeball/timeball.toml:7:22: leap.cold-start-seconds: 3601 is out of range 0..3600 (seconds)
                      cold-start-seconds = 3601
                                           ^ write 3600"""),
            new Mistake("[clock]\nsteeer = true", """
                    /etc/timeball/timeball.toml:7:1: clock.steeer is not a known key
                      steeer = true
                      ^ did you mean steer?"""),
            new Mistake("[clock]\nfoo = true", """
                    /etc/timeball/timeball.toml:7:1: clock.foo is not a known key
                      foo = true
                      ^ known here: holdover-limit-seconds, steer, systematic-error-seconds, temperature"""),
            new Mistake("[clock]\n\tholdover_limit_seconds = 1.0", """
                    /etc/timeball/timeball.toml:7:2: clock.holdover_limit_seconds is not a known key
                      \tholdover_limit_seconds = 1.0
                      \t^ did you mean holdover-limit-seconds?"""),
            new Mistake("[clock]\nholdover-limit-seconds = 5", """
                    /etc/timeball/timeball.toml:7:26: clock.holdover-limit-seconds: 5 is out of range 1.0E-6..1 (seconds)
                      holdover-limit-seconds = 5
                                               ^ write 1"""),
            new Mistake("[clock]\nholdover-limit-seconds = nan", """
                    /etc/timeball/timeball.toml:7:26: clock.holdover-limit-seconds: NaN is out of range 1.0E-6..1 (seconds)
                      holdover-limit-seconds = nan
                                               ^ write a number"""),
            new Mistake("[keyset]\nstale-key-count = 1.5", """
                    /etc/timeball/timeball.toml:7:19: keyset.stale-key-count: 1.5 is a number with a fraction, must be a whole number
                      stale-key-count = 1.5
                                        ^ write stale-key-count = 0"""),
            new Mistake("[keyset]\nstale-key-count = 9223372036854775807", """
                    /etc/timeball/timeball.toml:7:19: keyset.stale-key-count: 9223372036854775807 is out of range 0..64 (keys)
                      stale-key-count = 9223372036854775807
                                        ^ write 64"""),
            new Mistake("[[server]]\nlisten = \"localhost:123\"", """
                    /etc/timeball/timeball.toml:7:10: server.listen: "localhost:123" is not an address and port
                      listen = "localhost:123"
                               ^ write numbers, as "127.0.0.1:11123" or "[::]:123"; the port is 0 to 65535"""),
            new Mistake("[[server]]\nlisten = \"[::]:123\"", """
                    /etc/timeball/timeball.toml:7:10: server.listen: [::]:123 is already listened on, UDP
                      listen = "[::]:123"
                               ^ name another port, or leave one of the two out"""),
            new Mistake("[[server]]\nlisten = \"[2001:db8::1]:123\"", """
                    /etc/timeball/timeball.toml:7:10: server.listen: [::]:123 is already listened on, UDP, and takes in [2001:db8::1]:123
                      listen = "[2001:db8::1]:123"
                               ^ name another port, or leave one of the two out"""),
            new Mistake("[[server]]\n", """
                    /etc/timeball/timeball.toml:6:1: server.listen is missing
                      [[server]]
                      ^ write under [server]: listen = "0.0.0.0:123\""""),
            new Mistake(
                    "[web]\nlisten = \"[::]:443\"\ncertificate-chain-path = \"no.pem\"\nprivate-key-path = \"/dev/null\"",
                    """
                    /etc/timeball/timeball.toml:8:26: web.certificate-chain-path: there is no file /etc/timeball/no.pem
                      certificate-chain-path = "no.pem"
                                               ^ correct the path; one that does not begin with / counts from this file's folder"""),
            new Mistake(
                    "[web]\nlisten = \"[::]:443\"\ncertificate-chain-path = \"/dev\"\nprivate-key-path = \"/dev/null\"",
                    """
                    /etc/timeball/timeball.toml:8:26: web.certificate-chain-path: /dev is a folder
                      certificate-chain-path = "/dev"
                                               ^ name the file in it"""),
            new Mistake("[nts-ke-server]\nlisten = \"[::]:4460\"", """
                    /etc/timeball/timeball.toml:6:1: nts-ke-server may be there several times
                      [nts-ke-server]
                      ^ write [[nts-ke-server]] with double brackets"""),
            new Mistake("[[clock]]\nsteer = true", """
                    /etc/timeball/timeball.toml:6:1: clock is there once
                      [[clock]]
                      ^ write [clock] with single brackets"""),
            new Mistake("[keyset]\nkey-storage-path = \"\\u0000\"", """
                    /etc/timeball/timeball.toml:7:20: keyset.key-storage-path: that is not a path
                      key-storage-path = "\\u0000"
                                         ^ give a path, as "/etc/timeball/name.pem\""""),
            new Mistake("[keyset\n", """
                    /etc/timeball/timeball.toml:6:8: Unexpected end of line, expected ]
                      [keyset
                             ^ write one key = value a line, text in double quotes"""),
            new Mistake("[receiver]\nbaud = 9600", """
                    /etc/timeball/timeball.toml:6:1: receiver previously defined at line 2, column 1
                      [receiver]
                      ^ write one key = value a line, text in double quotes"""));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void saysWhereAndWhatAndWhatToWrite(Mistake row) {
        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, LEAST + row.added));

        assertEquals(row.said, mistaken.getMessage());
    }

    /** Whole texts with more than one thing wrong, and the problems in the order in which they are told. */
    record Mess(String name, String text, List<String> problems) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Mess> MESSES = List.of(
            new Mess("empty", "", List.of("schema is missing", "server is missing")),
            new Mess(
                    "of another schema",
                    LEAST.replace("schema = 1", "schema = 2"),
                    List.of("schema: 2 is out of range 1..1 (the schema of this version)")),
            new Mess(
                    "section for key",
                    "schema = 1\nclock = 3\nreceiver = \"x\"\nserver = true\n",
                    List.of("clock is a section", "receiver is a section", "server may be there several times")),
            new Mess(
                    "everything",
                    """
                    schema = "one"
                    state-dir = "/x"
                    [receiver]
                    baud = 9601
                    port = " "
                    puls = "/dev/pps0"
                    pulse = "pps0"
                    survey = "short"
                    sentence-delay-seconds = 2
                    [board]
                    status-led = 17
                    button = 17
                    [[server]]
                    listen = 123
                    listn = "[::]:123"
                    [[nts-ke-server]]
                    listen = "127.0.0.1:70000"
                    ntp-port = 0
                    """,
                    List.of(
                            "schema: \"one\" is text, must be a whole number",
                            "state-dir is not a known key",
                            "receiver.baud: 9601 is no rate that receivers speak",
                            "receiver.port: no serial port is named",
                            "receiver.puls is not a known key",
                            "receiver.pulse: \"pps0\" is no pulse",
                            "receiver.survey: \"short\" is none of them",
                            "receiver.sentence-delay-seconds: 2 is out of range 0..1 (seconds)",
                            "board.button: GPIO 17 has the light",
                            "server.listen: 123 is a whole number, must be an address in quotes",
                            "server.listn is not a known key",
                            "nts-ke-server.certificate-chain-path is missing",
                            "nts-ke-server.private-key-path is missing",
                            "nts-ke-server.listen: \"127.0.0.1:70000\" is not an address and port",
                            "nts-ke-server.ntp-port: 0 is out of range 1..65535 (port)")));

    @ParameterizedTest
    @FieldSource("MESSES")
    void tellsAllMistakesAtOnce(Mess row) {
        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, row.text));

        assertEquals(
                row.problems, mistaken.problems().stream().map(Problem::problem).toList());
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path file = directory.resolve("none.toml");

        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.read(file));

        assertEquals(file + ": there is no such file\n  create it, or name another", mistaken.getMessage());
    }

    @Test
    void namesAFileThatIsNoText() throws Exception {
        Path file = Files.write(directory.resolve("binary.toml"), new byte[] {(byte) 0xff, (byte) 0xfe});

        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.read(file));

        assertEquals(file + ": it is not UTF-8 text\n  save it as UTF-8", mistaken.getMessage());
    }

    /** What the kernel would refuse as "address already in use", by a program of the same configuration. */
    record Pair(String protocol, String first, String second, boolean isRefused) {
        @Override
        public String toString() {
            return protocol + " " + first + " and " + second;
        }
    }

    static final List<Pair> PAIRS = List.of(
            new Pair("UDP", "[::]:7", "0.0.0.0:7", false),
            new Pair("UDP", "0.0.0.0:7", "[2001:db8::1]:7", false),
            new Pair("UDP", "0.0.0.0:7", "192.0.2.1:7", true),
            new Pair("UDP", "192.0.2.1:7", "0.0.0.0:7", true),
            new Pair("UDP", "192.0.2.1:7", "192.0.2.2:7", false),
            new Pair("UDP", "192.0.2.1:7", "0.0.0.0:8", false),
            new Pair("TCP", "[::]:7", "0.0.0.0:7", true),
            new Pair("TCP", "0.0.0.0:7", "[::]:7", true),
            new Pair("TCP", "192.0.2.1:7", "[::]:7", true),
            new Pair("TCP", "0.0.0.0:7", "[2001:db8::1]:7", false),
            new Pair("TCP", "192.0.2.1:7", "[2001:db8::1]:7", false));

    @ParameterizedTest
    @FieldSource("PAIRS")
    void refusesAnAddressThatAnotherTakesIn(Pair row) {
        String section = row.protocol.equals("UDP")
                ? "[[server]]\nlisten = \"%s\"\n"
                : "[[nts-ke-server]]\ncertificate-chain-path = \"/dev/null\"\nprivate-key-path = \"/dev/null\"\nlisten = \"%s\"\n";
        String text = LEAST + section.formatted(row.first) + section.formatted(row.second);

        assertEquals(row.isRefused, isRefused(text));
    }

    private static boolean isRefused(String text) {
        try {
            ConfigReader.parse(NAME, text);
            return false;
        } catch (ConfigException refused) {
            return true;
        }
    }

    @Test
    void lettingTheKernelChooseThePortIsNoDuplicate() throws ConfigException {
        var config = ConfigReader.parse(NAME, LEAST.replace(":123", ":0") + "[[server]]\nlisten = \"[::]:0\"\n");

        assertEquals(2, config.servers().size());
    }

    /** One wrong value of a pulse's delays, and what is said of it. */
    record Delay(String line, String said) {
        @Override
        public String toString() {
            return line;
        }
    }

    static final List<Delay> DELAYS = List.of(
            new Delay("latency = \"fast\"", "\"fast\" is text, must be \"auto\" or a number"),
            new Delay("latency = -1e-6", "-1.0E-6 is out of range 0..0.02 (seconds)"),
            new Delay("antenna-cable-metres = 1001", "1001 is out of range 0..1000 (metres)"),
            new Delay("antenna-cable-ns-per-metre = 3.0", "3.0 is out of range 3.3..10 (nanoseconds a metre)"),
            new Delay("calibration-seconds = true", "true is true or false, must be a number"),
            new Delay("calibration-seconds = nan", "NaN is out of range -0.05..0.05 (seconds)"));

    @ParameterizedTest
    @FieldSource("DELAYS")
    void refusesADelayThatCannotBe(Delay row) {
        String text = LEAST.replace("port =", row.line + "\nport =");

        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, text));

        assertTrue(String.valueOf(mistaken.getMessage()).contains(row.said), mistaken.getMessage());
    }

    @Test
    void takesTheBoardsLatencyWhenToldToOrNot() throws ConfigException {
        var told = ConfigReader.parse(NAME, LEAST.replace("port =", "latency = \"auto\"\nport ="));

        assertEquals(PulseDelays.DEFAULT, told.receiver().delays());
    }

    record Pulse(String receiver, PulseChoice choice) {
        @Override
        public String toString() {
            return receiver;
        }
    }

    static final List<Pulse> PULSES = List.of(
            new Pulse("pulse = \"auto\"", new PulseChoice.Auto()),
            new Pulse("pulse = \"none\"", new PulseChoice.None()),
            new Pulse("pulse = \"gpio:18\"", new PulseChoice.Gpio(18)),
            new Pulse("pulse = \"dcd\"\nport = \"/dev/ttyS0\"", new PulseChoice.CarrierDetect()),
            new Pulse("pulse = \"/dev/pps3\"", new PulseChoice.Device(Path.of("/dev/pps3"))));

    @ParameterizedTest
    @FieldSource("PULSES")
    void readsEveryKindOfPulse(Pulse row) throws ConfigException {
        var text = LEAST.replace("port = \"/dev/ttyAMA0\"", row.receiver);
        assertEquals(row.choice, ConfigReader.parse(NAME, text).receiver().pulse());
    }

    @Test
    void findsPortAndBaudByItselfUnlessToldOtherwise() throws ConfigException {
        for (String said : List.of("", "port = \"auto\"\nbaud = \"auto\"")) {
            var receiver = ConfigReader.parse(NAME, LEAST.replace("port = \"/dev/ttyAMA0\"", said))
                    .receiver();
            assertEquals(Optional.empty(), receiver.port());
            assertEquals(OptionalInt.empty(), receiver.baud());
        }
    }

    @Test
    void recordsHoldTheSameLimitsAsTheFile() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Clock(false, OptionalDouble.of(2), OptionalDouble.empty(), true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Clock(false, OptionalDouble.of(Double.NaN), OptionalDouble.empty(), true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Receiver(
                        Optional.empty(),
                        OptionalInt.of(9601),
                        new PulseChoice.None(),
                        OptionalDouble.empty(),
                        PulseDelays.DEFAULT,
                        ReceiverSetUp.DEFAULT));
        assertThrows(IllegalArgumentException.class, () -> new Board(OptionalInt.of(17), OptionalInt.of(17)));
        assertThrows(IllegalArgumentException.class, () -> new PulseChoice.Gpio(28));
        var none = OptionalDouble.empty();
        assertThrows(IllegalArgumentException.class, () -> new PulseDelays(OptionalDouble.of(0.1), 0, none, none));
        assertThrows(IllegalArgumentException.class, () -> new PulseDelays(none, -1, none, none));
        assertThrows(IllegalArgumentException.class, () -> new PulseDelays(none, 1, OptionalDouble.of(1), none));
        assertThrows(IllegalArgumentException.class, () -> new PulseDelays(none, 1, none, OptionalDouble.of(-1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LeapSeconds(LeapMode.STEP, SmearShape.LINEAR, Path.of("list"), 3_601));
        assertThrows(IllegalArgumentException.class, () -> new Keyset(Path.of("keys"), 65, 86_400));
        assertThrows(
                IllegalArgumentException.class, () -> new Server(InetSocketAddress.createUnresolved("localhost", 1)));
    }

    /** Whatever is typed, or rots: a configuration or its mistakes, each with its place. */
    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(123);
        String sane = LEAST + "[clock]\nsteer = true\n[keyset]\nstale-key-count = 3\n[[nts-ke-server]]\nntp-port = 7\n";
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] text = sane.getBytes(StandardCharsets.US_ASCII);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(128);
            }
            try {
                ConfigReader.parse(NAME, new String(text, StandardCharsets.US_ASCII));
            } catch (ConfigException mistaken) {
                refused++;
                assertFalse(mistaken.problems().isEmpty());
                assertInstanceOf(String.class, mistaken.getMessage());
            }
        }
        assertTrue(refused > 1_000, "refused " + refused);
    }
}
