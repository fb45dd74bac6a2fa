package org.timeball.firmware.sync.service;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.discipline.ClockMemory;
import org.timeball.server.state.DurableFile;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;

/**
 * What the clock remembers over restarts, in the file {@code clock} of the state directory: read once, saved every ten
 * minutes and at the end. A file that cannot be read or written costs what it would have saved, never the service.
 */
public final class ClockFile {

    private static final Logger LOG = LoggerFactory.getLogger(ClockFile.class);

    /** The file's name. */
    public static final String NAME = "clock";

    /** Six writes an hour, of two syncs each. */
    static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final DurableFile file;
    private final TimeFloor floor;
    private final Optional<ClockMemory> remembered;
    private long savedNanos;
    private long savedSecond;
    private boolean isUnsaved;

    private ClockFile(DurableFile file, TimeFloor floor, Optional<ClockMemory> remembered, long nowNanos) {
        this.file = file;
        this.floor = floor;
        this.remembered = remembered;
        this.savedNanos = nowNanos;
    }

    /**
     * Reads what an earlier run left.
     *
     * @param nowNanos monotonic
     */
    public static ClockFile open(StateDirectory directory, TimeFloor floor, long nowNanos) {
        var file = directory.durableFile(NAME);
        return new ClockFile(file, floor, floor.isNow() ? read(file, floor) : Optional.empty(), nowNanos);
    }

    private static Optional<ClockMemory> read(DurableFile file, TimeFloor floor) {
        try {
            return switch (file.read()) {
                case Stored.Current(byte[] content) -> decoded(content, floor);
                case Stored.Previous(byte[] content, var why) -> {
                    LOG.warn("event=clock-memory-from-previous reason=\"{}\"", why);
                    yield decoded(content, floor);
                }
                case Stored.Damaged(var why) -> lost(why);
                case Stored.Absent() -> Optional.empty();
            };
        } catch (StateException refused) {
            return lost(refused.toString());
        }
    }

    private static Optional<ClockMemory> decoded(byte[] content, TimeFloor floor) {
        var memory = ClockMemory.decode(content);
        if (memory.isEmpty()) {
            return lost("it is not of a form this version knows");
        }
        return floor.admits(memory.get().utcSecond())
                ? memory
                : lost("its second " + memory.get().utcSecond()
                        + " is before this program was built, or decades after");
    }

    private static Optional<ClockMemory> lost(String why) {
        LOG.warn("event=clock-memory-lost reason=\"{}\" effect=\"the oscillator is learned anew\"", why);
        return Optional.empty();
    }

    /** What an earlier run left, if it did and it can be true. */
    public Optional<ClockMemory> remembered() {
        return remembered;
    }

    /** The latest second known to be past, since the Unix epoch: a floor for dates, never a source of time. */
    public long floorUtcSecond() {
        return Math.max(
                floor.utcSecond(), remembered.map(ClockMemory::utcSecond).orElse(0L));
    }

    /**
     * Saves if it is time to.
     *
     * @param memory   what the clock knows now; nothing before it was vouched for
     * @param nowNanos monotonic
     */
    public void saveIfDue(Optional<ClockMemory> memory, long nowNanos) {
        if (nowNanos - savedNanos >= INTERVAL_NANOS) {
            savedNanos = nowNanos;
            save(memory);
        }
    }

    /** Saves now, if there is anything new. Locked because the last save may come while housekeeping is at another. */
    public synchronized void save(Optional<ClockMemory> memory) {
        memory.filter(known -> floor.isNow() && known.utcSecond() > savedSecond).ifPresent(this::write);
    }

    private void write(ClockMemory memory) {
        try {
            file.write(memory.encode());
            savedSecond = memory.utcSecond();
            isUnsaved = false;
        } catch (StateException refused) {
            if (!isUnsaved) {
                LOG.error("event=clock-memory-unsaved reason=\"{}\"", refused.getMessage());
            }
            isUnsaved = true;
        }
    }
}
