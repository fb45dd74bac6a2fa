package org.timeball.server.history;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The pages that are about to be written into a file, in a file of their own beside it: whoever finds it whole writes them
 * again, so that all of them come to be there or none.
 *
 * <p>Its form: a magic number, the number of pages, then each page's number and content, then a CRC-32C of all that.
 */
final class PageJournal {

    private static final long MAGIC = 0x5442_4a4f_5552_4e31L;

    /** Far more than is ever written at once. */
    private static final int MOST_PAGES = 1 << 16;

    private final Path file;
    private final int pageOctets;

    PageJournal(Path file, int pageOctets) {
        this.file = file;
        this.pageOctets = pageOctets;
    }

    /** Writes it, so that it is on the disk when this returns. */
    void write(Map<Long, byte[]> pages) throws IOException {
        var content = ByteBuffer.allocate(2 * Long.BYTES + pages.size() * (Long.BYTES + pageOctets) + Long.BYTES);
        content.putLong(MAGIC).putLong(pages.size());
        pages.forEach((number, page) -> content.putLong(number).put(page));
        content.putLong(checksum(content.array(), content.position())).flip();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                OwnFile.ATTRIBUTE)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        } catch (IOException failure) {
            // What was half written takes room that a full disk needs.
            Files.deleteIfExists(fresh);
            throw failure;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(file);
    }

    /** The pages of a journal that was left, by number; empty where there is none, or one that was not whole. */
    Optional<Map<Long, byte[]>> left() throws IOException {
        try {
            return parse(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private Optional<Map<Long, byte[]>> parse(byte[] octets) {
        var content = ByteBuffer.wrap(octets);
        var pages = new TreeMap<Long, byte[]>();
        try {
            long magic = content.getLong();
            long count = content.getLong();
            if (magic != MAGIC || count < 0 || count > MOST_PAGES) {
                return Optional.empty();
            }
            for (long k = 0; k < count; k++) {
                byte[] page = new byte[pageOctets];
                long number = content.getLong();
                content.get(page);
                pages.put(number, page);
            }
            int end = content.position();
            return content.getLong() == checksum(octets, end) ? Optional.of(pages) : Optional.empty();
        } catch (BufferUnderflowException cutShort) {
            return Optional.empty();
        }
    }

    /** Its pages are where they belong. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Makes the names in a file's folder as durable as the file. */
    static void syncFolder(Path file) throws IOException {
        try (var folder = FileChannel.open(file.toAbsolutePath().resolveSibling("."))) {
            folder.force(true);
        }
    }

    private static long checksum(byte[] octets, int length) {
        var crc = new CRC32C();
        crc.update(octets, 0, length);
        return crc.getValue();
    }
}
