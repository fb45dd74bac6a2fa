package org.timeball.server.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A file to which lines are added, each on the disk when it is said to be: {@code NAME}, and {@code NAME.previous} with the
 * lines before those. When the first is full it takes the second's place, so that both together never grow over twice their
 * limit.
 *
 * <p>What a power cut left of a line, which has no newline, is cut off before the next one is added. Mode 0600. Used by one
 * thread at a time.
 */
public final class LineFile {

    private static final byte NEWLINE = '\n';

    private final Path directory;
    private final Path current;
    private final Path previous;
    private final int mostLines;
    private int lines;

    private LineFile(Path directory, String name, int mostLines) {
        this.directory = directory;
        this.current = directory.resolve(name);
        this.previous = directory.resolve(name + ".previous");
        this.mostLines = mostLines;
    }

    /**
     * Looks at what is there; makes nothing.
     *
     * @param name      the plain name of a file
     * @param mostLines of one file, at least 1; between this many lines and twice as many are kept
     * @throws StateException if the files cannot be read, or if others can read them
     */
    public static LineFile open(StateDirectory directory, String name, int mostLines) throws StateException {
        directory.resolve(name);
        if (mostLines < 1) {
            throw new IllegalArgumentException("a file has room for a line");
        }
        var file = new LineFile(directory.path(), name, mostLines);
        file.lines = file.read(file.current).size();
        return file;
    }

    /** Where it is. */
    public Path path() {
        return current;
    }

    /**
     * All that is kept, oldest first, as the disk has it now.
     *
     * @throws StateException if the files cannot be read, or if others can read them
     */
    public List<String> lines() throws StateException {
        var all = new ArrayList<>(read(previous));
        all.addAll(read(current));
        return List.copyOf(all);
    }

    /**
     * Adds a line. When this returns, it is on the disk.
     *
     * @param line without a newline in it
     * @throws StateException           if the system refuses (disk full, read-only); what was there is still there
     * @throws IllegalArgumentException if there is a newline in it
     */
    public void append(String line) throws StateException {
        if (line.indexOf(NEWLINE) >= 0) {
            throw new IllegalArgumentException("a line has no newline in it");
        }
        try {
            if (lines >= mostLines) {
                Disk.LOCAL.rename(current, previous);
                lines = 0;
            }
            boolean isNew = Files.notExists(current);
            add((line + "\n").getBytes(StandardCharsets.UTF_8));
            if (isNew) {
                Disk.LOCAL.syncDirectory(directory);
            }
            lines++;
        } catch (IOException cause) {
            throw new StateException("write", current, cause);
        }
    }

    private void add(byte[] octets) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.asFileAttribute(Readers.OWNER.permissions());
        try (var channel = FileChannel.open(current, options, owner)) {
            long end = endOfLastLine(channel);
            channel.truncate(end);
            try {
                for (var rest = ByteBuffer.wrap(octets); rest.hasRemaining(); ) {
                    channel.write(rest, end + rest.position());
                }
                channel.force(true);
            } catch (IOException failure) {
                channel.truncate(end);
                throw failure;
            }
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        var octet = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            octet.clear();
            if (channel.read(octet, end - 1) == 1 && octet.get(0) == NEWLINE) {
                return end;
            }
        }
        return 0;
    }

    private List<String> read(Path file) throws StateException {
        Readers.OWNER.check(file);
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException cause) {
            throw new StateException("read", file, cause);
        }
    }
}
