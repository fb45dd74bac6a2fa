package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EpochKeyTest {

    record Row(long nanos, long second) {}

    static final List<Row> ROWS = List.of(
            new Row(17_000_000_000L, 17),
            new Row(17_020_000_000L, 17),
            new Row(17_990_000_000L, 18),
            new Row(17_999_872_241L, 18),
            new Row(17_900_000_001L, 18),
            new Row(17_900_000_000L, 17),
            new Row(17_500_000_000L, 17),
            new Row(17_200_000_000L, 17),
            new Row(-1, 0),
            new Row(-1_000_000_000L, -1));

    @ParameterizedTest
    @FieldSource("ROWS")
    void namesTheSecondThatHasBegunOrIsAboutTo(Row row) {
        assertEquals(row.second, EpochKey.wholeSecond(row.nanos));
    }

    @Test
    void wrapsAtMidnight() {
        var late = new NmeaSentence.Rmc(
                "GP",
                OptionalLong.of(86_399_990_000_000L),
                OptionalLong.empty(),
                true,
                FixQuality.GOOD,
                Optional.empty());
        assertEquals(OptionalLong.of(0), EpochKey.of(late).utcSecondOfDay());
    }

    @Test
    void comparesOnlyWhatItKnows() {
        var utc = new EpochKey(OptionalLong.of(5), OptionalLong.empty());
        var tow = new EpochKey(OptionalLong.empty(), OptionalLong.of(23));
        assertFalse(utc.contradicts(tow));
        assertFalse(utc.isSameSecond(tow));
        assertTrue(utc.isSameSecond(utc.or(tow)));
        assertTrue(utc.or(tow).contradicts(new EpochKey(OptionalLong.of(5), OptionalLong.of(24))));
        assertFalse(EpochKey.NONE.isSameSecond(EpochKey.NONE));
    }
}
