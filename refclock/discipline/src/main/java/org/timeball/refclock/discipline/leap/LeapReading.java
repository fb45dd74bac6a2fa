package org.timeball.refclock.discipline.leap;

/** What came of reading a leap-second file. */
public sealed interface LeapReading {

    /** A table, complete and with the right hash; whether it may be used is not decided yet. */
    record Whole(LeapTable table) implements LeapReading {}

    /**
     * No table.
     *
     * @param line   counted from 1; 0 where no single line is to blame
     * @param reason what is wrong, in a clause
     */
    record Malformed(int line, String reason) implements LeapReading {}
}
