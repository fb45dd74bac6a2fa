package org.timeball.web.appliance;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.NtpPoolSettings;
import org.timeball.server.state.TimeballConfig;

/**
 * The part of the daemon's configuration that is the web process's.
 *
 * @param options what it stands for, option to value
 * @param ntpPool for which there are no options
 */
record ConfigurationFile(Map<String, String> options, NtpPoolSettings ntpPool) {

    /** Copies the map. */
    ConfigurationFile {
        options = Map.copyOf(options);
    }

    /**
     * Reads a configuration.
     *
     * @throws StartException if the file cannot be used, with every mistake in it, or has no {@code [web]}
     */
    static ConfigurationFile read(Path file) throws StartException {
        try {
            var configuration = ConfigReader.read(file);
            var web = configuration.web();
            if (web.isEmpty()) {
                throw new StartException(
                        file + " has no [web]", "write it, with listen and the two files of a certificate");
            }
            return new ConfigurationFile(
                    options(configuration, web.get()), web.get().ntpPool());
        } catch (ConfigException mistakes) {
            throw new StartException(
                    String.valueOf(mistakes.getMessage()), "`timeball validate` tells the same", mistakes);
        }
    }

    private static Map<String, String> options(TimeballConfig configuration, TimeballConfig.Web web) {
        var options = new HashMap<String, String>(Map.of(
                "--listen", shown(web.listen()),
                "--control-socket", configuration.controlSocket().toString(),
                "--certificate", web.certificateChainPath().toString(),
                "--private-key", web.privateKeyPath().toString(),
                "--state", web.stateDirectory().toString(),
                "--host-names", String.join(",", web.hostNames())));
        if (web.publicPage()) {
            options.put("--public-page", "true");
        }
        return options;
    }

    /**
     * The folder of accounts and sessions alone.
     *
     * @throws StartException if the file cannot be used, or has no {@code [web]}
     */
    static Path stateDirectory(Path file) throws StartException {
        return Path.of(read(file).options().getOrDefault("--state", ""));
    }

    private static String shown(InetSocketAddress listen) {
        var host = listen.getAddress().getHostAddress();
        return (listen.getAddress() instanceof Inet6Address ? '[' + host + ']' : host) + ':' + listen.getPort();
    }
}
