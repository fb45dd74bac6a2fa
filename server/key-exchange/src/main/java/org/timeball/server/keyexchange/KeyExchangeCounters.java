package org.timeball.server.keyexchange;

import java.util.HashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.protocol.KeyExchangeOutcome;

/**
 * How the key exchanges since start went. Any thread may count and read; several listeners may share one.
 *
 * <p>Every connection is counted once when it is accepted and once when it ends, so that the difference is what stands.
 */
public final class KeyExchangeCounters {

    private static final KeyExchangeFailure[] FAILURES = KeyExchangeFailure.values();

    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLongArray failures = new AtomicLongArray(FAILURES.length);

    /** Begins at zero. */
    public KeyExchangeCounters() {}

    /** A connection was accepted. */
    public void accepted() {
        connections.incrementAndGet();
    }

    /** A connection got its answer. */
    public void answered(KeyExchangeOutcome outcome) {
        KeyExchangeFailure.of(outcome).ifPresentOrElse(this::failed, completed::incrementAndGet);
    }

    /** A connection ended without an answer. */
    public void failed(KeyExchangeFailure failure) {
        failures.incrementAndGet(failure.ordinal());
    }

    /** The counts as they stand; failures that never happened are left out. */
    public KeyExchangeStats stats() {
        var counted = new HashMap<String, Long>();
        for (var failure : FAILURES) {
            long count = failures.get(failure.ordinal());
            if (count > 0) {
                counted.put(failure.words(), count);
            }
        }
        return new KeyExchangeStats(connections.get(), completed.get(), counted);
    }
}
