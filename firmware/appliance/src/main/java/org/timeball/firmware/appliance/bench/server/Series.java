package org.timeball.firmware.appliance.bench.server;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One figure of one server, round by round.
 *
 * <p>Rounds in which the server was not measured are missing, so that a ratio compares what was measured in the same
 * minute.
 */
final class Series {

    private final Map<Integer, Double> byRound = new TreeMap<>();

    /** What it is when nothing was measured. */
    Series() {}

    void add(int round, double value) {
        byRound.put(round, value);
    }

    boolean isEmpty() {
        return byRound.isEmpty();
    }

    OptionalDouble median() {
        return median(byRound.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    OptionalDouble min() {
        return byRound.values().stream().mapToDouble(Double::doubleValue).min();
    }

    OptionalDouble max() {
        return byRound.values().stream().mapToDouble(Double::doubleValue).max();
    }

    /** The median of the rounds' own ratios; empty where no round has both, or the other's figures are zero. */
    OptionalDouble ratioTo(Series other) {
        return median(byRound.entrySet().stream()
                .flatMap(entry -> Optional.ofNullable(other.byRound.get(entry.getKey()))
                        .filter(divisor -> divisor != 0)
                        .map(divisor -> entry.getValue() / divisor)
                        .stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    private static OptionalDouble median(double[] values) {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        Arrays.sort(values);
        int middle = values.length / 2;
        return OptionalDouble.of(values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
    }
}
