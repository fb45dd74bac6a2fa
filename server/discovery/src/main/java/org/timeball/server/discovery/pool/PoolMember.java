package org.timeball.server.discovery.pool;

import org.timeball.server.client.NtpServer;

/**
 * A source that a pool gave.
 *
 * @param name        that tells it from the pool's others: of a domain's servers host and port, of a balancer's the NTP
 *     server as the balancer named it
 * @param keyExchange where its keys are from
 */
public record PoolMember(String name, NtpServer keyExchange) {}
