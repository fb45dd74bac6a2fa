package org.timeball.refclock.discipline.leap;

/**
 * Something about leap seconds that a log or an alarm should tell.
 *
 * @param kind     what sort of thing
 * @param sentence for people
 */
public record LeapNews(Kind kind, String sentence) {

    /** What may happen. */
    public enum Kind {
        /** A leap second is believed. */
        ANNOUNCED(false),
        /** It is no longer, before it came. */
        WITHDRAWN(true),
        /** It came, and the clock was carried over it. */
        TAKEN(false),
        /** Sources contradict each other, or one is alone. */
        OBJECTION(true),
        /** A file was taken over. */
        FILE_TAKEN(false),
        /** A file cannot be used; the last good one is kept. */
        FILE_REFUSED(true),
        /** The file in use will expire soon, or has. */
        FILE_EXPIRES(true),
        /** The receiver's count of leap seconds contradicts the file, or is not from its satellites. */
        COUNT_DOUBTED(true);

        private final boolean isAlarm;

        Kind(boolean isAlarm) {
            this.isAlarm = isAlarm;
        }

        /** Whether somebody should do something. */
        public boolean isAlarm() {
            return isAlarm;
        }

        /** As it stands in a log line: {@code leap-file-taken}. */
        public String words() {
            return "leap-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
