package org.timeball.server.discovery.pool;

import java.util.List;
import org.timeball.server.client.NtpServer;

/** What a pool wants done next. */
public sealed interface PoolStep {

    /**
     * Ask the DNS for the servers of a domain, and tell the walk what it said.
     *
     * @param domain its name
     */
    record Discover(String domain) implements PoolStep {}

    /**
     * Exchange keys, and tell the walk how it went.
     *
     * @param server with whom
     * @param denied the NTP servers that it shall not give, each exactly as it once named them, the most important
     * first
     */
    record ExchangeKeys(NtpServer server, List<String> denied) implements PoolStep {
        /** Copies the list. */
        public ExchangeKeys {
            denied = List.copyOf(denied);
        }
    }

    /**
     * Nothing, until then or until a member dies.
     *
     * @param untilNanos by the clock that nobody sets
     */
    record Rest(long untilNanos) implements PoolStep {}

    /** Nothing, until a member dies: there are as many as are wanted. */
    record Full() implements PoolStep {}
}
