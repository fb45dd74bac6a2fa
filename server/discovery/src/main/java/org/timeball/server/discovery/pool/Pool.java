package org.timeball.server.discovery.pool;

import org.timeball.server.client.NtpServer;

/** Where a pool's servers come from. */
public sealed interface Pool {

    /**
     * The domain names them in its SRV records; keys are exchanged with each by itself.
     *
     * @param name of the domain
     */
    record Domain(String name) implements Pool {}

    /**
     * One server exchanges keys for all of them and says with each answer whose they are.
     *
     * @param keyExchange of that server
     */
    record Balancer(NtpServer keyExchange) implements Pool {}
}
