package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.SmearShape;
import org.timeball.server.state.TimeballConfig.Board;
import org.timeball.server.state.TimeballConfig.Clock;
import org.timeball.server.state.TimeballConfig.KeyExchangeServer;
import org.timeball.server.state.TimeballConfig.Keyset;
import org.timeball.server.state.TimeballConfig.LeapSeconds;
import org.timeball.server.state.TimeballConfig.Nts;
import org.timeball.server.state.TimeballConfig.Receiver;
import org.timeball.server.state.TimeballConfig.Server;
import org.timeball.server.state.TimeballConfig.Web;

/** A file as a whole: what it may say, what holds where it says nothing, and a file that is none. */
class ConfigReaderTest {

    @TempDir
    Path directory;

    /** Also where there is none yet: a daemon starts before the pages have theirs, or without them. */
    @Test
    void looksForThePagesCertificateWhereTheirStateIs() throws ConfigException {
        var pages = "[web]\nlisten = \"[::]:443\"\nstate-directory = \"pages\"\n";
        var web = ConfigReader.parse(NAME, LEAST + pages).web().orElseThrow();

        assertEquals(web.stateDirectory().resolve("chain.pem"), web.certificateChainPath());
        assertEquals(web.stateDirectory().resolve("key.pem"), web.privateKeyPath());
    }

    @Test
    void fillsInWhatIsNotSaid() throws ConfigException {
        var config = ConfigReader.parse(NAME, LEAST);

        var expected = new TimeballConfig(
                Path.of("/var/lib/timeball"),
                Path.of("/run/timeball/control.sock"),
                Optional.empty(),
                10,
                Clock.DEFAULT,
                new Receiver(
                        true,
                        Optional.of(Path.of("/dev/ttyAMA0")),
                        OptionalInt.empty(),
                        new PulseChoice.Device(Path.of("/dev/pps0")),
                        OptionalDouble.empty(),
                        PulseDelays.DEFAULT,
                        new ReceiverSetUp(true, 115_200, ReceiverSetUp.Survey.LONG, false, Optional.empty()),
                        false),
                NetworkSources.NONE,
                Board.BARE,
                List.of(new Server(new InetSocketAddress("::", 123))),
                List.of(),
                new Keyset(Path.of("/var/lib/timeball/cookie-keys"), 7, 86_400, Optional.empty()),
                Optional.empty(),
                new LeapSeconds(
                        LeapMode.KERNEL, SmearShape.LINEAR, Path.of("/usr/share/zoneinfo/leap-seconds.list"), 900),
                Nts.DEFAULT,
                NtpSettings.DEFAULT,
                List.of(),
                noCertificates(),
                AlertSettings.NOBODY);
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
                admin-socket-group = "timeball-web"
                warm-up-seconds = 0

                [clock]
                steer = true
                holdover-limit-seconds = 1
                systematic-error-seconds = 2.5e-7
                temperature = false

                [receiver]
                use = false
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
                allow-unchecksummed = true

                [[source]]
                host = "time.example.org"
                port = 14460
                nts = true
                ca-path = "chain.pem"
                aead = [30, 15]
                family = "ipv6"
                shortest-poll-seconds = 64
                longest-poll-seconds = 1024

                [[source]]
                host = "192.0.2.1"
                nts = false

                [sources]
                minimum-agreeing-sources = 2
                step-at-start-seconds = 0.5
                largest-step-seconds = 10

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
                ntp-server = "time.example.org"
                connections = 1024
                connections-per-network = 32
                deadline-seconds = 2.5

                [[nts-ke-server.certificate]]
                certificate-chain-path = "key.pem"
                private-key-path = "chain.pem"

                [leap]
                mode = "smear"
                smear = "cosine"
                file = "leap-seconds.list"
                cold-start-seconds = 0

                [ntp]
                threads = 2
                oldest-version = 1
                interleaved = false
                hardware-stamps = true
                allow = ["192.0.2.0/24", "2001:db8::/32"]
                deny = ["192.0.2.7"]
                deny-kiss = true
                requests-per-second = 0.5
                burst = 16
                rate-kiss = false
                clients = 1024
                client-names = "hash"

                [keyset]
                key-storage-path = "state/keys"
                stale-key-count = 2
                key-rotation-interval-seconds = 86_400
                shared-secret-path = "shared-keys"

                [nts]
                nettle = false

                [web]
                listen = "127.0.0.1:18443"
                certificate-chain-path = "chain.pem"
                private-key-path = "key.pem"
                state-directory = "/var/lib/pages"
                public-page = true
                host-names = ["timeball.local", "ntp1"]
                ntp-pool-addresses = ["192.0.2.7", "2001:db8::7"]
                ntp-pool-site = "http://pool.example"
                ntp-pool-verification-6 = "https://six.pool.example/p/"

                [[pool]]
                name = "first"
                site = "https://pool.example.org"
                host = "ntp.example.org"
                tokens-path = "first.tokens"
                old-numbers = true
                connections = 4

                [[pool]]
                name = "second-1"
                """);

        var config = ConfigReader.read(file);

        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        var expected = new TimeballConfig(
                directory.resolve("state"),
                Path.of("/tmp/control.sock"),
                Optional.of("timeball-web"),
                0,
                new Clock(true, OptionalDouble.of(1), OptionalDouble.of(2.5e-7), false),
                new Receiver(
                        false,
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
                                Optional.of(ReceiverSetUp.Maker.UBLOX)),
                        true),
                new NetworkSources(
                        List.of(
                                new SourceSettings(
                                        "time.example.org",
                                        14_460,
                                        new SourceSettings.ByNts(Optional.of(chain), List.of(30, 15)),
                                        SourceSettings.Family.IPV6,
                                        6,
                                        10),
                                new SourceSettings(
                                        "192.0.2.1", 123, new SourceSettings.None(), SourceSettings.Family.ANY, 5, 11)),
                        2,
                        0.5,
                        10),
                new Board(OptionalInt.of(17), OptionalInt.of(27)),
                List.of(
                        new Server(new InetSocketAddress("127.0.0.1", 11_123)),
                        new Server(new InetSocketAddress("::1", 11_123))),
                List.of(new KeyExchangeServer(
                        new InetSocketAddress("127.0.0.1", 14_460),
                        List.of(new CertificatePaths(chain, key), new CertificatePaths(key, chain)),
                        OptionalInt.of(11_123),
                        Optional.of("time.example.org"),
                        new ConnectionLimits(1_024, 32, 2.5))),
                new Keyset(directory.resolve("state/keys"), 2, 86_400, Optional.of(directory.resolve("shared-keys"))),
                Optional.of(new Web(
                        new InetSocketAddress("127.0.0.1", 18_443),
                        chain,
                        key,
                        Path.of("/var/lib/pages"),
                        true,
                        List.of("timeball.local", "ntp1"),
                        new NtpPoolSettings(
                                List.of(InetAddress.ofLiteral("192.0.2.7"), InetAddress.ofLiteral("2001:db8::7")),
                                URI.create("http://pool.example"),
                                URI.create(NtpPoolSettings.VERIFICATION_4),
                                URI.create("https://six.pool.example/p/")))),
                new LeapSeconds(LeapMode.SMEAR, SmearShape.COSINE, directory.resolve("leap-seconds.list"), 0),
                new Nts(false),
                new NtpSettings(
                        2,
                        1,
                        false,
                        true,
                        List.of(network("192.0.2.0", 24), network("2001:db8::", 32)),
                        List.of(network("192.0.2.7", 32)),
                        true,
                        OptionalDouble.of(0.5),
                        16,
                        false,
                        1_024,
                        NtpSettings.ClientNames.HASH),
                List.of(
                        new PoolSettings(
                                "first",
                                "https://pool.example.org",
                                "ntp.example.org",
                                directory.resolve("first.tokens"),
                                true,
                                4),
                        new PoolSettings(
                                "second-1", "", "", directory.resolve("state/pool-second-1.tokens"), false, 16)),
                noCertificates(),
                AlertSettings.NOBODY);
        assertEquals(expected, config);
    }

    /** Their section has a test of its own. */
    private static CertificateSettings noCertificates() {
        return new CertificateSettings(
                List.of(),
                new CertificateSettings.Authority(
                        CertificateSettings.Authority.DEFAULT_NAME,
                        Stream.concat(
                                        CertificateSettings.Authority.HOME_NAMES.stream(),
                                        CertificateSettings.Authority.HOME_NETWORKS.stream())
                                .toList()));
    }

    private static Network network(String address, int bits) {
        return new Network(InetAddress.ofLiteral(address), bits);
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
                        true,
                        Optional.empty(),
                        OptionalInt.of(9601),
                        new PulseChoice.None(),
                        OptionalDouble.empty(),
                        PulseDelays.DEFAULT,
                        ReceiverSetUp.DEFAULT,
                        false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Receiver(
                        true,
                        Optional.empty(),
                        OptionalInt.of(9600),
                        new PulseChoice.None(),
                        OptionalDouble.empty(),
                        PulseDelays.DEFAULT,
                        ReceiverSetUp.DEFAULT,
                        true));
        assertThrows(IllegalArgumentException.class, () -> new Board(OptionalInt.of(17), OptionalInt.of(17)));
        assertThrows(IllegalArgumentException.class, () -> new PulseChoice.Gpio(28));
        assertThrows(IllegalArgumentException.class, () -> new NetworkSources(List.of(), 17, 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> new NetworkSources(List.of(), 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new NetworkSources(List.of(), 1, 0.1, 1_001));
        assertThrows(IllegalArgumentException.class, () -> new SourceSettings.ByNts(Optional.empty(), List.of(15, 15)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SourceSettings("a", 123, new SourceSettings.None(), SourceSettings.Family.ANY, 6, 5));
        var none = OptionalDouble.empty();
        assertThrows(IllegalArgumentException.class, () -> new PulseDelays(OptionalDouble.of(0.1), 0, none, none));
        assertThrows(IllegalArgumentException.class, () -> new PulseDelays(none, -1, none, none));
        assertThrows(IllegalArgumentException.class, () -> new PulseDelays(none, 1, OptionalDouble.of(1), none));
        assertThrows(IllegalArgumentException.class, () -> new PulseDelays(none, 1, none, OptionalDouble.of(-1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LeapSeconds(LeapMode.STEP, SmearShape.LINEAR, Path.of("list"), 3_601));
        assertThrows(IllegalArgumentException.class, () -> new Keyset(Path.of("keys"), 65, 86_400, Optional.empty()));
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
