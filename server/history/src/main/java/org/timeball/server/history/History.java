package org.timeball.server.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.server.control.history.HistoryTrack;
import org.timeball.server.state.StateDirectory;

/**
 * Takes a reading a second, and tells any range of what it took.
 *
 * <p>A file that is damaged is set aside with the ending {@code .damaged} and one begun anew; a disk that takes nothing is
 * an alarm, and the last hour is remembered all the same. One thread adds; any may ask.
 */
public final class History implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private static final String FILE = "history.rrd";

    /** Four times an hour. */
    static final long COMMIT_NANOS = TimeUnit.MINUTES.toNanos(15);

    /** After a disk refused: it may have room again. */
    static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** 8 MB: as much as is remembered of what a disk does not take. */
    static final int MOST_CHANGED_PAGES = 2_048;

    /** A history that ends so much later than now is of another time: of a test, a recording, a receiver that lied. */
    static final long FUTURE_SECONDS = 3_600;

    private final Path file;
    private final HourRing hour = new HourRing();
    private final Object lock = new Object();
    private volatile Optional<RingDatabase> database = Optional.empty();
    private long nextCommitNanos;
    private long nextOpenNanos;
    private volatile Optional<String> suspicion = Optional.empty();
    private volatile Optional<String> aside = Optional.empty();
    private volatile Optional<String> unsaved = Optional.empty();

    /**
     * Takes up the history of a state directory with the first reading that is vouched for.
     *
     * @param nowNanos monotonic
     */
    public History(StateDirectory directory, long nowNanos) {
        this.file = directory.resolve(FILE);
        this.nextOpenNanos = nowNanos;
    }

    /**
     * Takes a second.
     *
     * @param nowNanos monotonic
     */
    public void add(HistoryReading reading, long nowNanos) {
        synchronized (lock) {
            hour.add(reading);
        }
        if (!reading.isVouchedFor()) {
            return;
        }
        if (database.isEmpty() && nowNanos - nextOpenNanos >= 0) {
            open(reading.utcSecond(), nowNanos);
        }
        writeDown(reading);
        if (database.isPresent() && nowNanos - nextCommitNanos >= 0) {
            nextCommitNanos = nowNanos + (commit() ? COMMIT_NANOS : RETRY_NANOS);
        }
    }

    private void open(long utcSecond, long nowNanos) {
        try {
            var opened = openOrBeginAnew(utcSecond);
            synchronized (lock) {
                database = Optional.of(opened);
            }
            nextCommitNanos = nowNanos + COMMIT_NANOS;
            saved();
        } catch (IOException refused) {
            nextOpenNanos = nowNanos + RETRY_NANOS;
            unsaved(refused);
        }
    }

    private RingDatabase openOrBeginAnew(long utcSecond) throws IOException {
        if (suspicion.isPresent()) {
            setAside(suspicion.get());
            suspicion = Optional.empty();
        }
        if (Files.exists(file)) {
            try {
                var opened = RingDatabase.open(file);
                if (opened.lastUtcSecond() <= utcSecond + FUTURE_SECONDS) {
                    return opened;
                }
                opened.close();
                setAside("it ends later than now");
            } catch (IOException damaged) {
                setAside(String.valueOf(damaged.getMessage()));
            }
        }
        return RingDatabase.create(file, utcSecond);
    }

    private void setAside(String reason) throws IOException {
        Path kept = file.resolveSibling(FILE + ".damaged");
        Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(file.resolveSibling(FILE + ".journal"));
        LOG.error("event=history-set-aside file={} reason=\"{}\"", kept, reason);
        aside = Optional.of("the history was set aside as " + kept + " and begun anew (" + reason
                + "): look at the disk, then delete that file and restart");
    }

    private void writeDown(HistoryReading reading) {
        synchronized (lock) {
            try {
                if (database.isPresent()
                        && database.get().changedPages() < MOST_CHANGED_PAGES
                        && reading.utcSecond() > database.get().lastUtcSecond()) {
                    database.get().add(reading);
                }
            } catch (IOException failure) {
                giveUp(failure);
            }
        }
    }

    /** A file that opens and then fails is damaged where nobody looked. */
    private void giveUp(IOException failure) {
        unsaved(failure);
        suspicion = Optional.of(String.valueOf(failure.getMessage()));
        database.ifPresent(History::closeQuietly);
        database = Optional.empty();
    }

    private static void closeQuietly(RingDatabase database) {
        try {
            database.close();
        } catch (IOException unread) {
            LOG.warn("event=history-not-closed reason=\"{}\"", unread.getMessage());
        }
    }

    /** Only the writing to the disk, which may take seconds, is done without the lock. */
    private boolean commit() {
        Map<Long, byte[]> waiting;
        RingDatabase open;
        synchronized (lock) {
            if (database.isEmpty()) {
                return true;
            }
            open = database.get();
            waiting = open.waiting();
        }
        try {
            open.commit(waiting);
            saved();
            return true;
        } catch (IOException refused) {
            unsaved(refused);
            return false;
        }
    }

    private void saved() {
        if (unsaved.isPresent()) {
            LOG.info("event=alarm-over subject=history");
        }
        unsaved = Optional.empty();
    }

    private void unsaved(IOException refused) {
        LOG.error("event=history-unsaved reason=\"{}\"", refused.getMessage());
        unsaved = Optional.of("the history is not kept: " + refused.getMessage());
    }

    /**
     * What was written down over a range.
     *
     * @param nowUtcSecond since the Unix epoch
     */
    public HistoryReport report(HistoryRange range, long nowUtcSecond) {
        synchronized (lock) {
            try {
                return read(range, nowUtcSecond);
            } catch (IOException failure) {
                giveUp(failure);
                return new HistoryReport(nowUtcSecond - range.fromSecondsAgo(), 1, List.of());
            }
        }
    }

    private HistoryReport read(HistoryRange range, long nowUtcSecond) throws IOException {
        long from = nowUtcSecond - range.fromSecondsAgo();
        int stepSeconds = stepSeconds(range, from);
        long fromStep = Math.floorDiv(from, stepSeconds);
        int steps = (int) (Math.ceilDiv(nowUtcSecond - range.toSecondsAgo(), (long) stepSeconds) - fromStep);
        int factor = Math.ceilDiv(steps, range.points());
        var tracks = new ArrayList<HistoryTrack>();
        for (var series : range.series()) {
            tracks.add(
                    steps(series, stepSeconds, fromStep, steps).joined(factor).track(series));
        }
        return new HistoryReport(fromStep * stepSeconds, stepSeconds * factor, tracks);
    }

    /** The finest of what reaches back so far; the last hour by seconds, unless this process does not know all of it. */
    private int stepSeconds(HistoryRange range, long from) throws IOException {
        boolean isKnownBefore = database.isPresent() && !hour.reaches(from) && isWrittenDown(from);
        if (range.fromSecondsAgo() <= HourRing.SECONDS && !isKnownBefore) {
            return 1;
        }
        return RingDatabase.RINGS.stream()
                .filter(ring -> ring.spanSeconds() >= range.fromSecondsAgo())
                .findFirst()
                .orElse(RingDatabase.RINGS.getLast())
                .stepSeconds();
    }

    /** Whether the finest ring has something of the part of the last hour that this process did not see. */
    private boolean isWrittenDown(long from) throws IOException {
        var finest = RingDatabase.RINGS.getFirst();
        int steps = HourRing.SECONDS / finest.stepSeconds();
        double[] states = database.orElseThrow()
                .read(finest, HistorySeries.STATE, Math.floorDiv(from, (long) finest.stepSeconds()), steps)
                .mean();
        for (int k = 0; k < steps && !hour.reaches(from + (long) k * finest.stepSeconds()); k++) {
            if (!Double.isNaN(states[k])) {
                return true;
            }
        }
        return false;
    }

    private Steps steps(HistorySeries series, int stepSeconds, long fromStep, int steps) throws IOException {
        if (stepSeconds == 1) {
            return Steps.ofSeconds(hour.read(series, fromStep, steps));
        }
        var ring = RingDatabase.RINGS.stream()
                .filter(it -> it.stepSeconds() == stepSeconds)
                .findFirst()
                .orElseThrow();
        if (database.isEmpty()) {
            return Steps.unknown(steps);
        }
        var written = database.get().read(ring, series, fromStep, steps);
        // The ring has a row once it is over; of the row that is being filled the last hour knows the seconds.
        long unfinished = Math.floorDiv(database.get().lastUtcSecond(), (long) stepSeconds);
        if (unfinished >= fromStep && unfinished < fromStep + steps) {
            var seconds = Steps.ofSeconds(hour.readVouchedFor(series, unfinished * stepSeconds, stepSeconds));
            written.fill((int) (unfinished - fromStep), seconds.joined(stepSeconds));
        }
        return written;
    }

    /** What an operator has to see to, a sentence each; for any thread. */
    public List<String> alarms() {
        var alarms = new ArrayList<String>();
        aside.ifPresent(alarms::add);
        unsaved.ifPresent(alarms::add);
        return alarms;
    }

    /** Brings to the disk what is not there yet, once nobody adds any more; harmless when repeated. */
    @Override
    public void close() {
        commit();
        synchronized (lock) {
            database.ifPresent(History::closeQuietly);
            database = Optional.empty();
        }
    }
}
