package org.timeball.server.discovery.pool;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.timeball.server.client.NtpServer;
import org.timeball.server.discovery.DiscoveredServer;
import org.timeball.server.discovery.Discovery;

/**
 * Candidates from SRV records: down the list, then down the next.
 *
 * <p>A list serves as long as its TTL says, a minute at least and an hour at most; a new one is asked for when the old
 * one has nobody left or is too old, and after a refusal as late as after a failed key exchange, but within the hour.
 */
final class SrvSupply implements Supply {

    private static final long SHORTEST_SECONDS = 60;
    private static final long LONGEST_SECONDS = 3_600;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String domain;
    private List<DiscoveredServer> list = List.of();
    private long listUntilNanos;
    private long nextQueryNanos;
    private int refusals;

    SrvSupply(String domain, long nowNanos) {
        this.domain = domain;
        listUntilNanos = nowNanos;
        nextQueryNanos = nowNanos;
    }

    void discovered(Discovery discovery, long nowNanos) {
        switch (discovery) {
            case Discovery.Found found -> {
                long seconds = Math.clamp(found.ttlSeconds(), SHORTEST_SECONDS, LONGEST_SECONDS);
                list = found.servers();
                listUntilNanos = nowNanos + seconds * NANOS_PER_SECOND;
                nextQueryNanos = listUntilNanos;
                refusals = 0;
            }
            case Discovery.Refused _ -> {
                refusals++;
                nextQueryNanos = nowNanos + RetryTimes.waitNanos(refusals, LONGEST_SECONDS);
            }
        }
    }

    @Override
    public PoolStep next(List<String> held, RetryTimes retries, long nowNanos) {
        var candidates = list.stream()
                .filter(_ -> nowNanos - listUntilNanos < 0)
                .filter(server -> !held.contains(server.toString()))
                .toList();
        var next = best(candidates, retries, nowNanos);
        if (next.isPresent()) {
            return new PoolStep.ExchangeKeys(next.get().keyExchange(), List.of());
        }
        if (nowNanos - nextQueryNanos >= 0) {
            return new PoolStep.Discover(domain);
        }
        long waitNanos = LongStream.concat(
                        LongStream.of(nextQueryNanos),
                        candidates.stream().mapToLong(server -> retries.dueNanos(server.toString(), nowNanos)))
                .map(due -> due - nowNanos)
                .min()
                .orElseThrow();
        return new PoolStep.Rest(nowNanos + waitNanos);
    }

    /** The first that did not fail, else the first that may be tried again. */
    private static Optional<DiscoveredServer> best(
            List<DiscoveredServer> candidates, RetryTimes retries, long nowNanos) {
        return candidates.stream()
                .filter(server -> !retries.hasFailed(server.toString()))
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(server -> retries.dueNanos(server.toString(), nowNanos) - nowNanos <= 0)
                        .findFirst());
    }

    /** How a server is called among the members. */
    static String nameOf(NtpServer server) {
        var host = server.host();
        return (host.endsWith(".") ? host.substring(0, host.length() - 1) : host) + ':' + server.port();
    }

    @Override
    public void noted(Event event, NtpServer server, RetryTimes retries, long nowNanos) {
        switch (event) {
            case FAILED -> retries.failed(nameOf(server), nowNanos);
            case GAINED, GAINED_NOBODY, PROVEN, LOST -> {
                // Each server speaks for itself, and the walk remembers who died.
            }
        }
    }
}
