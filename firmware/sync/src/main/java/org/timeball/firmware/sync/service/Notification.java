package org.timeball.firmware.sync.service;

/** One thing that a service manager can be told, in the words of sd_notify(3). */
sealed interface Notification {

    /** Every address is served. */
    record Ready() implements Notification {}

    /**
     * It takes up another configuration; {@link Ready} says that it has.
     *
     * @param monotonicMicros now, by the clock that systemd compares it with
     * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
     */
    record Reloading(long monotonicMicros) implements Notification {}

    /** It ends because it was told to. */
    record Stopping() implements Notification {}

    /** It is well; not to be said of a daemon that was not asked. */
    record Watchdog() implements Notification {}

    /**
     * How it is, for people.
     *
     * @param text one line; what would end a line or paint a terminal is made a question mark
     */
    record Status(String text) implements Notification {

        /** Makes it one line. */
        public Status {
            text = text.replaceAll("\\p{Cntrl}", "?");
        }
    }

    /** The assignment that says it. */
    default String assignment() {
        return switch (this) {
            case Ready() -> "READY=1";
            case Reloading(long monotonicMicros) -> "RELOADING=1\nMONOTONIC_USEC=" + monotonicMicros;
            case Stopping() -> "STOPPING=1";
            case Watchdog() -> "WATCHDOG=1";
            case Status(var text) -> "STATUS=" + text;
        };
    }
}
