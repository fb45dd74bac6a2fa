package org.timeball.server.keyexchange;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.KeyExchangeSession.Reply;

/**
 * How the key exchanges since start went. Any thread may count and read; several listeners may share one.
 *
 * <p>Every connection is counted once when it is accepted and once when it ends, so that the difference is what stands.
 * Reasons are a closed set, for TLS has 256 alerts at most and names those it knows: the memory is bounded.
 */
public final class KeyExchangeCounters {

    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong completed = new AtomicLong();
    private final Map<AeadAlgorithm, LongAdder> agreed = new ConcurrentHashMap<>();
    private final Map<Failure, LongAdder> failures = new ConcurrentHashMap<>();

    /** Begins at zero. */
    public KeyExchangeCounters() {}

    /** A connection was accepted. */
    public void accepted() {
        connections.incrementAndGet();
    }

    /** A connection got its answer. */
    public void answered(Reply reply) {
        reply.agreed()
                .ifPresent(algorithm ->
                        agreed.computeIfAbsent(algorithm, _ -> new LongAdder()).increment());
        KeyExchangeFailure.of(reply.outcome()).ifPresentOrElse(this::failed, completed::incrementAndGet);
    }

    /** A connection ended without an answer. */
    public void failed(Failure failure) {
        failures.computeIfAbsent(failure, _ -> new LongAdder()).increment();
    }

    /** The counts as they stand; failures that never happened, and algorithms never agreed on, are left out. */
    public KeyExchangeStats stats() {
        var byAead = new TreeMap<Integer, Long>();
        agreed.forEach((algorithm, count) -> byAead.put(algorithm.id(), count.sum()));
        var counted = failures.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().words(),
                        entry -> entry.getValue().sum()));
        return new KeyExchangeStats(connections.get(), completed.get(), byAead, counted);
    }
}
