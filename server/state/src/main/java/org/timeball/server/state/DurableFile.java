package org.timeball.server.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file whose content survives a power cut at any moment: afterwards it is the old one or the new one.
 *
 * <p>A write goes to {@code NAME.new}, is synced, the present file becomes {@code NAME.previous}, the new one takes its
 * name, and the directory is synced. A reader that finds the present file damaged or missing takes the previous one and
 * says so. A damaged file is never made the previous one: it is kept aside as {@code NAME.damaged}. Damaged is also one
 * whose octets are as they were written, if their owner finds no sense in them.
 *
 * <p>Mode 0600. Used by one thread at a time.
 */
public final class DurableFile {

    private final Path directory;
    private final Path current;
    private final Path previous;
    private final Path fresh;
    private final Path damaged;
    private final Disk disk;
    private final Function<byte[], Optional<String>> complaint;

    DurableFile(Path directory, String name, Disk disk, Function<byte[], Optional<String>> complaint) {
        this.directory = directory;
        this.current = directory.resolve(name);
        this.previous = directory.resolve(name + ".previous");
        this.fresh = directory.resolve(name + ".new");
        this.damaged = directory.resolve(name + ".damaged");
        this.disk = disk;
        this.complaint = complaint;
    }

    /** Where it is. */
    public Path path() {
        return current;
    }

    /**
     * What the file holds; a damaged file is an answer, not an error.
     *
     * @throws StateException if the system refuses to read it, or if its group or others can read it
     */
    public Stored read() throws StateException {
        return switch (look(current)) {
            case Look.Whole(byte[] content) -> new Stored.Current(content);
            case Look.Broken(String why) -> readPrevious(current + " " + why);
            case Look.Nothing() -> Files.exists(previous) ? readPrevious(current + " is missing") : new Stored.Absent();
        };
    }

    private Stored readPrevious(String why) throws StateException {
        return switch (look(previous)) {
            case Look.Whole(byte[] content) -> new Stored.Previous(content, why);
            case Look.Broken(String too) -> new Stored.Damaged(why + ", and " + previous + " " + too);
            case Look.Nothing() -> new Stored.Damaged(why + ", and there is no " + previous);
        };
    }

    /**
     * Replaces the content. When this returns, the new content is on the disk.
     *
     * @param content at most 1 MiB
     * @throws StateException           if the system refuses (disk full, read-only); the old content is still there
     * @throws IllegalArgumentException if {@code content} is too long
     */
    public void write(byte[] content) throws StateException {
        byte[] sealed = Envelope.seal(content);
        try {
            disk.writeSynced(fresh, sealed, Readers.OWNER.permissions());
            switch (look(current)) {
                case Look.Whole _ -> disk.rename(current, previous);
                case Look.Broken _ -> disk.rename(current, damaged);
                case Look.Nothing() -> {}
            }
            disk.rename(fresh, current);
            disk.syncDirectory(directory);
        } catch (IOException cause) {
            throw new StateException("write", current, cause);
        }
    }

    /** One generation, as found. */
    private sealed interface Look {
        record Nothing() implements Look {}

        record Whole(byte[] content) implements Look {}

        record Broken(String why) implements Look {}
    }

    private Look look(Path file) throws StateException {
        Readers.OWNER.check(file);
        try {
            long octets = Files.size(file);
            if (octets > Envelope.HEADER_OCTETS + Envelope.MAX_CONTENT_OCTETS) {
                return new Look.Broken("has %d octets, too many for a state file".formatted(octets));
            }
            return switch (Envelope.open(Files.readAllBytes(file))) {
                case Envelope.Opened.Whole(byte[] content) ->
                    complaint.apply(content).<Look>map(Look.Broken::new).orElseGet(() -> new Look.Whole(content));
                case Envelope.Opened.Broken(String why) -> new Look.Broken(why);
            };
        } catch (NoSuchFileException nothing) {
            return new Look.Nothing();
        } catch (IOException cause) {
            throw new StateException("read", file, cause);
        }
    }
}
