package org.timeball.refclock.discipline.fallback;

import java.util.List;
import java.util.Optional;
import org.timeball.refclock.discipline.network.clock.NetworkClockReport;
import org.timeball.refclock.time.ClockState;

/**
 * How things stand between a receiver and the network.
 *
 * @param steering            whose time is served
 * @param state               what is vouched for
 * @param sinceMonotonicNanos since when, by the machine's monotonic clock
 * @param reason              one sentence
 * @param network             how the network stands; empty where none is asked
 * @param apartSeconds        the network's time less the receiver's, by the clocks of both
 * @param alarms              what a person must know of beside the network's own alarms
 */
public record CombinedReport(
        Steering steering,
        ClockState state,
        long sinceMonotonicNanos,
        String reason,
        Optional<NetworkClockReport> network,
        double apartSeconds,
        List<String> alarms) {

    /** Copies the list. */
    public CombinedReport {
        alarms = List.copyOf(alarms);
    }
}
