package org.timeball.firmware.appliance.command;

import java.util.Locale;
import org.timeball.server.control.Status;

/**
 * What {@code waitsync} waits for: a source, and a clock that is no further off and no less steady than asked.
 *
 * @param maxCorrectionSeconds of {@code tracking}'s "System time", either way; 0 does not look at it
 * @param maxSkewPpm           of its "Skew"; 0 does not look at it
 */
record WaitSyncCondition(double maxCorrectionSeconds, double maxSkewPpm) {

    /** @throws IllegalArgumentException if a limit is negative or no number */
    WaitSyncCondition {
        requireLimit("MAX-CORRECTION", maxCorrectionSeconds);
        requireLimit("MAX-SKEW", maxSkewPpm);
    }

    private static void requireLimit(String name, double limit) {
        if (!Double.isFinite(limit) || limit < 0) {
            throw new IllegalArgumentException(name + " is " + limit + "; it is 0 or more");
        }
    }

    /** chronyc asks for a reference id, which in chronyd is what state and leap status are here. */
    boolean isMetBy(Status status) {
        var tracking = status.tracking();
        return status.state().isSynchronised()
                && tracking.refIdBits() != 0
                && (maxCorrectionSeconds == 0 || correctionSeconds(status) <= maxCorrectionSeconds)
                && (maxSkewPpm == 0 || tracking.skewPpm() <= maxSkewPpm);
    }

    /** chronyc's line for one try, with its newline. */
    static String line(int tries, Status status) {
        return String.format(
                Locale.ROOT,
                "try: %d, refid: %08X, correction: %.9f, skew: %.3f\n",
                tries,
                status.tracking().refIdBits(),
                correctionSeconds(status),
                status.tracking().skewPpm());
    }

    /** The same for {@code -c}. */
    static String csv(int tries, Status status) {
        return Csv.line(
                tries,
                "%08X".formatted(status.tracking().refIdBits()),
                Csv.seconds(correctionSeconds(status)),
                Csv.ppm(status.tracking().skewPpm()));
    }

    private static double correctionSeconds(Status status) {
        return Math.abs(status.tracking().systemTimeSeconds());
    }
}
