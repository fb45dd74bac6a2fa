package org.timeball.server.control;

import java.util.List;
import org.timeball.refclock.time.ClockState;

/**
 * A daemon that follows servers of the network ({@code timeball sync}) at one instant: what a person wants on one screen.
 *
 * @param program       name and version, such as {@code timeball 0.1.0}
 * @param utcNanos      what it holds to be UTC, since the Unix epoch
 * @param upSeconds     since the daemon started
 * @param state         what is vouched for
 * @param stateSeconds  how long it has been so
 * @param reason        one sentence on why the state is what it is
 * @param isSteered     whether the machine's clock is set by it
 * @param boundSeconds  how far off the time can be if the servers are as good as their word; 16 when nothing is vouched for
 * @param clock         what is known of the clock
 * @param servers       each that is asked, in the order of the configuration
 * @param alarms        what an operator has to see to, a sentence each
 */
public record SyncStatus(
        String program,
        long utcNanos,
        long upSeconds,
        ClockState state,
        long stateSeconds,
        String reason,
        boolean isSteered,
        double boundSeconds,
        FollowedClock clock,
        List<AskedServer> servers,
        List<String> alarms) {

    /** Copies the lists. */
    public SyncStatus {
        servers = List.copyOf(servers);
        alarms = List.copyOf(alarms);
    }
}
