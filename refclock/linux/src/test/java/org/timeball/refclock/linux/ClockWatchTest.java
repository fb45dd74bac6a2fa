package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is told of a set clock, on clocks that a test sets; and of this machine's, which nobody sets. */
class ClockWatchTest {

    private static final long SECOND = 1_000_000_000L;

    private long boot = 5_000 * SECOND;
    private long realtimeLead = 1_795_435_200L * SECOND;
    private long taiLead = realtimeLead + 37 * SECOND;
    private long readingNanos = 40;
    private final ClockWatch watch = new ClockWatch(this::read);

    /**
     * Something that happens to the clocks, and what is to be told of it.
     *
     * @param realtime what CLOCK_REALTIME is set forward by, nanoseconds
     * @param tai      what CLOCK_TAI is set forward by
     */
    record Event(String name, long realtime, long tai, long told) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Event> EVENTS = List.of(
            new Event("nothing", 0, 0, 0),
            new Event("set forward", 10 * SECOND, 10 * SECOND, 10 * SECOND),
            new Event("set back", -10 * SECOND, -10 * SECOND, -10 * SECOND),
            new Event("set by five milliseconds", 5_000_000, 5_000_000, 5_000_000),
            new Event("set by less than is noticed", 1_000_000, 1_000_000, 0),
            new Event("set by a second, no leap second", -SECOND, -SECOND, -SECOND),
            new Event("a second inserted by the kernel", -SECOND, 0, 0),
            new Event("a second left out by the kernel", SECOND, 0, 0),
            new Event("the TAI offset given", 0, 37 * SECOND, 0));

    @ParameterizedTest
    @FieldSource("EVENTS")
    void tellsOfAClockThatWasSet(Event event) {
        boot += 100 * SECOND;
        realtimeLead += event.realtime;
        taiLead += event.tai;
        assertEquals(event.told, watch.takeForeignMoveNanos());
        assertEquals(0, watch.takeForeignMoveNanos(), "told once");
    }

    @Test
    void smallMovesAddUpUntilTheyAreNoticed() {
        for (long told : new long[] {0, 3_000_000, 0}) {
            realtimeLead += 1_500_000;
            taiLead += 1_500_000;
            assertEquals(told, watch.takeForeignMoveNanos());
        }
    }

    @Test
    void ourOwnStepsAreNoNews() {
        realtimeLead -= SECOND / 4;
        taiLead -= SECOND / 4;
        watch.setByUs(-SECOND / 4);
        assertEquals(0, watch.takeForeignMoveNanos());
    }

    @Test
    void aThreadThatIsHeldUpTellsNothingUntilItKnows() {
        readingNanos = 800_000;
        realtimeLead += 10 * SECOND;
        taiLead += 10 * SECOND;
        assertEquals(0, watch.takeForeignMoveNanos());
        readingNanos = 40;
        assertEquals(10 * SECOND, watch.takeForeignMoveNanos(), 100);
    }

    @Test
    void theClockOfThisMachineIsLeftAlone() {
        var here = ClockWatch.ofThisMachine();
        for (int i = 0; i < 1_000; i++) {
            assertEquals(0, here.takeForeignMoveNanos());
        }
    }

    private long read(int clock) {
        boot += readingNanos;
        return switch (clock) {
            case RawClock.CLOCK_BOOTTIME -> boot;
            case RawClock.CLOCK_REALTIME -> boot + realtimeLead;
            case RawClock.CLOCK_TAI -> boot + taiLead;
            default -> throw new AssertionError("clock " + clock);
        };
    }
}
