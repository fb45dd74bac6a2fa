package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StorageWatchTest {

    private static final Path FOLDER = Path.of("/var/lib/timeball");

    @TempDir
    Path temporary;

    record Row(boolean isReadOnly, long usableOctets, Optional<String> alarm) {}

    private static final Optional<String> FULL = Optional.of(
            "/var/lib/timeball is full, keys and what the clock" + " learned may not be saved: free room there");
    private static final Optional<String> READ_ONLY = Optional.of(
            "/var/lib/timeball is read-only, keys and what the" + " clock learned are not saved: mount it writable");

    static final List<Row> ROWS = List.of(
            new Row(false, StorageWatch.LEAST_OCTETS, Optional.empty()),
            new Row(false, Long.MAX_VALUE, Optional.empty()),
            new Row(false, StorageWatch.LEAST_OCTETS - 1, FULL),
            new Row(false, 0, FULL),
            new Row(true, Long.MAX_VALUE, READ_ONLY),
            new Row(true, 0, READ_ONLY));

    @ParameterizedTest
    @FieldSource("ROWS")
    void saysWhatIsWrongWithADisk(Row row) {
        assertEquals(row.alarm, StorageWatch.alarm(FOLDER, row.isReadOnly, row.usableOctets));
    }

    @Test
    void looksNowAndThen() {
        var gone = temporary.resolve("gone");
        var watch = new StorageWatch(List.of(temporary, gone, gone));
        assertEquals(List.of(), watch.alarms());
        watch.lookIfDue(Long.MIN_VALUE);
        assertEquals(1, watch.alarms().size());
        assertTrue(watch.alarms().getFirst().startsWith(gone + " cannot be looked at"), watch.alarms()::toString);
        gone.toFile().mkdir();
        watch.lookIfDue(Long.MIN_VALUE + StorageWatch.INTERVAL_NANOS - 1);
        assertEquals(1, watch.alarms().size());
        watch.lookIfDue(Long.MIN_VALUE + StorageWatch.INTERVAL_NANOS);
        assertEquals(List.of(), watch.alarms());
    }
}
