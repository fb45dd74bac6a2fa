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

/**
 * What the web process is told at its start.
 *
 * @param host           the address to listen on
 * @param port           0 to 65535; 0 takes any that is free
 * @param controlSocket  where the daemon answers; it need not be there yet
 * @param certificate    PEM, the leaf first
 * @param privateKey     PEM, of that leaf
 * @param name           the box's name in titles, {@value #DEFAULT_NAME} when not told
 * @param exitWithParent whether to end when standard input does
 */
record Arguments(
        String host,
        int port,
        Path controlSocket,
        Path certificate,
        Path privateKey,
        String name,
        boolean exitWithParent) {

    static final String USAGE = """
            usage: timeball-web --listen ADDRESS:PORT --control-socket PATH --certificate FILE --private-key FILE
                                [--name NAME] [--exit-with-parent]
                   or: timeball-web --config FILE [--name NAME]
              --config            the daemon's configuration, whose control-socket and [web] stand for the four options
              --listen            where to serve https, for instance 127.0.0.1:18443 or [::]:443
              --control-socket    the daemon's socket; the page says so while it does not answer
              --certificate       PEM file, the server's certificate first, then its issuers
              --private-key       PEM file, its private key (PKCS #8)
              --name              the box's name in window titles, "timeball" when not given
              --exit-with-parent  end when standard input ends""";

    private static final String DEFAULT_NAME = "timeball";
    private static final String EXIT_WITH_PARENT = "--exit-with-parent";
    private static final Set<String> REQUIRED =
            Set.of("--listen", "--control-socket", "--certificate", "--private-key");
    private static final String CONFIG = "--config";
    private static final String NAME = "--name";
    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads a command line.
     *
     * @throws StartException naming the first argument that cannot be used
     */
    static Arguments parse(List<String> words) throws StartException {
        var values = new HashMap<String, String>();
        boolean exitWithParent = false;
        for (Deque<String> rest = new ArrayDeque<>(words); !rest.isEmpty(); ) {
            String option = rest.removeFirst();
            if (option.equals(EXIT_WITH_PARENT)) {
                exitWithParent = true;
            } else if (!REQUIRED.contains(option) && !option.equals(NAME) && !option.equals(CONFIG)) {
                throw new StartException(option + " is no option of timeball-web", "--help lists them");
            } else if (rest.isEmpty() || values.put(option, rest.removeFirst()) != null) {
                throw new StartException(option + " needs one value", "--help shows how");
            }
        }
        if (values.containsKey(CONFIG)) {
            ConfigurationFile.read(Path.of(required(values, CONFIG))).forEach(values::putIfAbsent);
        }
        return of(values, exitWithParent);
    }

    private static Arguments of(Map<String, String> values, boolean exitWithParent) throws StartException {
        var listen = listen(required(values, "--listen"));
        return new Arguments(
                listen.getHost(),
                listen.getPort(),
                Path.of(required(values, "--control-socket")),
                Path.of(required(values, "--certificate")),
                Path.of(required(values, "--private-key")),
                values.getOrDefault(NAME, DEFAULT_NAME),
                exitWithParent);
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
