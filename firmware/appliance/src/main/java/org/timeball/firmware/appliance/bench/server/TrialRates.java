package org.timeball.firmware.appliance.bench.server;

import java.util.List;
import java.util.Optional;

/**
 * What servers answer at most when they are warm, a second, from which follows how hard the trials ask.
 *
 * @param timeball ours
 * @param chronyd  Debian's; as ours where there is none
 */
record TrialRates(double timeball, double chronyd) {

    /** From the rounds; empty if ours was not measured in them. */
    static Optional<TrialRates> of(Results results) {
        var median = results.series(Contender.TIMEBALL, Figure.NTP_RATE).median();
        if (median.isEmpty()) {
            return Optional.empty();
        }
        double ours = median.getAsDouble();
        return Optional.of(new TrialRates(
                ours,
                results.series(Contender.CHRONYD, Figure.NTP_RATE).median().orElse(ours)));
    }

    /** Half of what the slower one bears. */
    double half() {
        return Math.min(timeball, chronyd) / 2;
    }

    /** What the load generator is told of a steady load from many clients. */
    static List<String> fixed(double perSecond, double seconds) {
        return List.of(
                "-s", "1000", "-r", Long.toString(Math.max(1, Math.round(perSecond))), "-t", Double.toString(seconds));
    }

    /** So many requests, at a rate that every server bears. */
    static List<String> upTo(int requests) {
        return List.of("-s", "1000", "-r", "20000", "-t", "120", "-M", Integer.toString(requests));
    }
}
