package org.timeball.server.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that nobody but the daemon's user reads: when clients came, and from when to when a house was empty, is in them. */
final class OwnFile {

    private static final Set<PosixFilePermission> OWNER = Set.copyOf(PosixFilePermissions.fromString("rw-------"));

    /** For files that are made. */
    static final FileAttribute<Set<PosixFilePermission>> ATTRIBUTE = PosixFilePermissions.asFileAttribute(OWNER);

    private OwnFile() {}

    /** Makes an empty one. */
    static void create(Path file) throws IOException {
        Files.createFile(file, ATTRIBUTE);
    }

    /** Takes everybody else's rights to one that is there, as versions before this one left it. */
    static void hide(Path file) throws IOException {
        if (!Files.getPosixFilePermissions(file).equals(OWNER)) {
            Files.setPosixFilePermissions(file, OWNER);
        }
    }
}
