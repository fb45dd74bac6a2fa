package org.timeball.server.state;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.SmearShape;
import org.timeball.server.state.ListenClaim.Protocol;
import org.timeball.server.state.TimeballConfig.Board;
import org.timeball.server.state.TimeballConfig.Clock;
import org.timeball.server.state.TimeballConfig.KeyExchangeServer;
import org.timeball.server.state.TimeballConfig.Keyset;
import org.timeball.server.state.TimeballConfig.LeapSeconds;
import org.timeball.server.state.TimeballConfig.Nts;
import org.timeball.server.state.TimeballConfig.Server;
import org.timeball.server.state.TimeballConfig.Web;

/**
 * Turns the text of a configuration file into a {@link TimeballConfig}, or into all that is wrong with it at once.
 *
 * @see <a href="https://toml.io/en/v1.0.0">TOML 1.0</a>
 */
public final class ConfigReader {

    /** Stands in for a value that was missing or wrong, so that reading can go on; never reaches a caller. */
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final Path NO_FILE = Path.of("/dev/null");

    /** As useradd(8) takes names. */
    private static final Pattern GROUP = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

    private static final Pattern HOST_NAME = Pattern.compile(
            "(?i)(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private final ConfigText text;

    /** Where sockets will be opened, as said so far. */
    private final List<ListenClaim> listening = new ArrayList<>();

    /** Where authorities will be answered while they are asked for a certificate. */
    private final List<ListenClaim> challenges = new ArrayList<>();

    private ConfigReader(ConfigText text) {
        this.text = text;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException if it cannot be read, is not TOML, or says what cannot be
     */
    public static TimeballConfig read(Path file) throws ConfigException {
        return ConfigFile.read(file, (text, top) -> new ConfigReader(text).config(top));
    }

    /**
     * Reads a text. The files it names are looked for, but not opened.
     *
     * @param name what to call the text in messages; relative paths in it count from this name's folder
     * @throws ConfigException if it is not TOML, or says what cannot be
     */
    public static TimeballConfig parse(String name, String toml) throws ConfigException {
        return ConfigFile.parse(name, toml, (text, top) -> new ConfigReader(text).config(top));
    }

    private TimeballConfig config(ConfigTable top) {
        top.require("schema", Integer.toString(TimeballConfig.SCHEMA));
        top.integer("schema", new Range(TimeballConfig.SCHEMA, TimeballConfig.SCHEMA, "the schema of this version"), 0);
        var stateDirectory = top.path("state-directory", TimeballConfig.DEFAULT_STATE_DIRECTORY);
        var controlSocket = top.path("control-socket", TimeballConfig.DEFAULT_CONTROL_SOCKET);
        var adminSocketGroup = adminSocketGroup(top);
        int warmUpSeconds =
                top.integer("warm-up-seconds", TimeballConfig.WARM_UP, TimeballConfig.DEFAULT_WARM_UP_SECONDS);
        var certificates = new CertificateSection(new AcmeSection(this::challengeListen)).read(top);
        var clock = clock(top.section("clock"));
        var sources = new SelectionSection(top.section("sources")).read(SourceSection.read(top));
        var receiver = new ReceiverSection(top.section("receiver"))
                .read(!sources.asked().isEmpty());
        return new TimeballConfig(
                stateDirectory,
                controlSocket,
                adminSocketGroup,
                warmUpSeconds,
                clock,
                receiver,
                sources,
                board(top.section("board"), receiver.pulse()),
                servers(top),
                keyExchangeServers(top, new CertificateReference(stateDirectory, certificates)),
                keyset(top.section("keyset"), stateDirectory),
                top.has("web") ? Optional.of(web(top.section("web"))) : Optional.empty(),
                leap(top.section("leap")),
                nts(top.section("nts")),
                new NtpSection(top.section("ntp")).read(),
                new PoolSection(stateDirectory).read(top),
                certificates,
                AlertSection.read(top));
    }

    /** Whether there is such a group is seen when the socket is made: this machine need not be that one. */
    private static Optional<String> adminSocketGroup(ConfigTable top) {
        if (!top.has("admin-socket-group")) {
            return Optional.empty();
        }
        String group = top.text("admin-socket-group", "timeball");
        if (GROUP.matcher(group).matches()) {
            return Optional.of(group);
        }
        top.report("admin-socket-group", '"' + group + "\" is no name of a group", "write it as \"timeball-web\"");
        return Optional.empty();
    }

    private static Clock clock(ConfigTable table) {
        var clock = new Clock(
                table.flag("steer", Clock.DEFAULT.steer()),
                table.optionalReal("holdover-limit-seconds", Clock.HOLDOVER_LIMIT),
                table.optionalReal("systematic-error-seconds", Clock.SYSTEMATIC_ERROR),
                table.flag("temperature", Clock.DEFAULT.temperature()));
        table.refuseTheRest();
        return clock;
    }

    private static LeapSeconds leap(ConfigTable table) {
        var fallback = LeapSeconds.DEFAULT;
        var leap = new LeapSeconds(
                table.choice("mode", List.of(LeapMode.values()), LeapMode::words, fallback.mode()),
                table.choice("smear", List.of(SmearShape.values()), SmearShape::words, fallback.smear()),
                table.path("file", fallback.file()),
                table.integer("cold-start-seconds", LeapSeconds.COLD_START, fallback.coldStartSeconds()));
        table.refuseTheRest();
        return leap;
    }

    private static Board board(ConfigTable table, PulseChoice pulse) {
        var light = free(table, "status-led", pulse);
        var button = free(table, "button", pulse);
        if (light.isPresent() && light.equals(button)) {
            table.report("button", "GPIO " + button.getAsInt() + " has the light", "name the pin of the button");
            button = OptionalInt.empty();
        }
        table.refuseTheRest();
        return new Board(light, button);
    }

    private static OptionalInt free(ConfigTable table, String key, PulseChoice pulse) {
        var pin = table.optionalInteger(key, Board.PIN);
        if (pulse instanceof PulseChoice.Gpio(int taken) && pin.isPresent() && pin.getAsInt() == taken) {
            table.report(key, "GPIO " + taken + " carries the pulse", "name another pin, or leave " + key + " out");
            return OptionalInt.empty();
        }
        return pin;
    }

    private List<Server> servers(ConfigTable top) {
        var servers = new ArrayList<Server>();
        for (var table : top.sections("server")) {
            servers.add(new Server(listen(table, Protocol.UDP, "0.0.0.0:123")));
            table.refuseTheRest();
        }
        if (servers.isEmpty()) {
            if (!top.has("server")) {
                text.report(
                        text.wholeFile(),
                        "server is missing",
                        "write [[server]] and under it: listen = \"0.0.0.0:123\"");
            }
            servers.add(new Server(NOWHERE));
        }
        return servers;
    }

    private List<KeyExchangeServer> keyExchangeServers(ConfigTable top, CertificateReference kept) {
        var servers = new ArrayList<KeyExchangeServer>();
        for (var table : top.sections("nts-ke-server")) {
            servers.add(new KeyExchangeServer(
                    listen(table, Protocol.TCP, "0.0.0.0:4460"),
                    certificates(table, kept),
                    table.optionalInteger("ntp-port", TimeballConfig.PORT),
                    ntpServer(table),
                    ConnectionLimits.read(table)));
            table.refuseTheRest();
        }
        return servers;
    }

    private static Optional<String> ntpServer(ConfigTable table) {
        if (!table.has("ntp-server")) {
            return Optional.empty();
        }
        String name = table.text("ntp-server", NtpServerName.EXAMPLE);
        NtpServerName.problem(name)
                .ifPresent(problem -> table.report("ntp-server", problem, "write it as " + NtpServerName.FORMS));
        return Optional.of(name).filter(given -> NtpServerName.problem(given).isEmpty());
    }

    private static List<CertificatePaths> certificates(ConfigTable server, CertificateReference kept) {
        var certificates = new ArrayList<CertificatePaths>();
        certificates.add(kept.read(server).orElseGet(() -> files(server)));
        for (var another : server.sections("certificate")) {
            certificates.add(kept.read(another).orElseGet(() -> files(another)));
            another.refuseTheRest();
        }
        return certificates;
    }

    private static CertificatePaths files(ConfigTable table) {
        return new CertificatePaths(pem(table, "certificate-chain-path"), pem(table, "private-key-path"));
    }

    private static Nts nts(ConfigTable table) {
        var nts = new Nts(table.flag("nettle", Nts.DEFAULT.nettle()));
        table.refuseTheRest();
        return nts;
    }

    private static Keyset keyset(ConfigTable table, Path stateDirectory) {
        var storage = table.path("key-storage-path", stateDirectory.resolve(Keyset.DEFAULT_FILE));
        int stale = table.integer("stale-key-count", Keyset.STALE_KEY_COUNT, Keyset.DEFAULT_STALE_KEY_COUNT);
        int rotation = table.integer("key-rotation-interval-seconds", Keyset.ROTATION, Keyset.DEFAULT_ROTATION_SECONDS);
        // Whoever imports it says whether the file has to be there: once the keys were made it may be deleted.
        Optional<Path> shared = table.has("shared-secret-path")
                ? Optional.of(table.path("shared-secret-path", storage))
                : Optional.empty();
        if (shared.isPresent() && rotation != Keyset.DEFAULT_ROTATION_SECONDS) {
            table.report("key-rotation-interval-seconds", Keyset.SHARED_ROTATION, "leave this line out");
            rotation = Keyset.DEFAULT_ROTATION_SECONDS;
        }
        table.refuseTheRest();
        return new Keyset(storage, stale, rotation, shared);
    }

    private Web web(ConfigTable table) {
        var state = table.path("state-directory", Web.DEFAULT_STATE_DIRECTORY);
        var web = new Web(
                listen(table, Protocol.TCP, "0.0.0.0:443"),
                table.existingFile("certificate-chain-path", state.resolve(Web.CHAIN)),
                table.existingFile("private-key-path", state.resolve(Web.KEY)),
                state,
                table.flag("public-page", false),
                hostNames(table),
                NtpPoolSettings.read(table));
        table.refuseTheRest();
        return web;
    }

    private static List<String> hostNames(ConfigTable table) {
        var names = table.texts("host-names", "[\"timeball.local\"]");
        if (names.size() > Web.MOST_HOST_NAMES) {
            table.report("host-names", "it has more than " + Web.MOST_HOST_NAMES + " names", "leave some out");
            return List.of();
        }
        for (String name : names) {
            if (!HOST_NAME.matcher(name).matches()) {
                table.report(
                        "host-names",
                        '"' + name + "\" is no name of a host",
                        "write it as \"timeball.local\", without a port; addresses in numbers need no name");
                return List.of();
            }
        }
        return names;
    }

    private static Path pem(ConfigTable table, String key) {
        table.require(key, "\"/etc/timeball/name.pem\"");
        return table.existingFile(key, NO_FILE);
    }

    private InetSocketAddress listen(ConfigTable table, Protocol protocol, String example) {
        table.require("listen", '"' + example + '"');
        var listen = table.listen("listen", NOWHERE);
        if (listen.getPort() != 0) {
            var claim = new ListenClaim(protocol, listen, table.text("listen", ""));
            Stream.concat(listening.stream(), challenges.stream())
                    .filter(claim::collidesWith)
                    .findFirst()
                    .ifPresent(first -> table.report(
                            "listen", claim.collision(first), "name another port, or leave one of the two out"));
            listening.add(claim);
        }
        return listen;
    }

    /** Read before all that listens always. Certificates are ordered one after the other: they may share a port. */
    private InetSocketAddress challengeListen(ConfigTable table, String fallback) {
        var listen =
                table.listen("challenge-listen", ListenAddress.parse(fallback).orElse(NOWHERE));
        if (listen.getPort() != 0) {
            challenges.add(new ListenClaim(Protocol.TCP, listen, table.text("challenge-listen", fallback)));
        }
        return listen;
    }
}
