package org.timeball.server.state;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
 * @param adminSocketGroup {@code admin-socket-group}: the group of this machine whose members may change the daemon by
 *     {@code admin.sock} beside the control socket; the daemon's own if it is not named
 * @param warmUpSeconds    {@code warm-up-seconds}: how long at most the daemon may delay its start to answer itself, so
 *     that its first second is served as fast as the next ones; half of it by NTP, half by key exchange; 0 to 60, default
 *     10
 * @param clock            {@code [clock]}: what is done with the machine's clock
 * @param receiver         {@code [receiver]}: what tells the time
 * @param sources          {@code [[source]]} and {@code [sources]}: servers that are asked for the time, any number
 * @param board            {@code [board]}: light and button
 * @param servers          {@code [[server]]}: at least one; where NTP is answered, UDP
 * @param keyExchangeServers {@code [[nts-ke-server]]}: any number; where keys for NTS are handed out, TCP
 * @param keyset           {@code [keyset]}: the keys that seal cookies
 * @param web              {@code [web]}: where the pages are; none if the section is missing
 * @param leap             {@code [leap]}: what is done about leap seconds
 * @param nts              {@code [nts]}: how protected replies are made
 * @param ntp              {@code [ntp]}: who is answered, and how
 * @param pools            {@code [[pool]]}: any number; pools that we are a member of
 * @param certificates     {@code [[certificate]]} and {@code [own-ca]}: certificates that renew themselves
 * @param alerts           {@code [alerts]} and {@code [[alert]]}: who is told of trouble, and when
 */
public record TimeballConfig(
        Path stateDirectory,
        Path controlSocket,
        Optional<String> adminSocketGroup,
        int warmUpSeconds,
        Clock clock,
        Receiver receiver,
        NetworkSources sources,
        Board board,
        List<Server> servers,
        List<KeyExchangeServer> keyExchangeServers,
        Keyset keyset,
        Optional<Web> web,
        LeapSeconds leap,
        Nts nts,
        NtpSettings ntp,
        List<PoolSettings> pools,
        CertificateSettings certificates,
        AlertSettings alerts) {

    /** The number of this form of the file: {@code schema}, which must be the first thing said in it. */
    public static final int SCHEMA = 1;

    static final Path DEFAULT_STATE_DIRECTORY = Path.of("/var/lib/timeball");
    static final Path DEFAULT_CONTROL_SOCKET = Path.of("/run/timeball/control.sock");

    static final int DEFAULT_WARM_UP_SECONDS = 10;
    static final Range WARM_UP = new Range(0, 60, "seconds");

    /** A UDP or TCP port that can be named to others. */
    static final Range PORT = new Range(1, 65_535, "port");

    /**
     * Checks that something is served and something tells the time, and copies the lists.
     *
     * @throws IllegalArgumentException if there is no server, or neither receiver nor source, or a value is out of its
     *     range
     */
    public TimeballConfig {
        WARM_UP.require("warm-up-seconds", warmUpSeconds);
        servers = List.copyOf(servers);
        keyExchangeServers = List.copyOf(keyExchangeServers);
        pools = List.copyOf(pools);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("server: at least one is needed");
        }
        if (!receiver.isUsed() && sources.asked().isEmpty()) {
            throw new IllegalArgumentException("source: without a receiver at least one is needed");
        }
    }

    /** The same with others of what changes while it runs. */
    TimeballConfig with(
            NetworkSources otherSources,
            NtpSettings otherNtp,
            Nts otherNts,
            List<KeyExchangeServer> otherKeyExchangeServers,
            List<PoolSettings> otherPools,
            AlertSettings otherAlerts) {
        return new TimeballConfig(
                stateDirectory,
                controlSocket,
                adminSocketGroup,
                warmUpSeconds,
                clock,
                receiver,
                otherSources,
                board,
                servers,
                otherKeyExchangeServers,
                keyset,
                web,
                leap,
                otherNts,
                otherNtp,
                otherPools,
                certificates,
                otherAlerts);
    }

    /**
     * {@code [clock]}: what is done with the machine's clock.
     *
     * @param steer                  {@code steer}: whether the kernel's clock is set and steered; needs
     *     {@code CAP_SYS_TIME}; default false: served time is right all the same
     * @param holdoverLimitSeconds   {@code holdover-limit-seconds}: the bound on the error at which holdover ends and
     *     the server calls itself unsynchronised; seconds, 0.000001 to 1; default by the kind of pulse, 0.001 for the kernel's
     * @param systematicErrorSeconds {@code systematic-error-seconds}: what antenna cable, receiver and pulse input may
     *     add that no statistics show, beyond what is known of cable and board; seconds, 0 to 0.1; default by the kind
     *     of pulse, 0.000001 for the kernel's
     * @param temperature            {@code temperature}: whether changes of the board's temperature are fed forward to
     *     the clock once they have proved to foretell its oscillator's; default true
     */
    public record Clock(
            boolean steer,
            OptionalDouble holdoverLimitSeconds,
            OptionalDouble systematicErrorSeconds,
            boolean temperature) {

        static final Range HOLDOVER_LIMIT = new Range(1e-6, 1, "seconds");
        static final Range SYSTEMATIC_ERROR = new Range(0, 0.1, "seconds");

        /** What holds where the file says nothing; stands after the ranges, which its constructor asks. */
        public static final Clock DEFAULT = new Clock(false, OptionalDouble.empty(), OptionalDouble.empty(), true);

        /** @throws IllegalArgumentException if a value is out of its range */
        public Clock {
            holdoverLimitSeconds.ifPresent(limit -> HOLDOVER_LIMIT.require("holdover-limit-seconds", limit));
            systematicErrorSeconds.ifPresent(error -> SYSTEMATIC_ERROR.require("systematic-error-seconds", error));
        }
    }

    /**
     * {@code [receiver]}: what tells the time.
     *
     * @param isUsed {@code use}: whether there is one; default true. Without one the clock follows the {@code [[source]]}s
     * @param port  {@code port}: the serial port its sentences come from, as {@code /dev/ttyAMA0}; default {@code "auto"},
     *     here empty: the ports are listened to until a receiver is heard
     * @param baud  {@code baud}: bits a second on that port, one of {@link #BAUD_RATES}; default {@code "auto"}, here
     *     empty: found by listening
     * @param pulse {@code pulse}: what marks the seconds; default {@code /dev/pps0}
     * @param sentenceDelaySeconds {@code sentence-delay-seconds}: from the second to the first byte of its sentences,
     *     where there is no pulse to learn it from; seconds, 0 to 1; default: 0.15 is assumed and not believed
     * @param delays what makes its pulses late
     * @param setUp what may be written to it
     * @param allowUnchecksummed {@code allow-unchecksummed}: sentences are taken without a checksum, as of a receiver that
     *     never sends any; needs {@code port} and {@code baud}; default false
     */
    public record Receiver(
            boolean isUsed,
            Optional<Path> port,
            OptionalInt baud,
            PulseChoice pulse,
            OptionalDouble sentenceDelaySeconds,
            PulseDelays delays,
            ReceiverSetUp setUp,
            boolean allowUnchecksummed) {

        /** The rates that receivers speak, bits a second. */
        public static final List<Integer> BAUD_RATES =
                List.of(4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600);

        static final PulseChoice DEFAULT_PULSE = new PulseChoice.Device(Path.of("/dev/pps0"));
        static final Range SENTENCE_DELAY = new Range(0, 1, "seconds");

        /** @throws IllegalArgumentException if a rate is none of the known, or a value out of its range */
        public Receiver {
            if (allowUnchecksummed && (port.isEmpty() || baud.isEmpty())) {
                throw new IllegalArgumentException("allow-unchecksummed: needs port and baud");
            }
            baud.ifPresent(Receiver::requireRate);
            requireRate(setUp.baud());
            sentenceDelaySeconds.ifPresent(delay -> SENTENCE_DELAY.require("sentence-delay-seconds", delay));
        }

        private static void requireRate(int rate) {
            if (!BAUD_RATES.contains(rate)) {
                throw new IllegalArgumentException("baud: %d is none of %s".formatted(rate, BAUD_RATES));
            }
        }
    }

    /**
     * {@code [board]}: what people see and touch on the board itself; both are GPIO numbers of the chip (BCM), 2 to 27,
     * and neither is used unless it is named.
     *
     * @param statusLight {@code status-led}: a light that shows the clock's state
     * @param button      {@code button}: a push button to ground, which asks for the state
     */
    public record Board(OptionalInt statusLight, OptionalInt button) {

        static final Range PIN = new Range(PulseChoice.FIRST_PIN, PulseChoice.LAST_PIN, "GPIO number");

        /** Nothing is connected. */
        public static final Board BARE = new Board(OptionalInt.empty(), OptionalInt.empty());

        /** @throws IllegalArgumentException if a number is out of its range, or both are the same */
        public Board {
            statusLight.ifPresent(pin -> PIN.require("status-led", pin));
            button.ifPresent(pin -> PIN.require("button", pin));
            if (statusLight.isPresent() && statusLight.equals(button)) {
                throw new IllegalArgumentException("button: GPIO %d has the light".formatted(button.getAsInt()));
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
     * @param listen {@code listen}: TCP address and port, as {@code [::]:4460}; port 0 lets the kernel choose
     * @param certificates at least one: {@code certificate-chain-path} and {@code private-key-path}, or in their place
     *     {@code certificate-name}, that of a {@code [[certificate]]}; shown to clients that name none of the others, then those of each {@code [[nts-ke-server.certificate]]}
     * @param ntpPort {@code ntp-port}: the UDP port clients are told to use, 1 to 65535; default: they are told none,
     *     which means 123
     * @param ntpServer {@code ntp-server}: the address or full name that clients are told to ask for time; default: they
     *     are told none, and ask where they got their keys
     * @param limits what its clients may take
     */
    public record KeyExchangeServer(
            InetSocketAddress listen,
            List<CertificatePaths> certificates,
            OptionalInt ntpPort,
            Optional<String> ntpServer,
            ConnectionLimits limits) {

        /** @throws IllegalArgumentException if the address is unresolved, the port out of range, no certificate named, or the name none */
        public KeyExchangeServer {
            requireResolved(listen);
            certificates = List.copyOf(certificates);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("nts-ke-server: needs a certificate");
            }
            ntpPort.ifPresent(port -> PORT.require("ntp-port", port));
            ntpServer.flatMap(NtpServerName::problem).ifPresent(problem -> {
                throw new IllegalArgumentException("ntp-server: " + problem);
            });
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
     * @param sharedSecretPath           {@code shared-secret-path}: a file of 128 hexadecimal digits that several servers
     *     have, so that each opens the others' cookies; readable by its owner alone; needs the default rotation
     */
    public record Keyset(
            Path keyStoragePath, int staleKeyCount, int keyRotationIntervalSeconds, Optional<Path> sharedSecretPath) {

        static final String DEFAULT_FILE = "cookie-keys";
        static final int DEFAULT_STALE_KEY_COUNT = 7;
        static final int DEFAULT_ROTATION_SECONDS = 24 * 60 * 60;
        static final String SHARED_ROTATION = "keys from a shared secret change with the day, at midnight UTC";
        static final Range STALE_KEY_COUNT = new Range(0, 64, "keys");
        static final Range ROTATION = new Range(60, 365 * 24 * 60 * 60, "seconds");

        /** @throws IllegalArgumentException if a value is out of its range */
        public Keyset {
            STALE_KEY_COUNT.require("stale-key-count", staleKeyCount);
            ROTATION.require("key-rotation-interval-seconds", keyRotationIntervalSeconds);
            if (sharedSecretPath.isPresent() && keyRotationIntervalSeconds != DEFAULT_ROTATION_SECONDS) {
                throw new IllegalArgumentException("key-rotation-interval-seconds: " + SHARED_ROTATION);
            }
        }
    }

    /**
     * {@code [web]}: where the pages are.
     *
     * @param listen               {@code listen}: TCP address and port of HTTPS, as {@code [::]:443}; port 0 lets the
     *     kernel choose
     * @param certificateChainPath {@code certificate-chain-path}: PEM, the server's own certificate first; default
     *     {@value #CHAIN} in the state directory, which need not be there when the daemon reads this
     * @param privateKeyPath       {@code private-key-path}: PEM, unencrypted, readable by its owner alone; default
     *     {@value #KEY} in the state directory
     * @param stateDirectory       {@code state-directory}: accounts and sessions, the pages' own; default
     *     {@code /var/lib/timeball-web}
     * @param publicPage           {@code public-page}: whether everybody may look at the overview; default false
     * @param hostNames            {@code host-names}: names by which browsers may call the box, besides those of its
     *     certificate; at most {@value #MOST_HOST_NAMES}
     * @param ntpPool              {@code ntp-pool-…}: what is asked of pool.ntp.org
     */
    public record Web(
            InetSocketAddress listen,
            Path certificateChainPath,
            Path privateKeyPath,
            Path stateDirectory,
            boolean publicPage,
            List<String> hostNames,
            NtpPoolSettings ntpPool) {

        /** Where accounts and sessions are unless a file says otherwise. */
        public static final Path DEFAULT_STATE_DIRECTORY = Path.of("/var/lib/timeball-web");

        /** A chain's name in the state directory. */
        public static final String CHAIN = "chain.pem";

        /** A key's name there. */
        public static final String KEY = "key.pem";

        /** In a configuration. */
        public static final int MOST_HOST_NAMES = 20;

        /** @throws IllegalArgumentException if the address is unresolved */
        public Web {
            requireResolved(listen);
            hostNames = List.copyOf(hostNames);
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

    /**
     * {@code [nts]}: how protected replies are made.
     *
     * @param nettle {@code nettle}: whether libnettle computes AES-SIV-CMAC in place of Java where it is installed;
     *     default true
     */
    public record Nts(boolean nettle) {

        /** What holds where the file says nothing. */
        public static final Nts DEFAULT = new Nts(true);
    }

    private static void requireResolved(InetSocketAddress listen) {
        if (listen.isUnresolved()) {
            throw new IllegalArgumentException("listen: " + listen + " is not an address");
        }
    }
}
