package org.timeball.firmware.sync.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

class SavedTimeTest {

    private static final long BUILT = 1_795_000_000L;

    @TempDir
    Path temporary;

    private StateDirectory state() throws StateException {
        return StateDirectory.open(temporary.resolve("state"));
    }

    private SavedTime open() throws StateException {
        return SavedTime.open(state(), new TimeFloor(BUILT, true));
    }

    @Test
    void beginsAtTheBuildWhereNothingWasSaved() throws StateException {
        assertEquals(BUILT, open().floorUtcSecond());
    }

    @Test
    void beginsWhereTheLastRunEnded() throws StateException {
        open().save(OptionalLong.of(BUILT + 1_000));
        assertEquals(BUILT + 1_000, open().floorUtcSecond());
    }

    @Test
    void savesAtOnceAndThenEveryTenMinutes() throws StateException {
        var saved = open();
        saved.saveIfDue(OptionalLong.empty(), 0);
        saved.saveIfDue(OptionalLong.of(BUILT + 10), 5);
        assertEquals(BUILT + 10, open().floorUtcSecond());
        saved.saveIfDue(OptionalLong.of(BUILT + 20), SavedTime.INTERVAL_NANOS + 4);
        assertEquals(BUILT + 10, open().floorUtcSecond());
        saved.saveIfDue(OptionalLong.of(BUILT + 30), SavedTime.INTERVAL_NANOS + 5);
        assertEquals(BUILT + 30, open().floorUtcSecond());
    }

    @Test
    void savesNothingThatIsNotVouchedForAndNothingOlder() throws StateException {
        var saved = open();
        saved.save(OptionalLong.empty());
        assertFalse(Files.exists(temporary.resolve("state/time")));
        saved.save(OptionalLong.of(BUILT + 10));
        saved.save(OptionalLong.of(BUILT + 5));
        assertEquals(BUILT + 10, open().floorUtcSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1794999999", "2600000000", "99999999999999"})
    void whatCannotBeIsNotBelieved(String content) throws Exception {
        state().durableFile(SavedTime.NAME).write(content.getBytes(StandardCharsets.US_ASCII));
        assertEquals(BUILT, open().floorUtcSecond());
    }

    @Test
    void aFullDiskCostsOnlyTheFile() throws Exception {
        var saved = open();
        Files.createDirectories(temporary.resolve("state/time.new/x"));
        saved.save(OptionalLong.of(BUILT + 10));
        assertEquals(BUILT, open().floorUtcSecond());
        Files.delete(temporary.resolve("state/time.new/x"));
        saved.save(OptionalLong.of(BUILT + 20));
        assertEquals(BUILT + 20, open().floorUtcSecond());
    }
}
