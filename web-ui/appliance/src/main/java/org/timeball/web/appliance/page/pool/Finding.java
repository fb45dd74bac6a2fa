package org.timeball.web.appliance.page.pool;

import java.util.List;

/**
 * A point that was checked before a pool is joined.
 *
 * @param isGood   whether nothing is to be done
 * @param sentence what was found, and what to do
 */
public record Finding(boolean isGood, String sentence) {

    private static final String GOOD = "good: ";
    private static final String MEND = "mend: ";

    /** Reads the lines of the daemon's answer that are points; where there is none, as of a pool that is gone, the answer. */
    public static List<Finding> read(String answer) {
        var points = answer.lines()
                .filter(line -> line.startsWith(GOOD) || line.startsWith(MEND))
                .map(line -> new Finding(line.startsWith(GOOD), line.substring(GOOD.length())))
                .toList();
        return points.isEmpty() ? List.of(new Finding(false, answer)) : points;
    }
}
