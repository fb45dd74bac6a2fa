package org.timeball.web.appliance;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.timeball.server.state.NtpPoolSettings;

/**
 * What the web process is told at its start.
 *
 * @param host           the address to listen on
 * @param port           0 to 65535; 0 takes any that is free
 * @param controlSocket  where the daemon answers; it need not be there yet
 * @param certificate    PEM, the leaf first
 * @param privateKey     PEM, of that leaf
 * @param name           the box's name in titles, {@value #DEFAULT_NAME} when not told
 * @param door           who may come in
 * @param exitWithParent whether to end when standard input does
 * @param ntpPool        what is asked of pool.ntp.org
 */
record Arguments(
        String host,
        int port,
        Path controlSocket,
        Path certificate,
        Path privateKey,
        String name,
        Door door,
        boolean exitWithParent,
        NtpPoolSettings ntpPool) {

    /** Registered with no pool of plain NTP. */
    Arguments(
            String host,
            int port,
            Path controlSocket,
            Path certificate,
            Path privateKey,
            String name,
            Door door,
            boolean exitWithParent) {
        this(host, port, controlSocket, certificate, privateKey, name, door, exitWithParent, NtpPoolSettings.NONE);
    }

    private Arguments with(NtpPoolSettings settings) {
        return new Arguments(host, port, controlSocket, certificate, privateKey, name, door, exitWithParent, settings);
    }

    /**
     * Who may come in.
     *
     * @param state     the folder that keeps accounts and sessions
     * @param isPublic  whether everybody may look at the overview
     * @param hostNames by which the box is called besides those of its certificate
     * @param setup     the file by which a box without a screen is set up; it need not be there
     */
    record Door(Path state, boolean isPublic, List<String> hostNames, Path setup) {
        Door {
            hostNames = List.copyOf(hostNames);
        }
    }

    static final String USAGE = """
            usage: timeball-web --listen ADDRESS:PORT --control-socket PATH --certificate FILE --private-key FILE
                                --state FOLDER [--public-page] [--host-names NAME,...] [--name NAME] [--exit-with-parent]
                   or: timeball-web --config FILE [--name NAME] [--setup FILE]
                   or: timeball-web password-hash
                   or: timeball-web claim-code (--config FILE | --state FOLDER) [--forget-everybody]
              --config            the daemon's configuration, whose control-socket and [web] stand for the other options
              --listen            where to serve https, for instance 127.0.0.1:18443 or [::]:443
              --control-socket    the daemon's socket; the page says so while it does not answer
              --certificate       PEM file, the server's certificate first, then its issuers
              --private-key       PEM file, its private key (PKCS #8)
              --state             folder of this process's own, for accounts and sessions
              --public-page       everybody may look at the overview; all else is for those who signed in
              --host-names        names the box answers to besides those of its certificate
              --name              the box's name in window titles, "timeball" when not given
              --setup             a setup.toml, taken once if it is there; beside the configuration, or in the --state folder
              --exit-with-parent  end when standard input ends
            password-hash reads a password and prints the line for setup.toml that stands for it
            claim-code makes a code by which somebody who lost their password comes in again at /claim, for a day;
            with --forget-everybody there are no accounts, sessions and tokens any more""";

    private static final String DEFAULT_NAME = "timeball";
    private static final String EXIT_WITH_PARENT = "--exit-with-parent";
    private static final String PUBLIC_PAGE = "--public-page";
    private static final String HOST_NAMES = "--host-names";
    private static final Set<String> REQUIRED =
            Set.of("--listen", "--control-socket", "--certificate", "--private-key", "--state");
    private static final String CONFIG = "--config";
    private static final String NAME = "--name";
    private static final String SETUP = "--setup";
    private static final String STATE = "--state";
    private static final Set<String> OPTIONAL = Set.of(CONFIG, NAME, HOST_NAMES, SETUP);
    private static final Set<String> FLAGS = Set.of(PUBLIC_PAGE, EXIT_WITH_PARENT);
    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads a command line.
     *
     * @throws StartException naming the first argument that cannot be used
     */
    static Arguments parse(List<String> words) throws StartException {
        var values = new HashMap<String, String>();
        for (Deque<String> rest = new ArrayDeque<>(words); !rest.isEmpty(); ) {
            String option = rest.removeFirst();
            if (FLAGS.contains(option)) {
                values.put(option, "true");
            } else if (!REQUIRED.contains(option) && !OPTIONAL.contains(option)) {
                throw new StartException(option + " is no option of timeball-web", "--help lists them");
            } else if (rest.isEmpty() || values.put(option, rest.removeFirst()) != null) {
                throw new StartException(option + " needs one value", "--help shows how");
            }
        }
        if (!values.containsKey(CONFIG)) {
            return of(values);
        }
        var web = ConfigurationFile.read(Path.of(required(values, CONFIG)));
        web.options().forEach(values::putIfAbsent);
        return of(values).with(web.ntpPool());
    }

    private static Arguments of(Map<String, String> values) throws StartException {
        var listen = listen(required(values, "--listen"));
        return new Arguments(
                listen.getHost(),
                listen.getPort(),
                Path.of(required(values, "--control-socket")),
                Path.of(required(values, "--certificate")),
                Path.of(required(values, "--private-key")),
                values.getOrDefault(NAME, DEFAULT_NAME),
                new Door(
                        Path.of(required(values, "--state")),
                        values.containsKey(PUBLIC_PAGE),
                        Stream.of(values.getOrDefault(HOST_NAMES, "").split(","))
                                .filter(name -> !name.isBlank())
                                .toList(),
                        setup(values)),
                values.containsKey(EXIT_WITH_PARENT));
    }

    private static Path setup(Map<String, String> values) throws StartException {
        if (values.containsKey(SETUP)) {
            return Path.of(required(values, SETUP));
        }
        return values.containsKey(CONFIG)
                ? Path.of(required(values, CONFIG)).resolveSibling(SetupTaking.FILE)
                : Path.of(required(values, STATE)).resolve(SetupTaking.FILE);
    }

    private static String required(Map<String, String> values, String option) throws StartException {
        String value = values.get(option);
        if (value == null || value.isBlank()) {
            throw new StartException(option + " is missing", "--help shows how");
        }
        return value;
    }

    private static URI listen(String text) throws StartException {
        try {
            var uri = URI.create("https://" + text);
            boolean isWhole = uri.getHost() != null
                    && uri.getRawAuthority().equals(text)
                    && uri.getPort() >= 0
                    && uri.getPort() <= LARGEST_PORT;
            if (isWhole && InetAddress.getByName(uri.getHost()) != null) {
                return uri;
            }
        } catch (IllegalArgumentException | UnknownHostException unusable) {
            throw new StartException("--listen " + text + " is no address of this machine", LISTEN_REMEDY, unusable);
        }
        throw new StartException("--listen " + text + " is no address with a port", LISTEN_REMEDY);
    }

    private static final String LISTEN_REMEDY = "write for instance 127.0.0.1:18443 or [::]:443";

    /** The address of the page. */
    String url(int boundPort) {
        return "https://" + host + ":" + boundPort + "/";
    }
}
