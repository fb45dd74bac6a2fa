package org.timeball.firmware.appliance.diagnosis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * As whom the daemon uses devices.
 *
 * @param name   of the user
 * @param isSelf whether this process runs as that user
 * @param groups that it is in; not looked at where it is this process
 */
record DeviceUser(String name, boolean isSelf, Set<String> groups) {

    private static final String DAEMON = "timeball";

    /** What the service's unit gives it beside what stands in the file of groups. */
    private static final Set<String> BY_UNIT = Set.of("dialout", DAEMON);

    private static final int MEMBERS = 3;

    /** Copies the set. */
    DeviceUser {
        groups = Set.copyOf(groups);
    }

    /** This process's. */
    static DeviceUser self() {
        return new DeviceUser(System.getProperty("user.name", "?"), true, Set.of());
    }

    /**
     * The service's, where there is one on this machine; else this process's.
     *
     * @param root {@code /} but in tests
     */
    static DeviceUser ofService(Path root) {
        boolean isThere =
                SystemFile.lines(root.resolve("etc/passwd")).stream().anyMatch(line -> line.startsWith(DAEMON + ":"));
        if (!isThere) {
            return self();
        }
        var groups = new HashSet<>(BY_UNIT);
        for (String line : SystemFile.lines(root.resolve("etc/group"))) {
            var fields = line.split(":", -1);
            if (fields.length > MEMBERS && List.of(fields[MEMBERS].split(",")).contains(DAEMON)) {
                groups.add(fields[0]);
            }
        }
        return new DeviceUser(DAEMON, false, groups);
    }

    /** Whether it may read and write that file. */
    boolean mayUse(Path file, PosixFileAttributes attributes) {
        if (isSelf) {
            return Files.isReadable(file) && Files.isWritable(file);
        }
        var permissions = attributes.permissions();
        return has(permissions, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE)
                || groups.contains(attributes.group().getName())
                        && has(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE)
                || attributes.owner().getName().equals(name)
                        && has(permissions, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    private static boolean has(Set<PosixFilePermission> permissions, PosixFilePermission... wanted) {
        return permissions.containsAll(Arrays.asList(wanted));
    }
}
