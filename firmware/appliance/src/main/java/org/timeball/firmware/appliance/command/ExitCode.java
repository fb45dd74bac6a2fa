package org.timeball.firmware.appliance.command;

import org.timeball.refclock.time.ClockState;

/** Exit codes of the commands that ask the daemon, in the order of Nagios: fine, warning, critical, unknown. */
final class ExitCode {

    /** What was asked for was printed; for {@code status}, the clock is locked. */
    static final int FINE = 0;

    /** {@code status}: the clock runs on what it learned. */
    static final int HOLDOVER = 1;

    /** {@code status}: nothing is vouched for. */
    static final int NOT_SYNCHRONISED = 2;

    /** No daemon answers. */
    static final int NO_DAEMON = 3;

    /** The command was not understood: {@code EX_USAGE} of sysexits.h, so that it is none of the states. */
    static final int USAGE = 64;

    private ExitCode() {}

    static int of(ClockState state) {
        return switch (state) {
            case LOCKED -> FINE;
            case HOLDOVER -> HOLDOVER;
            case STARTING, ACQUIRING, UNSYNCHRONISED -> NOT_SYNCHRONISED;
        };
    }
}
