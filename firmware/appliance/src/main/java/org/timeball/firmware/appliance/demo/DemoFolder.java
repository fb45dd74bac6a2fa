package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
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

    /**
     * Makes or takes the folder.
     *
     * @throws DemoException if it cannot be made
     */
    static DemoFolder of(DemoOrders orders) throws DemoException {
        try {
            var path = orders.state().isPresent()
                    ? Files.createDirectories(
                            orders.state().get().toAbsolutePath().normalize())
                    : Files.createTempDirectory("timeball-demo-");
            letPeersEnter(path);
            return new DemoFolder(path, orders.state().isEmpty());
        } catch (IOException refused) {
            throw new DemoException(
                    "cannot make the demo's folder: " + refused + "; name another with --state", refused);
        }
    }

    /**
     * Anyone may pass through, though not look around: a chronyd that has given up its rights must come to the CA's
     * certificate, and what is secret lies in folders of its own.
     */
    private static void letPeersEnter(Path path) throws IOException {
        var permissions = new HashSet<>(Files.getPosixFilePermissions(path));
        if (permissions.addAll(Set.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE))) {
            Files.setPosixFilePermissions(path, permissions);
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

    /** The web process's accounts and sessions, and the code by which it is claimed. */
    Path access() {
        return path.resolve("access");
    }

    /** What stands for {@code /} on the board that is not there: its thermometer's files. */
    Path board() {
        return path.resolve("board");
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
