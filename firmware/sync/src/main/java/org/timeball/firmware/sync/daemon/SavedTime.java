package org.timeball.firmware.sync.daemon;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.server.state.DurableFile;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;

/**
 * The last second that was vouched for, in the file {@code time} of the state directory: where a machine without a clock of
 * its own begins when it is switched on. Written every ten minutes while the clock is right, and at the end.
 */
final class SavedTime {

    private static final Logger LOG = LoggerFactory.getLogger(SavedTime.class);

    static final String NAME = "time";

    /** Six writes an hour, of two syncs each. */
    static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final DurableFile file;
    private final TimeFloor floor;
    private final OptionalLong remembered;
    private OptionalLong savedNanos = OptionalLong.empty();
    private long savedSecond;
    private boolean isUnsaved;

    private SavedTime(DurableFile file, TimeFloor floor, OptionalLong remembered) {
        this.file = file;
        this.floor = floor;
        this.remembered = remembered;
    }

    /** Reads what an earlier run left. */
    static SavedTime open(StateDirectory directory, TimeFloor floor) {
        var file = directory.durableFile(NAME);
        return new SavedTime(file, floor, read(file, floor));
    }

    private static OptionalLong read(DurableFile file, TimeFloor floor) {
        try {
            return switch (file.read()) {
                case Stored.Current(byte[] content) -> decoded(content, floor);
                case Stored.Previous(byte[] content, var _) -> decoded(content, floor);
                case Stored.Damaged(var why) -> lost(why);
                case Stored.Absent() -> OptionalLong.empty();
            };
        } catch (StateException refused) {
            return lost(refused.toString());
        }
    }

    private static OptionalLong decoded(byte[] content, TimeFloor floor) {
        var text = new String(content, StandardCharsets.US_ASCII).strip();
        if (!text.matches("\\d{1,12}")) {
            return lost("it holds no second");
        }
        long second = Long.parseLong(text);
        return floor.admits(second)
                ? OptionalLong.of(second)
                : lost("its second " + second + " is before this program was built, or decades after");
    }

    private static OptionalLong lost(String why) {
        LOG.warn("event=saved-time-lost reason=\"{}\"", why);
        return OptionalLong.empty();
    }

    /** The latest second known to be past, since the Unix epoch. */
    long floorUtcSecond() {
        return Math.max(floor.utcSecond(), remembered.orElse(0));
    }

    /**
     * Saves at the first time that is vouched for, and then if it is time to.
     *
     * @param utcSecond what is vouched for now; empty when nothing is
     * @param nowNanos  monotonic
     */
    void saveIfDue(OptionalLong utcSecond, long nowNanos) {
        boolean isDue = savedNanos.isEmpty() || nowNanos - savedNanos.getAsLong() >= INTERVAL_NANOS;
        if (utcSecond.isPresent() && isDue) {
            savedNanos = OptionalLong.of(nowNanos);
            save(utcSecond);
        }
    }

    /** Saves now, if there is anything new. Locked because the last save may come while housekeeping is at another. */
    synchronized void save(OptionalLong utcSecond) {
        utcSecond.stream().filter(second -> second > savedSecond).forEach(this::write);
    }

    private void write(long second) {
        try {
            file.write((second + "\n").getBytes(StandardCharsets.US_ASCII));
            savedSecond = second;
            isUnsaved = false;
        } catch (StateException refused) {
            if (!isUnsaved) {
                LOG.error("event=time-unsaved reason=\"{}\"", refused.getMessage());
            }
            isUnsaved = true;
        }
    }
}
