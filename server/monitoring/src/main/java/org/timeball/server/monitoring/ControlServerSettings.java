package org.timeball.server.monitoring;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.timeball.server.control.net.StatusStream;

/**
 * Where the control socket is, who may use it, and what one client may take.
 *
 * @param path              of the socket file; with its folder at most 106 octets
 * @param permissions       of the socket file: who may write may ask
 * @param folderPermissions of the folder, when it has to be made
 * @param mostConnections   at once; further ones are told so and closed
 * @param idle              a connection that asks nothing for so long is closed
 * @param writePatience     a reader that makes no room for so long is dropped
 * @param interval          between two statuses of a stream
 */
public record ControlServerSettings(
        Path path,
        Set<PosixFilePermission> permissions,
        Set<PosixFilePermission> folderPermissions,
        int mostConnections,
        Duration idle,
        Duration writePatience,
        Duration interval) {

    /** Copies the sets, and refuses limits that are not positive. */
    public ControlServerSettings {
        permissions = Set.copyOf(permissions);
        folderPermissions = Set.copyOf(folderPermissions);
        if (mostConnections < 1 || !idle.isPositive() || !writePatience.isPositive() || !interval.isPositive()) {
            throw new IllegalArgumentException("the limits of a control socket are positive");
        }
    }

    /** A service's socket, for its own user and group: 0660, in a folder that all may enter, 0755. */
    public static ControlServerSettings ofService(Path path) {
        return withDefaults(path, "rw-rw----", "rwxr-xr-x");
    }

    /** A service's socket for everybody on the machine, 0666: where nothing is secret and nothing can be changed. */
    public static ControlServerSettings ofOpenService(Path path) {
        return withDefaults(path, "rw-rw-rw-", "rwxr-xr-x");
    }

    /** A person's socket, for that person alone: 0600, in a folder 0700. */
    public static ControlServerSettings ofUser(Path path) {
        return withDefaults(path, "rw-------", "rwx------");
    }

    private static ControlServerSettings withDefaults(Path path, String permissions, String folderPermissions) {
        return new ControlServerSettings(
                path,
                PosixFilePermissions.fromString(permissions),
                PosixFilePermissions.fromString(folderPermissions),
                64,
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                StatusStream.INTERVAL);
    }
}
