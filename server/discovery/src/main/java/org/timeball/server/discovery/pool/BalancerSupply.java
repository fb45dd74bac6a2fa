package org.timeball.server.discovery.pool;

import java.util.List;
import java.util.stream.Stream;
import org.timeball.server.client.NtpServer;

/**
 * Candidates from one server that exchanges keys for a pool: it is asked again and again, and told whom not to give.
 *
 * <p>It may give them all the same, so the pool may be smaller than what is wanted: then it is asked ever less often,
 * once an hour in the end. After a failure it is asked as late as RFC 8915 §4.2 says.
 */
final class BalancerSupply implements Supply {

    /** So long a server that died is not wanted, unless the balancer has no other. */
    private static final long DENIED_NANOS = 3_600_000_000_000L;

    /** A pool is not asked for all its members in a burst. */
    private static final long SPACING_NANOS = 2_000_000_000;

    private static final double LONGEST_SECONDS_FOR_NOBODY = 3_600;

    private final NtpServer balancer;
    private int failures;
    private int nobodies;
    private long failuresOverNanos;
    private long nextNanos;

    BalancerSupply(NtpServer balancer, long nowNanos) {
        this.balancer = balancer;
        failuresOverNanos = nowNanos;
        nextNanos = nowNanos;
    }

    @Override
    public PoolStep next(List<String> held, RetryTimes retries, long nowNanos) {
        long waitNanos = Math.max(failuresOverNanos - nowNanos, nextNanos - nowNanos);
        if (waitNanos > 0) {
            return new PoolStep.Rest(nowNanos + waitNanos);
        }
        var denied = Stream.concat(held.stream(), retries.within(DENIED_NANOS, nowNanos).stream());
        return new PoolStep.ExchangeKeys(balancer, denied.distinct().toList());
    }

    @Override
    public void noted(Event event, NtpServer server, RetryTimes retries, long nowNanos) {
        switch (event) {
            case GAINED -> nextNanos = nowNanos + SPACING_NANOS;
            case GAINED_NOBODY -> {
                nobodies++;
                nextNanos = nowNanos + RetryTimes.waitNanos(nobodies, LONGEST_SECONDS_FOR_NOBODY);
            }
            case FAILED -> {
                failures++;
                failuresOverNanos = nowNanos + RetryTimes.waitNanos(failures, RetryTimes.LONGEST_SECONDS);
            }
            case PROVEN -> failures = 0;
            case LOST -> {
                nobodies = 0;
                nextNanos = nowNanos + SPACING_NANOS;
            }
        }
    }
}
