package org.timeball.server.history;

import java.util.Arrays;
import org.timeball.server.control.history.HistorySeries;

/** The last hour, second by second, in memory. Not thread-safe. */
final class HourRing {

    static final int SECONDS = 3_600;

    private static final long NEVER = Long.MIN_VALUE;

    private final long[] utcSeconds = new long[SECONDS];
    private final boolean[] vouchedFor = new boolean[SECONDS];
    private final double[][] values = new double[HistorySeries.values().length][SECONDS];
    private long firstUtcSecond = Long.MAX_VALUE;

    HourRing() {
        Arrays.fill(utcSeconds, NEVER);
    }

    /** Takes a second, in the place of that of an hour before. */
    void add(HistoryReading reading) {
        int place = Math.floorMod(reading.utcSecond(), SECONDS);
        utcSeconds[place] = reading.utcSecond();
        vouchedFor[place] = reading.isVouchedFor();
        for (var series : HistorySeries.values()) {
            values[series.ordinal()][place] = reading.value(series);
        }
        firstUtcSecond = Math.min(firstUtcSecond, reading.utcSecond());
    }

    /** Whether everything since a second that was ever seen by this process is here. */
    boolean reaches(long utcSecond) {
        return firstUtcSecond <= utcSecond;
    }

    /** A series over a range; NaN where a second was not taken, or is of before the last hour. */
    double[] read(HistorySeries series, long fromUtcSecond, int seconds) {
        double[] found = new double[seconds];
        for (int k = 0; k < seconds; k++) {
            int place = Math.floorMod(fromUtcSecond + k, SECONDS);
            found[k] = utcSeconds[place] == fromUtcSecond + k ? values[series.ordinal()][place] : Double.NaN;
        }
        return found;
    }

    /** The same, but for seconds that were not vouched for: as the database has them. */
    double[] readVouchedFor(HistorySeries series, long fromUtcSecond, int seconds) {
        double[] found = read(series, fromUtcSecond, seconds);
        for (int k = 0; k < seconds; k++) {
            if (!vouchedFor[Math.floorMod(fromUtcSecond + k, SECONDS)]) {
                found[k] = Double.NaN;
            }
        }
        return found;
    }
}
