package org.timeball.firmware.sync.status;

import org.timeball.refclock.time.ClockState;

/** Exit codes of the commands that ask the daemon, in the order of Nagios: fine, warning, critical, unknown. */
public final class ExitCode {

    /** What was asked for was printed; for {@code status}, the clock is locked. */
    public static final int FINE = 0;

    /** {@code status}: the clock runs on what it learned. */
    public static final int HOLDOVER = 1;

    /** {@code status}: nothing is vouched for. */
    public static final int NOT_SYNCHRONISED = 2;

    /** No daemon answers. */
    public static final int NO_DAEMON = 3;

    /** The command was not understood: {@code EX_USAGE} of sysexits.h, so that it is none of the states. */
    public static final int USAGE = 64;

    private ExitCode() {}

    /** By what a clock can vouch for. */
    public static int of(ClockState state) {
        return switch (state) {
            case LOCKED -> FINE;
            case HOLDOVER -> HOLDOVER;
            case STARTING, ACQUIRING, UNSYNCHRONISED -> NOT_SYNCHRONISED;
        };
    }
}
