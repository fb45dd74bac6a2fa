package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.certificates.UnusableCertificateException;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/**
 * The bench's temporary folder, with a CA and one certificate (P-256) that all servers show: what a handshake costs
 * depends on the key. It goes with the bench.
 *
 * @param path the folder
 */
record Workshop(Path path) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

    static final String CHAIN = "server.pem";
    static final String KEY = "server-key.pem";

    private static final String AUTHORITY = "ca.pem";

    private static final ServerNames LOCALHOST =
            new ServerNames(List.of("localhost"), List.of(InetAddress.ofLiteral("127.0.0.1")));

    /**
     * Makes it.
     *
     * @throws BenchException if it cannot be written
     */
    static Workshop open() throws BenchException {
        try {
            // The name is short, for there are sockets in it.
            var workshop = new Workshop(Files.createTempDirectory("timeball-bench-"));
            var state = StateDirectory.open(workshop.path);
            var now = Instant.now();
            var authority = OwnCertificateAuthority.openOrCreate(state, "Timeball bench", NameConstraints.NONE, now);
            PemCertificates.save(state, CHAIN, KEY, authority.issue(LOCALHOST, now));
            Files.write(workshop.authority(), authority.pem());
            return workshop;
        } catch (IOException | StateException | UnusableCertificateException refused) {
            throw new BenchException("cannot prepare the bench's folder: " + refused.getMessage(), refused);
        }
    }

    Path authority() {
        return path.resolve(AUTHORITY);
    }

    /** A folder in it. */
    Path folder(String name) throws BenchException {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException refused) {
            throw new BenchException("cannot make a folder in " + path + ": " + refused.getMessage(), refused);
        }
    }

    /** Copies the certificate, its key and the CA's certificate to where a peer in a root of its own can read them. */
    void copyCertificate(Path to) throws BenchException {
        try {
            for (String name : List.of(CHAIN, KEY, AUTHORITY)) {
                Files.copy(path.resolve(name), to.resolve(name));
            }
        } catch (IOException refused) {
            throw new BenchException("cannot write into " + to + ": " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        remove(path);
    }

    /** Removes a folder and all in it. */
    static void remove(Path folder) {
        try (var tree = Files.walk(folder)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException left) {
            LOG.warn("event=temporary-folder-left path={} reason=\"{}\"", folder, left.getMessage());
        }
    }
}
