package org.timeball.server.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rrd4j.ConsolFun;
import org.rrd4j.DsType;
import org.rrd4j.core.Archive;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdDef;
import org.rrd4j.core.RrdRandomAccessFileBackendFactory;
import org.timeball.server.control.history.HistorySeries;

/**
 * The history on the disk: a file of a fixed size with rings of three resolutions, each with mean, least and most.
 *
 * <p>The library tells a damaged file by unchecked exceptions, too, so these are the world's failings here. Not thread-safe, but
 * for {@link #commit}.
 */
final class RingDatabase implements AutoCloseable {

    /**
     * A ring.
     *
     * @param stepSeconds of one row
     * @param rows        after which it begins anew
     */
    record Ring(int stepSeconds, int rows) {

        long spanSeconds() {
            return (long) stepSeconds * rows;
        }
    }

    /** A day, thirty days, two years; the finest first. */
    static final List<Ring> RINGS = List.of(new Ring(10, 8_640), new Ring(60, 43_200), new Ring(600, 105_120));

    /** A second or two without news is filled with the next value; longer gaps stay gaps. */
    private static final long HEARTBEAT_SECONDS = 2;

    /** A row is known when a tenth of it is. */
    private static final double UNKNOWN_ALLOWED = 0.9;

    private static final int VERSION_OF_MATRICES = 2;

    private final PageFile pages;
    private final RrdDb database;

    private RingDatabase(PageFile pages, RrdDb database) {
        this.pages = pages;
        this.database = database;
    }

    /**
     * Opens a file that is there.
     *
     * @throws IOException if it cannot be read, or is no history, or one of other series
     */
    static RingDatabase open(Path file) throws IOException {
        OwnFile.hide(file);
        var pages = PageFile.open(file);
        try {
            var database = RrdDb.getBuilder()
                    .setPath(file.toString())
                    .setBackendFactory(new RingBackend.Factory(pages))
                    .build();
            var opened = new RingDatabase(pages, database);
            opened.checkShape();
            return opened;
        } catch (IOException | RuntimeException damaged) {
            pages.close();
            throw new IOException(file + " is no history of this version: " + damaged.getMessage(), damaged);
        }
    }

    /**
     * Makes a file in which nothing is known, in the place of any that was there.
     *
     * @param utcSecond the first that can be written down, since the Unix epoch
     */
    static RingDatabase create(Path file, long utcSecond) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            OwnFile.create(fresh);
            RrdDb.getBuilder()
                    .setRrdDef(definition(fresh, utcSecond))
                    .setBackendFactory(new RrdRandomAccessFileBackendFactory())
                    .build()
                    .close();
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(fresh);
            throw new IOException(file + " cannot be made: " + failure.getMessage(), failure);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        PageJournal.syncFolder(file);
        return open(file);
    }

    private static RrdDef definition(Path file, long utcSecond) {
        var definition = new RrdDef(file.toString(), utcSecond, 1, VERSION_OF_MATRICES);
        for (var series : HistorySeries.values()) {
            definition.addDatasource(series.word(), DsType.GAUGE, HEARTBEAT_SECONDS, Double.NaN, Double.NaN);
        }
        for (var ring : RINGS) {
            for (var kind : List.of(ConsolFun.AVERAGE, ConsolFun.MIN, ConsolFun.MAX)) {
                definition.addArchive(kind, UNKNOWN_ALLOWED, ring.stepSeconds, ring.rows);
            }
        }
        return definition;
    }

    private void checkShape() throws IOException {
        var words =
                Arrays.stream(HistorySeries.values()).map(HistorySeries::word).toList();
        if (!List.of(database.getDsNames()).equals(words)) {
            throw new IOException("its series are " + Arrays.toString(database.getDsNames()));
        }
        for (var ring : RINGS) {
            var archive = archive(ConsolFun.AVERAGE, ring);
            if (archive.getRows() != ring.rows) {
                throw new IOException("a ring has " + archive.getRows() + " rows");
            }
        }
    }

    /** The last second written down, since the Unix epoch. */
    long lastUtcSecond() throws IOException {
        return database.getLastUpdateTime() - 1;
    }

    /** Writes a second down, in memory; it is later than the last. The library tells a second by the instant of its end. */
    void add(HistoryReading reading) throws IOException {
        double[] values = new double[HistorySeries.values().length];
        for (var series : HistorySeries.values()) {
            values[series.ordinal()] = reading.value(series);
        }
        try {
            database.createSample(reading.utcSecond() + 1).setValues(values).update();
        } catch (RuntimeException damaged) {
            throw new IOException("a second cannot be written down: " + damaged.getMessage(), damaged);
        }
    }

    /**
     * A series over a range.
     *
     * @param ring     one of {@link #RINGS}
     * @param fromStep the first step of {@code ring.stepSeconds()} since the Unix epoch
     * @param steps    how many
     */
    Steps read(Ring ring, HistorySeries series, long fromStep, int steps) throws IOException {
        try {
            return new Steps(
                    read(ConsolFun.AVERAGE, ring, series, fromStep, steps),
                    read(ConsolFun.MIN, ring, series, fromStep, steps),
                    read(ConsolFun.MAX, ring, series, fromStep, steps));
        } catch (RuntimeException damaged) {
            throw new IOException("the history cannot be read: " + damaged.getMessage(), damaged);
        }
    }

    /** A row is told by the instant at which it ends, and belongs to the step before. */
    private double[] read(ConsolFun kind, Ring ring, HistorySeries series, long fromStep, int steps)
            throws IOException {
        var archive = archive(kind, ring);
        long firstStep = archive.getStartTime() / ring.stepSeconds - 1;
        double[] values = new double[steps];
        Arrays.fill(values, Double.NaN);
        long begin = Math.max(fromStep, firstStep);
        long end = Math.min(fromStep + steps, firstStep + ring.rows);
        if (begin < end) {
            double[] known =
                    archive.getRobin(series.ordinal()).getValues((int) (begin - firstStep), (int) (end - begin));
            System.arraycopy(known, 0, values, (int) (begin - fromStep), known.length);
        }
        return values;
    }

    private Archive archive(ConsolFun kind, Ring ring) throws IOException {
        return Optional.ofNullable(database.getArchive(kind, ring.stepSeconds))
                .orElseThrow(() -> new IOException("it has no ring of " + ring.stepSeconds + " s"));
    }

    /** How many pages of the file wait to be written. */
    int changedPages() {
        return pages.changedPages();
    }

    /** What is to be written; between two additions. */
    Map<Long, byte[]> waiting() {
        return pages.waiting();
    }

    /** Writes that; additions and questions may go on meanwhile. */
    void commit(Map<Long, byte[]> waiting) throws IOException {
        pages.commit(waiting);
    }

    /** What was not committed is lost. */
    @Override
    public void close() throws IOException {
        pages.close();
    }
}
