package org.timeball.server.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The steps by which a file is replaced, one method each, so that a test can cut the power between any two. */
interface Disk {

    /** The file system of this machine. */
    Disk LOCAL = new Local();

    /** Writes a new file with just this content and these permissions, and syncs it; on failure there is no file. */
    void writeSynced(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException;

    /** Gives {@code from} the name {@code to}, in one step; what had that name is gone. */
    void rename(Path from, Path to) throws IOException;

    /** Makes the names in a directory as durable as the files. */
    void syncDirectory(Path directory) throws IOException;

    /** See {@link #LOCAL}. */
    final class Local implements Disk {

        private Local() {}

        @Override
        public void writeSynced(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
            Files.deleteIfExists(file);
            var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (var channel = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(permissions))) {
                Files.setPosixFilePermissions(file, permissions); // the umask may have taken some away
                var rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            } catch (IOException failure) {
                deleteAfter(failure, file);
                throw failure;
            }
        }

        /** What was half written takes room that a full disk needs. */
        private static void deleteAfter(IOException failure, Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException another) {
                failure.addSuppressed(another);
            }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
