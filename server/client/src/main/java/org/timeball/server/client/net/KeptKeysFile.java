package org.timeball.server.client.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.timeball.server.client.KeptKeys;
import org.timeball.server.protocol.Decoded;

/**
 * The file in which keys and cookies outlive a restart, mode 0600.
 *
 * <p>A write goes to {@code NAME.new}, is synced, takes the file's name, and the folder is synced: after a power cut the
 * file is the old or the new one. What is {@link #take taken} is taken away, for a cookie may be used once: a client that
 * dies before it kept others exchanges keys when it starts again.
 */
final class KeptKeysFile {

    private static final Set<StandardOpenOption> WRITE =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final Path file;
    private final Path fresh;

    KeptKeysFile(Path file) {
        this.file = file.toAbsolutePath();
        this.fresh = this.file.resolveSibling(file.getFileName() + ".new");
    }

    /**
     * Reads the file and removes it; what is not such a file is removed, too.
     *
     * @return empty when there are no keys of use in it
     */
    Optional<KeptKeys> take() throws IOException {
        byte[] text;
        try (var in = Files.newInputStream(file)) {
            text = in.readNBytes(KeptKeys.MAX_OCTETS + 1);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        Files.delete(file);
        syncFolder();
        return switch (KeptKeys.decode(text)) {
            case Decoded.Ok<KeptKeys>(var kept) -> Optional.of(kept);
            case Decoded.Malformed<KeptKeys> _ -> Optional.empty();
        };
    }

    /** Puts keys in the place of those in the file. */
    void keep(KeptKeys keys) throws IOException {
        Files.deleteIfExists(fresh);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out = FileChannel.open(fresh, WRITE, owner)) {
            var text = ByteBuffer.wrap(keys.encode());
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder();
    }

    private void syncFolder() throws IOException {
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
