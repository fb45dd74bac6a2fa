package org.timeball.server.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read a file of ours. */
public enum Readers {
    /** The owner alone: mode 0600. Such a file is refused when anybody else can get at it. */
    OWNER("rw-------"),

    /** Everybody: mode 0644, for what is public, as the certificate of our own authority. */
    EVERYBODY("rw-r--r--");

    private final Set<PosixFilePermission> permissions;

    Readers(String permissions) {
        this.permissions = Set.copyOf(PosixFilePermissions.fromString(permissions));
    }

    Set<PosixFilePermission> permissions() {
        return permissions;
    }

    /**
     * Refuses a secret that others can get at; a file that is not there passes.
     *
     * @throws StateException with the command that mends it
     */
    void check(Path file) throws StateException {
        if (this == EVERYBODY || !Files.exists(file)) {
            return;
        }
        try {
            var granted = Files.getPosixFilePermissions(file);
            if (!permissions.containsAll(granted) && !isOwnersAlone(granted)) {
                throw new StateException(
                        "read",
                        file,
                        "it holds a secret and its mode is " + PosixFilePermissions.toString(granted),
                        "take the secret as known to others, or run: chmod 600 " + file);
            }
        } catch (IOException cause) {
            throw new StateException("read", file, cause);
        }
    }

    private static boolean isOwnersAlone(Set<PosixFilePermission> granted) {
        return granted.stream().allMatch(permission -> permission.name().startsWith("OWNER_"));
    }
}
