package org.timeball.server.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Function;

/**
 * The directory in which the daemon keeps what outlives a restart.
 *
 * <p>Two kinds of files live here: {@linkplain #durableFile durable files} of our own form, in two generations, and
 * plain ones in a form that other programs know, as PEM. Both are replaced as a whole or not at all.
 *
 * <p>Thread-safe as long as each name is written by one thread.
 */
public final class StateDirectory {

    private final Path path;

    private StateDirectory(Path path) {
        this.path = path;
    }

    /**
     * Opens a directory, creating it with mode 0700 if it is not there.
     *
     * @throws StateException if it cannot be created, is no directory, or is writable by its group or by others, who
     *     could then exchange the files in it
     */
    public static StateDirectory open(Path path) throws StateException {
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.isDirectory(path)) {
                throw new NotDirectoryException(path.toString());
            }
            var granted = Files.getPosixFilePermissions(path);
            if (granted.contains(PosixFilePermission.GROUP_WRITE)
                    || granted.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new StateException(
                        "use",
                        path,
                        "others may write into it, its mode is " + PosixFilePermissions.toString(granted),
                        "name a directory of its own, or run: chmod 700 " + path);
            }
        } catch (IOException cause) {
            throw new StateException("use", path, cause);
        }
        return new StateDirectory(path);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * The durable file of that name, which need not exist yet.
     *
     * @throws IllegalArgumentException if {@code name} is not the plain name of a file
     */
    public DurableFile durableFile(String name) {
        return durableFile(name, _ -> Optional.empty());
    }

    /**
     * The same, of a content that can be told from others: a generation of which it is complained counts as damaged.
     *
     * @param complaint what is wrong with a content, as the end of a sentence that begins with the file's name; empty for
     *     one that is good
     * @throws IllegalArgumentException if {@code name} is not the plain name of a file
     */
    public DurableFile durableFile(String name, Function<byte[], Optional<String>> complaint) {
        resolve(name);
        return new DurableFile(path, name, Disk.LOCAL, complaint);
    }

    /**
     * Replaces a plain file.
     *
     * @throws IllegalArgumentException if {@code name} is not the plain name of a file
     * @throws StateException           if it cannot be written; what was there is still there
     */
    public void writePlain(String name, byte[] content, Readers readers) throws StateException {
        Path file = resolve(name);
        Path fresh = resolve(name + ".new");
        try {
            Disk.LOCAL.writeSynced(fresh, content, readers.permissions());
            Disk.LOCAL.rename(fresh, file);
            Disk.LOCAL.syncDirectory(path);
        } catch (IOException cause) {
            throw new StateException("write", file, cause);
        }
    }

    /**
     * Reads a plain file.
     *
     * @return its content, or nothing if it was never written
     * @throws IllegalArgumentException if {@code name} is not the plain name of a file
     * @throws StateException           if it cannot be read, or holds a secret that others can read
     */
    public Optional<byte[]> readPlain(String name, Readers readers) throws StateException {
        Path file = resolve(name);
        readers.check(file);
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (IOException cause) {
            throw new StateException("read", file, cause);
        }
    }

    /** Where the file of that name is, or would be. */
    public Path resolve(String name) {
        Path file = path.resolve(name);
        if (name.isEmpty() || name.startsWith(".") || !path.equals(file.getParent())) {
            throw new IllegalArgumentException("not the plain name of a file: \"" + name + '"');
        }
        return file;
    }
}
