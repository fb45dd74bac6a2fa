package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.net.ControlSocketPath;

/**
 * The demo's files: what others need lies open in it, what is secret in folders of its own.
 *
 * @param path        the folder
 * @param isTemporary whether it goes when the demo ends
 */
record DemoFolder(Path path, boolean isTemporary) {

    private static final Logger LOG = LoggerFactory.getLogger(DemoFolder.class);

    /** Anyone may enter, so that a chronyd that has given up its rights still reads the CA's certificate. */
    private static final String OPEN = "rwxr-xr-x";

    /**
     * Makes or takes the folder.
     *
     * @throws DemoException if it cannot be made
     */
    static DemoFolder of(DemoOrders orders) throws DemoException {
        try {
            if (orders.state().isPresent()) {
                var path = orders.state().get().toAbsolutePath().normalize();
                return new DemoFolder(Files.createDirectories(path), false);
            }
            var path = Files.createTempDirectory("timeball-demo-");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OPEN));
            return new DemoFolder(path, true);
        } catch (IOException refused) {
            throw new DemoException(
                    "cannot make the demo's folder: " + refused + "; name another with --state", refused);
        }
    }

    Path certificateAuthority() {
        return path.resolve("demo-ca.pem");
    }

    Path configuration() {
        return path.resolve("timeball.toml");
    }

    /** Cookie keys, the CA's key, and the key of the key exchange. */
    Path state() {
        return path.resolve("state");
    }

    /** The web process's own key and certificate. */
    Path web() {
        return path.resolve("web");
    }

    /** What is asked for the daemon's status; may be a link, because a socket's own path must be short. */
    Path controlSocket() {
        return path.resolve(ControlSocketPath.FILE_NAME);
    }

    /** Removes it if it was temporary. */
    void dispose() {
        if (!isTemporary) {
            return;
        }
        try (var tree = Files.walk(path)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException left) {
            LOG.warn("event=temporary-folder-left path={} reason=\"{}\"", path, left.getMessage());
        }
    }
}
