package org.timeball.server.protocol.pool;

/**
 * Who a good token is of.
 *
 * @param pool        our name for the pool
 * @param fingerprint of the token, as {@link PoolToken#fingerprint} has it
 */
public record PoolAdmission(String pool, String fingerprint) {}
