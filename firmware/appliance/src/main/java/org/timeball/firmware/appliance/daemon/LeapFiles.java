package org.timeball.firmware.appliance.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.timeball.refclock.discipline.ClockInput;
import org.timeball.refclock.discipline.leap.LeapFileText;
import org.timeball.refclock.discipline.leap.LeapReading;

/**
 * Reads the leap-second files at start and, when they have changed, once an hour: the system's, which its packages renew,
 * and one that the operator may have put into the state directory. Nothing is downloaded.
 *
 * <p>Which of them is better is decided where they are handed to. Used by one thread at a time.
 */
final class LeapFiles {

    private static final String LOCAL_NAME = "leap-seconds.list";
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private final List<Path> files;
    private final Predicate<ClockInput> taker;
    private final Map<Path, FileTime> read = new HashMap<>();
    private OptionalLong lookedNanos = OptionalLong.empty();

    private LeapFiles(List<Path> files, Predicate<ClockInput> taker) {
        this.files = files;
        this.taker = taker;
    }

    /**
     * Reads nothing yet.
     *
     * @param file           the system's
     * @param stateDirectory where another may be
     * @param taker          takes what was read, or has no room for it
     */
    static LeapFiles of(Path file, Path stateDirectory, Predicate<ClockInput> taker) {
        return new LeapFiles(List.of(file, stateDirectory.resolve(LOCAL_NAME)), taker);
    }

    /** To be called often; looks at the files the first time and then once an hour by a monotonic clock. */
    void lookIfDue(long nowNanos) {
        if (lookedNanos.isEmpty() || nowNanos - lookedNanos.getAsLong() >= HOUR_NANOS) {
            lookedNanos = OptionalLong.of(nowNanos);
            files.forEach(this::look);
        }
    }

    private void look(Path file) {
        try {
            var modified = Files.getLastModifiedTime(file);
            if (!modified.equals(read.get(file)) && hand(file, LeapFileText.read(text(file)))) {
                read.put(file, modified);
            }
        } catch (NoSuchFileException nothing) {
            read.remove(file);
        } catch (IOException cause) {
            hand(file, new LeapReading.Malformed(0, "it cannot be read: " + cause));
        }
    }

    /** A character more than is taken, whatever the file's length; what is not ASCII is refused as anything else is. */
    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LeapFileText.MAX_CHARACTERS + 1), StandardCharsets.ISO_8859_1);
        }
    }

    private boolean hand(Path file, LeapReading reading) {
        return taker.test(new ClockInput.LeapFileRead(file.toString(), reading));
    }
}
