package org.timeball.server.discovery.pool;

import java.util.List;
import org.timeball.server.client.NtpServer;

/** How one kind of pool comes to candidates for membership. */
sealed interface Supply permits SrvSupply, BalancerSupply {

    /** What a step came to, or what became of a member. */
    enum Event {
        /** Keys were agreed on, for somebody new. */
        GAINED,
        /** Keys were agreed on, for a member or for somebody who must not be asked so soon. */
        GAINED_NOBODY,
        /** Keys were not agreed on, or nobody honours them. */
        FAILED,
        /** Time was had with keys that were agreed on. */
        PROVEN,
        /** There is room for one more. */
        LOST
    }

    /**
     * What would bring another member.
     *
     * @param held    names of the members
     * @param retries who failed lately
     */
    PoolStep next(List<String> held, RetryTimes retries, long nowNanos);

    /**
     * Takes note.
     *
     * @param server with whom keys were exchanged
     */
    void noted(Event event, NtpServer server, RetryTimes retries, long nowNanos);
}
