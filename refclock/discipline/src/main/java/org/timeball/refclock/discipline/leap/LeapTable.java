package org.timeball.refclock.discipline.leap;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of leap seconds: what TAI − UTC was and will be, and until when that is known.
 *
 * @param updatedUtcSecond when the list was made
 * @param expiresUtcSecond from when on it knows nothing, after {@code updatedUtcSecond}
 * @param entries          oldest first; each holds until the next
 */
public record LeapTable(long updatedUtcSecond, long expiresUtcSecond, List<Entry> entries) {

    /**
     * A value of TAI − UTC.
     *
     * @param fromUtcSecond       since the Unix epoch
     * @param taiMinusUtcSeconds  whole seconds
     */
    public record Entry(long fromUtcSecond, int taiMinusUtcSeconds) {}

    /** TAI − UTC when it became whole, 1972-01-01 (IERS, leap-seconds.list). */
    private static final int FIRST_SECONDS = 10;

    /** The first of the month after each leap second until this program was written; all were inserted. */
    private static final List<String> KNOWN = List.of(
            "1972-01-01",
            "1972-07-01",
            "1973-01-01",
            "1974-01-01",
            "1975-01-01",
            "1976-01-01",
            "1977-01-01",
            "1978-01-01",
            "1979-01-01",
            "1980-01-01",
            "1981-07-01",
            "1982-07-01",
            "1983-07-01",
            "1985-07-01",
            "1988-01-01",
            "1990-01-01",
            "1991-01-01",
            "1992-07-01",
            "1993-07-01",
            "1994-07-01",
            "1996-01-01",
            "1997-07-01",
            "1999-01-01",
            "2006-01-01",
            "2009-01-01",
            "2012-07-01",
            "2015-07-01",
            "2017-01-01");

    /** What everybody knows: all leap seconds to 2017, and nothing of what came after. Expired by its nature. */
    public static final LeapTable BUILT_IN = builtIn();

    /** Copies the list, and refuses one that is empty or out of order. */
    public LeapTable {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || expiresUtcSecond <= updatedUtcSecond) {
            throw new IllegalArgumentException("a leap table has entries, and expires after it was made");
        }
        for (int i = 1; i < entries.size(); i++) {
            var before = entries.get(i - 1);
            var entry = entries.get(i);
            if (entry.fromUtcSecond <= before.fromUtcSecond
                    || Math.abs(entry.taiMinusUtcSeconds - before.taiMinusUtcSeconds) != 1) {
                throw new IllegalArgumentException("leap table out of order at " + entry);
            }
        }
    }

    private static LeapTable builtIn() {
        var entries = new ArrayList<Entry>();
        for (var day : KNOWN) {
            entries.add(new Entry(
                    LocalDate.parse(day).toEpochDay() * LeapSecond.DAY_SECONDS, FIRST_SECONDS + entries.size()));
        }
        long updated = entries.getLast().fromUtcSecond;
        return new LeapTable(updated, updated + 1, entries);
    }

    /** Whether it knows nothing of {@code utcSecond} and later. */
    public boolean isExpiredAt(long utcSecond) {
        return utcSecond >= expiresUtcSecond;
    }

    /** TAI − UTC at a second by this list, expired or not; before 1972 the first value. */
    public int taiMinusUtcSeconds(long utcSecond) {
        int offset = entries.getFirst().taiMinusUtcSeconds;
        for (var entry : entries) {
            if (entry.fromUtcSecond <= utcSecond) {
                offset = entry.taiMinusUtcSeconds;
            }
        }
        return offset;
    }

    /** The first leap second after {@code utcSecond} that the list speaks of before it expires. */
    public Optional<LeapSecond> next(long utcSecond) {
        for (int i = 1; i < entries.size(); i++) {
            var event = event(i);
            if (event.eventUtcSecond() > utcSecond && event.eventUtcSecond() <= expiresUtcSecond) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /** The last leap second at or before {@code utcSecond}. */
    Optional<LeapSecond> last(long utcSecond) {
        for (int i = entries.size() - 1; i > 0; i--) {
            if (entries.get(i).fromUtcSecond <= utcSecond) {
                return Optional.of(event(i));
            }
        }
        return Optional.empty();
    }

    private LeapSecond event(int index) {
        var entry = entries.get(index);
        return new LeapSecond(
                entry.fromUtcSecond, entry.taiMinusUtcSeconds - entries.get(index - 1).taiMinusUtcSeconds);
    }

    /** Whether this list says of the past what {@code other} said, and has not lost any of it. */
    boolean continues(LeapTable other) {
        int count = other.entries.size();
        return entries.size() >= count && entries.subList(0, count).equals(other.entries);
    }
}
