package org.timeball.firmware.appliance.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.timeball.server.certificates.CertificateStore;
import org.timeball.server.state.CertificateSettings.Kept;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.TimeballConfig;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which certificate is meant, and of which daemon. */
final class KeptOptions {

    @Parameters(paramLabel = "NAME", description = "What the certificate is called in the configuration.")
    private String name = "";

    @Option(
            names = {"-f", "--config"},
            paramLabel = "FILE",
            description = "The daemon's configuration (default: /etc/timeball/timeball.toml).")
    private Path file = Path.of("/etc/timeball/timeball.toml");

    /** For picocli, which fills the fields. */
    KeptOptions() {}

    String name() {
        return name;
    }

    /** What the configuration says of it. */
    Kept kept(CommandLine command) throws ConfigException {
        return configuration().certificates().kept().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command, "there is no [[certificate]] named \"" + name + "\" in " + file));
    }

    private TimeballConfig configuration() throws ConfigException {
        return ConfigReader.read(file);
    }

    /**
     * Where the daemon keeps it. What another user wrote there the daemon could not read.
     *
     * @throws StateException if this process runs as another user than the daemon
     */
    CertificateStore store() throws ConfigException, StateException {
        var folder = configuration().stateDirectory();
        try {
            var owner = Files.getOwner(folder).getName();
            var user = String.valueOf(System.getProperty("user.name"));
            if (!owner.equals(user)) {
                throw new StateException(
                        "write",
                        folder,
                        "it belongs to " + owner + ", and this is " + user,
                        "run it as: sudo -u " + owner + " timeball certificate ...");
            }
        } catch (IOException cause) {
            throw new StateException("look at", folder, cause);
        }
        return new CertificateStore(StateDirectory.open(folder));
    }
}
