package org.timeball.refclock.discipline.network.clock;

import java.util.List;
import org.timeball.refclock.discipline.network.SourceVerdict;
import org.timeball.refclock.time.ClockState;

/**
 * How things stand with a clock that follows the network, for people.
 *
 * @param state                 what is vouched for
 * @param reason                one sentence
 * @param sources               each as the last selection left it, offsets as of then by the disciplined clock
 * @param alarms                what a person must know of; empty as a rule
 * @param pollLog2              how often sources are best asked now, log₂ seconds
 * @param offsetSeconds         what is left to be slewed: positive when our clock is behind
 * @param jitterSeconds         of the last update
 * @param oscillatorPpb         the oscillator's own error, positive = fast
 * @param oscillatorDeviationPpb one standard deviation of it
 * @param updates               since start
 * @param refusals              commands that the clock refused since start
 */
public record NetworkClockReport(
        ClockState state,
        String reason,
        List<SourceVerdict> sources,
        List<Alarm> alarms,
        int pollLog2,
        double offsetSeconds,
        double jitterSeconds,
        double oscillatorPpb,
        double oscillatorDeviationPpb,
        long updates,
        long refusals) {

    /** Copies the lists. */
    public NetworkClockReport {
        sources = List.copyOf(sources);
        alarms = List.copyOf(alarms);
    }
}
