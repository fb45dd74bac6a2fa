package org.timeball.server.history;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A file whose changed pages stay in memory until {@link #commit}, which brings all of them to the disk or none.
 *
 * <p>Thread-safe; one thread at a time commits.
 */
final class PageFile implements AutoCloseable {

    /** That of most file systems. */
    static final int PAGE_OCTETS = 4_096;

    private final FileChannel channel;
    private final PageJournal journal;
    private final Map<Long, byte[]> changed = new HashMap<>();
    private final byte[] lastRead = new byte[PAGE_OCTETS];
    private long lastReadNumber = -1;

    private PageFile(FileChannel channel, PageJournal journal) {
        this.channel = channel;
        this.journal = journal;
    }

    /** Opens a file that is there, and finishes what a commit left undone. */
    static PageFile open(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            var pages = new PageFile(
                    channel, new PageJournal(file.resolveSibling(file.getFileName() + ".journal"), PAGE_OCTETS));
            var left = pages.journal.left();
            if (left.isPresent()) {
                pages.writeInPlace(left.get());
            }
            pages.journal.delete();
            return pages;
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Octets in the file, which stay as many. */
    long length() throws IOException {
        return channel.size();
    }

    /** How many pages wait for a commit. */
    synchronized int changedPages() {
        return changed.size();
    }

    /** Reads as many octets as there is room for. */
    synchronized void read(long offset, byte[] into) throws IOException {
        int done = 0;
        while (done < into.length) {
            long at = offset + done;
            int within = (int) (at % PAGE_OCTETS);
            int count = Math.min(into.length - done, PAGE_OCTETS - within);
            System.arraycopy(page(at / PAGE_OCTETS), within, into, done, count);
            done += count;
        }
    }

    /** Changes octets, in memory. */
    synchronized void write(long offset, byte[] octets) throws IOException {
        int done = 0;
        while (done < octets.length) {
            long at = offset + done;
            int within = (int) (at % PAGE_OCTETS);
            int count = Math.min(octets.length - done, PAGE_OCTETS - within);
            change(at / PAGE_OCTETS, within, octets, done, count);
            done += count;
        }
    }

    private void change(long number, int within, byte[] octets, int from, int count) throws IOException {
        byte[] page = page(number);
        if (!changed.containsKey(number)) {
            page = page.clone();
            changed.put(number, page);
        }
        System.arraycopy(octets, from, page, within, count);
    }

    private byte[] page(long number) throws IOException {
        var waiting = changed.get(number);
        if (waiting != null) {
            return waiting;
        }
        if (number != lastReadNumber) {
            lastReadNumber = -1;
            Arrays.fill(lastRead, (byte) 0);
            var into = ByteBuffer.wrap(lastRead);
            long start = number * PAGE_OCTETS;
            int count = 0;
            while (into.hasRemaining() && count >= 0) {
                count = channel.read(into, start + into.position());
            }
            if (into.position() == 0) {
                throw new EOFException("the file ends before octet " + start);
            }
            lastReadNumber = number;
        }
        return lastRead;
    }

    /** A state of the file that makes sense, to be brought to the disk while changes go on. */
    synchronized Map<Long, byte[]> waiting() {
        var copy = new HashMap<Long, byte[]>();
        changed.forEach((number, page) -> copy.put(number, page.clone()));
        return copy;
    }

    /**
     * Brings pages to the disk, all or none; on failure they wait as before.
     *
     * @param pages what {@link #waiting} gave
     */
    void commit(Map<Long, byte[]> pages) throws IOException {
        if (pages.isEmpty()) {
            return;
        }
        journal.write(pages);
        writeInPlace(pages);
        journal.delete();
        synchronized (this) {
            pages.forEach((number, page) -> {
                if (Arrays.equals(page, changed.get(number))) {
                    changed.remove(number);
                }
            });
            lastReadNumber = -1;
        }
    }

    private void writeInPlace(Map<Long, byte[]> pages) throws IOException {
        long end = channel.size();
        for (var page : pages.entrySet()) {
            long start = page.getKey() * PAGE_OCTETS;
            var content = ByteBuffer.wrap(page.getValue(), 0, Math.clamp(end - start, 0, PAGE_OCTETS));
            while (content.hasRemaining()) {
                channel.write(content, start + content.position());
            }
        }
        channel.force(false);
    }

    /** What waits is lost. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
