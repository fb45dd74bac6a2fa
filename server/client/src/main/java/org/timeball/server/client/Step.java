package org.timeball.server.client;

import java.util.List;
import org.timeball.server.protocol.AeadAlgorithm;

/** What an association wants done next. */
public sealed interface Step {

    /**
     * Exchange keys with the server of that name, and tell the association how it went.
     *
     * @param offered algorithms to offer, in order of preference
     */
    record ExchangeKeys(List<AeadAlgorithm> offered) implements Step {
        /** Copies the list. */
        public ExchangeKeys {
            offered = List.copyOf(offered);
        }
    }

    /**
     * Send a request from a port that was not used before, tell the association when it left, and show it what comes.
     *
     * @param server  where to
     * @param request the packet; nobody keeps it
     */
    record Ask(NtpServer server, byte[] request) implements Step {}

    /**
     * Nothing, until then.
     *
     * @param untilNanos by the clock that nobody sets
     */
    record Rest(long untilNanos) implements Step {}

    /**
     * Nothing, ever: the server said so.
     *
     * @param code {@link KissCode#DENY} or {@link KissCode#RSTR}
     */
    record Stop(KissCode code) implements Step {}
}
