package org.timeball.server.state;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.SmearShape;

/**
 * What the operator decided: one record tree, one TOML file, the same names with dashes.
 *
 * <p>Paths are absolute, or count from the folder of the file. Addresses are literals: reading a configuration asks no
 * name server.
 *
 * @param stateDirectory   {@code state-directory}: where the daemon keeps what outlives a restart; default
 *     {@code /var/lib/timeball}
 * @param controlSocket    {@code control-socket}: where programs on this machine read its status; default
 *     {@code /run/timeball/control.sock}
 * @param clock            {@code [clock]}: what is done with the machine's clock
 * @param receiver         {@code [receiver]}: what tells the time
 * @param servers          {@code [[server]]}: at least one; where NTP is answered, UDP
 * @param keyExchangeServers {@code [[nts-ke-server]]}: any number; where keys for NTS are handed out, TCP
 * @param keyset           {@code [keyset]}: the keys that seal cookies
 * @param web              {@code [web]}: where the pages are; none if the section is missing
 * @param leap             {@code [leap]}: what is done about leap seconds
 */
public record TimeballConfig(
        Path stateDirectory,
        Path controlSocket,
        Clock clock,
        Receiver receiver,
        List<Server> servers,
        List<KeyExchangeServer> keyExchangeServers,
        Keyset keyset,
        Optional<Web> web,
        LeapSeconds leap) {

    /** The number of this form of the file: {@code schema}, which must be the first thing said in it. */
    public static final int SCHEMA = 1;

    static final Path DEFAULT_STATE_DIRECTORY = Path.of("/var/lib/timeball");
    static final Path DEFAULT_CONTROL_SOCKET = Path.of("/run/timeball/control.sock");

    /** A UDP or TCP port that can be named to others. */
    static final Range PORT = new Range(1, 65_535, "port");

    /**
     * Checks that something is served, and copies the lists.
     *
     * @throws IllegalArgumentException if there is no server
     */
    public TimeballConfig {
        servers = List.copyOf(servers);
        keyExchangeServers = List.copyOf(keyExchangeServers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("server: at least one is needed");
        }
    }

    /**
     * {@code [clock]}: what is done with the machine's clock.
     *
     * @param steer                  {@code steer}: whether the kernel's clock is set and steered; needs
     *     {@code CAP_SYS_TIME}; default false: served time is right all the same
     * @param holdoverLimitSeconds   {@code holdover-limit-seconds}: the bound on the error at which holdover ends and
     *     the server calls itself unsynchronised; seconds, 0.000001 to 1, default 0.001
     * @param systematicErrorSeconds {@code systematic-error-seconds}: what antenna cable, receiver and pulse input may
     *     add that no statistics show, beyond what is known of cable and board; seconds, 0 to 0.1, default 0.000001
     * @param temperature            {@code temperature}: whether changes of the board's temperature are fed forward to
     *     the clock once they have proved to foretell its oscillator's; default true
     */
    public record Clock(
            boolean steer, double holdoverLimitSeconds, double systematicErrorSeconds, boolean temperature) {

        static final Range HOLDOVER_LIMIT = new Range(1e-6, 1, "seconds");
        static final Range SYSTEMATIC_ERROR = new Range(0, 0.1, "seconds");

        /** What holds where the file says nothing; stands after the ranges, which its constructor asks. */
        public static final Clock DEFAULT = new Clock(false, 0.001, 1e-6, true);

        /** @throws IllegalArgumentException if a value is out of its range */
        public Clock {
            HOLDOVER_LIMIT.require("holdover-limit-seconds", holdoverLimitSeconds);
            SYSTEMATIC_ERROR.require("systematic-error-seconds", systematicErrorSeconds);
        }
    }

    /**
     * {@code [receiver]}: what tells the time.
     *
     * @param port  {@code port}: the serial port its sentences come from, as {@code /dev/ttyAMA0}; must be given, need
     *     not be there yet
     * @param baud  {@code baud}: bits a second on that port; one of {@link #BAUD_RATES}, default 9600
     * @param pulse {@code pulse}: the kernel's PPS device; default {@code /dev/pps0}
     * @param delays what makes its pulses late
     */
    public record Receiver(String port, int baud, Path pulse, PulseDelays delays) {

        /** The rates that receivers speak, bits a second. */
        public static final List<Integer> BAUD_RATES =
                List.of(4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600);

        static final int DEFAULT_BAUD = 9_600;
        static final Path DEFAULT_PULSE = Path.of("/dev/pps0");

        /** @throws IllegalArgumentException if the port is empty or the rate is none of the known */
        public Receiver {
            if (port.isBlank()) {
                throw new IllegalArgumentException("port: a serial port must be named");
            }
            if (!BAUD_RATES.contains(baud)) {
                throw new IllegalArgumentException("baud: %d is none of %s".formatted(baud, BAUD_RATES));
            }
        }
    }

    /**
     * {@code [[server]]}: where NTP is answered.
     *
     * @param listen {@code listen}: UDP address and port, as {@code 0.0.0.0:123} or {@code [::]:123}; port 0 lets the
     *     kernel choose
     */
    public record Server(InetSocketAddress listen) {

        /** @throws IllegalArgumentException if the address is unresolved */
        public Server {
            requireResolved(listen);
        }
    }

    /**
     * {@code [[nts-ke-server]]}: where keys for NTS are handed out.
     *
     * @param listen               {@code listen}: TCP address and port, as {@code [::]:4460}; port 0 lets the kernel
     *     choose
     * @param certificateChainPath {@code certificate-chain-path}: PEM, the server's own certificate first
     * @param privateKeyPath       {@code private-key-path}: PEM, unencrypted, readable by its owner alone
     * @param ntpPort              {@code ntp-port}: the UDP port clients are told to use, 1 to 65535; default: they are
     *     told none, which means 123
     */
    public record KeyExchangeServer(
            InetSocketAddress listen, Path certificateChainPath, Path privateKeyPath, OptionalInt ntpPort) {

        /** @throws IllegalArgumentException if the address is unresolved or the port out of range */
        public KeyExchangeServer {
            requireResolved(listen);
            ntpPort.ifPresent(port -> PORT.require("ntp-port", port));
        }
    }

    /**
     * {@code [keyset]}: the keys that seal cookies.
     *
     * @param keyStoragePath             {@code key-storage-path}: where they are kept; default {@code cookie-keys} in
     *     the state directory
     * @param staleKeyCount              {@code stale-key-count}: how many old keys still open cookies; 0 to 64,
     *     default 7
     * @param keyRotationIntervalSeconds {@code key-rotation-interval-seconds}: how long a key seals new ones; seconds,
     *     60 to 31536000, default 86400
     */
    public record Keyset(Path keyStoragePath, int staleKeyCount, int keyRotationIntervalSeconds) {

        static final String DEFAULT_FILE = "cookie-keys";
        static final int DEFAULT_STALE_KEY_COUNT = 7;
        static final int DEFAULT_ROTATION_SECONDS = 24 * 60 * 60;
        static final Range STALE_KEY_COUNT = new Range(0, 64, "keys");
        static final Range ROTATION = new Range(60, 365 * 24 * 60 * 60, "seconds");

        /** @throws IllegalArgumentException if a value is out of its range */
        public Keyset {
            STALE_KEY_COUNT.require("stale-key-count", staleKeyCount);
            ROTATION.require("key-rotation-interval-seconds", keyRotationIntervalSeconds);
        }
    }

    /**
     * {@code [web]}: where the pages are.
     *
     * @param listen               {@code listen}: TCP address and port of HTTPS, as {@code [::]:443}; port 0 lets the
     *     kernel choose
     * @param certificateChainPath {@code certificate-chain-path}: PEM, the server's own certificate first
     * @param privateKeyPath       {@code private-key-path}: PEM, unencrypted, readable by its owner alone
     */
    public record Web(InetSocketAddress listen, Path certificateChainPath, Path privateKeyPath) {

        /** @throws IllegalArgumentException if the address is unresolved */
        public Web {
            requireResolved(listen);
        }
    }

    /**
     * {@code [leap]}: what is done about leap seconds.
     *
     * @param mode             {@code mode}: what is done when one comes; default {@code kernel}
     * @param smear            {@code smear}: how it is spread where the mode is {@code smear}; default {@code linear}
     * @param file             {@code file}: a {@code leap-seconds.list}; default: the one that the system's time zone
     *     package brings. A newer one of that name in the state directory goes before it
     * @param coldStartSeconds {@code cold-start-seconds}: how long a receiver that speaks NMEA alone and had no fix is
     *     not believed its second; seconds, 0 to 3600, default 900
     */
    public record LeapSeconds(LeapMode mode, SmearShape smear, Path file, int coldStartSeconds) {

        static final Path DEFAULT_FILE = Path.of("/usr/share/zoneinfo/leap-seconds.list");
        static final Range COLD_START = new Range(0, 3_600, "seconds");

        /** What holds where the file says nothing; stands after the range, which its constructor asks. */
        public static final LeapSeconds DEFAULT =
                new LeapSeconds(LeapMode.KERNEL, SmearShape.LINEAR, DEFAULT_FILE, 900);

        /** @throws IllegalArgumentException if a value is out of its range */
        public LeapSeconds {
            COLD_START.require("cold-start-seconds", coldStartSeconds);
        }
    }

    private static void requireResolved(InetSocketAddress listen) {
        if (listen.isUnresolved()) {
            throw new IllegalArgumentException("listen: " + listen + " is not an address");
        }
    }
}
