package org.timeball.firmware.appliance.bench;

import java.util.List;

/**
 * What was measured of the bound in one cell.
 *
 * @param cell    what ran
 * @param served  what was served as good; by the discipline alone, while pulses came
 * @param prior   holdovers that began on the first day, before a slope was learned
 * @param learned holdovers that began later
 */
record HoldoverResult(Cell cell, Coverage served, Alone prior, Alone learned) {

    /**
     * Holdovers of one kind.
     *
     * @param lengths      by {@link HoldoverLength#ALL}; a length that does not fit the trace is empty
     * @param limitSeconds the middle of the times until the bound was 1 ms; NaN where there was no holdover
     */
    record Alone(List<Coverage> lengths, double limitSeconds) {

        /** Copies the list. */
        Alone {
            lengths = List.copyOf(lengths);
        }
    }

    /** Per cent within the bound in the worst column. */
    double worstPercent() {
        return List.of(prior, learned).stream()
                .flatMap(alone -> alone.lengths.stream())
                .filter(coverage -> !coverage.isEmpty())
                .mapToDouble(Coverage::inBoundPercent)
                .reduce(served.inBoundPercent(), Math::min);
    }

    /** Likewise within the headline. */
    double worstHeadlinePercent() {
        return List.of(prior, learned).stream()
                .flatMap(alone -> alone.lengths.stream())
                .filter(coverage -> !coverage.isEmpty())
                .mapToDouble(Coverage::inHeadlinePercent)
                .reduce(served.inHeadlinePercent(), Math::min);
    }
}
