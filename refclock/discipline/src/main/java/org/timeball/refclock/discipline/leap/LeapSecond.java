package org.timeball.refclock.discipline.leap;

import java.time.Instant;
import java.time.ZoneOffset;
import org.timeball.refclock.time.Leap;

/**
 * One leap second.
 *
 * @param eventUtcSecond the first second after it, the first of a UTC day
 * @param change         +1 where a second is inserted, −1 where one is left out
 */
public record LeapSecond(long eventUtcSecond, int change) {

    static final long DAY_SECONDS = 86_400;

    /** Refuses what cannot be. */
    public LeapSecond {
        if (change != 1 && change != -1) {
            throw new IllegalArgumentException("a leap second is +1 or -1 s, not " + change);
        }
        if (Math.floorMod(eventUtcSecond, DAY_SECONDS) != 0) {
            throw new IllegalArgumentException("a leap second ends a UTC day, not at " + eventUtcSecond);
        }
    }

    /** Whether it stands where all have stood since 1972: at the end of June or December. */
    public boolean endsJuneOrDecember() {
        var first = Instant.ofEpochSecond(eventUtcSecond).atOffset(ZoneOffset.UTC);
        return first.getDayOfMonth() == 1 && (first.getMonthValue() == 1 || first.getMonthValue() == 7);
    }

    /** What is announced on its day. */
    public Leap indicator() {
        return change > 0 ? Leap.INSERT : Leap.DELETE;
    }

    /** The clock's reading at which it has to be moved by {@code −change}: that second is never reached, or reached twice. */
    public long dueSecond() {
        return change > 0 ? eventUtcSecond : eventUtcSecond - 1;
    }

    /** For people: {@code a second inserted before 2027-01-01}. */
    public String words() {
        var day = Instant.ofEpochSecond(eventUtcSecond).atOffset(ZoneOffset.UTC).toLocalDate();
        return (change > 0 ? "a second inserted before " : "a second left out before ") + day;
    }
}
