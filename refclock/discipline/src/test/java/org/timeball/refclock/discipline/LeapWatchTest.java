package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.LeapNotice;
import org.timeball.refclock.time.Leap;

class LeapWatchTest {

    private static final long NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();
    private final LeapWatch watch = new LeapWatch();

    /** What is announced an hour before the event, after so many notices. */
    record Announcement(String name, String event, int change, int notices, Leap announced) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Announcement> ANNOUNCEMENTS = List.of(
            new Announcement("inserted at new year", "2027-01-01T00:00:00Z", 1, 60, Leap.INSERT),
            new Announcement("left out at midsummer", "2027-07-01T00:00:00Z", -1, 60, Leap.DELETE),
            new Announcement("not said often enough", "2027-01-01T00:00:00Z", 1, 59, Leap.NONE),
            new Announcement("no change", "2027-01-01T00:00:00Z", 0, 60, Leap.NONE),
            new Announcement("end of March", "2027-04-01T00:00:00Z", 1, 60, Leap.NONE),
            new Announcement("not at midnight", "2027-01-01T00:00:01Z", 1, 60, Leap.NONE));

    @ParameterizedTest
    @FieldSource("ANNOUNCEMENTS")
    void announcesWhatIsBelieved(Announcement row) {
        long event = Instant.parse(row.event).getEpochSecond();
        hear(event, row.change, row.notices, event - 90_000);
        assertEquals(Leap.NONE, watch.leapAt(event - 86_401));
        assertEquals(row.announced, watch.leapAt(event - 86_400));
        assertEquals(row.announced, watch.leapAt(event - 3_600));
    }

    @Test
    void aRetractedNoticeIsForgotten() {
        hear(NEW_YEAR, 1, 100, NEW_YEAR - 10_000);
        watch.hear(new LeapNotice(OptionalInt.of(18), OptionalLong.empty(), 0), NEW_YEAR - 9_000);
        assertEquals(Leap.NONE, watch.leapAt(NEW_YEAR - 8_000));
        assertEquals(0, watch.takeStepAt(NEW_YEAR));
    }

    @Test
    void anInsertedSecondIsCountedTwiceAndOnce() {
        hear(NEW_YEAR, 1, 100, NEW_YEAR - 10_000);
        assertEquals(0, watch.takeStepAt(NEW_YEAR - 1));
        assertEquals(-1, watch.takeStepAt(NEW_YEAR));
        assertEquals(0, watch.takeStepAt(NEW_YEAR - 1));
        assertEquals(0, watch.takeStepAt(NEW_YEAR));
        assertEquals(Leap.NONE, watch.leapAt(NEW_YEAR - 1));
    }

    @Test
    void aSecondLeftOutIsSkipped() {
        hear(NEW_YEAR, -1, 100, NEW_YEAR - 10_000);
        assertEquals(0, watch.takeStepAt(NEW_YEAR - 2));
        assertEquals(1, watch.takeStepAt(NEW_YEAR - 1));
        assertEquals(0, watch.takeStepAt(NEW_YEAR));
    }

    private void hear(long event, int change, int times, long at) {
        for (int i = 0; i < times; i++) {
            watch.hear(new LeapNotice(OptionalInt.of(18), OptionalLong.of(event), change), at + i);
        }
    }
}
