package org.timeball.firmware.appliance.daemon;

import java.util.ArrayList;
import java.util.List;
import org.timeball.refclock.discipline.ErrorBound;
import org.timeball.refclock.discipline.ReferenceClockReport;
import org.timeball.server.control.ErrorSum;

/** Says of what the bound and the headline are the sums, in the records of the control socket. */
final class ErrorSumReport {

    /** From half a minute to a day: as far as is learned of the oscillator. */
    private static final long[] AHEAD_SECONDS = {
        30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400
    };

    private ErrorSumReport() {}

    /**
     * Of a clock that its receiver steers.
     *
     * @param withinSeconds the headline now
     * @param boundSeconds  the bound now
     * @param aloneSeconds  since the last pulse that was used
     */
    static ErrorSum ofReceiver(
            ReferenceClockReport report, double withinSeconds, double boundSeconds, double aloneSeconds) {
        var parts = new ArrayList<ErrorSum.Part>();
        double within = withinSeconds;
        double bound = boundSeconds;
        for (var part : report.bound().parts()) {
            parts.add(new ErrorSum.Part(part.name(), part.withinSeconds(), part.boundSeconds()));
            within -= part.withinSeconds();
            bound -= part.boundSeconds();
        }
        // The report is some tenths of a second old, and what it grew by since is a part, too.
        parts.add(new ErrorSum.Part("growth since that was reckoned", within, bound));
        return new ErrorSum(
                parts, holdover(report, aloneSeconds), report.outlook().limitSeconds());
    }

    /** Of a clock that follows servers, whose bound is no sum but an intersection. */
    static ErrorSum ofNetwork(double withinSeconds, double boundSeconds, double limitSeconds) {
        return new ErrorSum(
                List.of(new ErrorSum.Part("where most servers agree that UTC is", withinSeconds, boundSeconds)),
                List.of(),
                limitSeconds);
    }

    private static List<ErrorSum.Ahead> holdover(ReferenceClockReport report, double aloneSeconds) {
        var ahead = new ArrayList<ErrorSum.Ahead>();
        for (long seconds : AHEAD_SECONDS) {
            var then = report.outlook().bound(seconds, aloneSeconds);
            if (then.equals(ErrorBound.NONE)) {
                break;
            }
            ahead.add(new ErrorSum.Ahead(
                    seconds, report.outlook().medianStraySeconds(seconds), then.withinSeconds(), then.boundSeconds()));
        }
        return ahead;
    }
}
