package org.timeball.server.control;

import java.util.List;
import org.timeball.refclock.time.ClockState;

/**
 * The daemon at one instant: what a person wants on one screen.
 *
 * @param program         name and version, such as {@code timeball 0.1.0}
 * @param utcNanos        served time when this was made, since the Unix epoch
 * @param upSeconds       since the daemon started
 * @param state           what is vouched for
 * @param stateSeconds    how long it has been so
 * @param reason          one sentence on why the state is what it is
 * @param withinSeconds   "within ±X of UTC, 95 %"; 16 when nothing is vouched for
 * @param boundSeconds    holds in 99.9 % of seconds; the root dispersion that clients are told
 * @param tracking        the clock, in chronyc's words
 * @param sources         where time comes from
 * @param receiver        the satellite receiver
 * @param pulses          what became of the pulses
 * @param service         what clients got
 * @param keyExchange     NTS-KE by outcome
 * @param pools           that this server is a member of
 * @param corrections     what makes pulses late, and what was learned of sawtooth and temperature
 * @param errorSum        of what withinSeconds and boundSeconds are the sums
 * @param alarms          what an operator has to see to, a sentence each, beside what state and reason say
 */
public record Status(
        String program,
        long utcNanos,
        long upSeconds,
        ClockState state,
        long stateSeconds,
        String reason,
        double withinSeconds,
        double boundSeconds,
        Tracking tracking,
        List<Source> sources,
        Receiver receiver,
        PulseCounts pulses,
        ServerStats service,
        KeyExchangeStats keyExchange,
        Pools pools,
        Corrections corrections,
        ErrorSum errorSum,
        List<String> alarms) {

    /** Copies the lists. */
    public Status {
        sources = List.copyOf(sources);
        alarms = List.copyOf(alarms);
    }

    /** The same with these alarms. */
    public Status alarmed(List<String> raised) {
        return new Status(
                program,
                utcNanos,
                upSeconds,
                state,
                stateSeconds,
                reason,
                withinSeconds,
                boundSeconds,
                tracking,
                sources,
                receiver,
                pulses,
                service,
                keyExchange,
                pools,
                corrections,
                errorSum,
                raised);
    }
}
