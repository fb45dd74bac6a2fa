package org.timeball.server.keyexchange.net;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of faults of ours, one a minute: what clients can bring about as often as they like must not fill a disk. The
 * counters have all of them. Confined to the listener's thread.
 */
final class TroubleLog {

    private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);

    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier monotonicNanos;

    private long quietUntilNanos;
    private long untold;

    /** @param monotonicNanos as {@link System#nanoTime} */
    TroubleLog(LongSupplier monotonicNanos) {
        this.monotonicNanos = monotonicNanos;
        this.quietUntilNanos = monotonicNanos.getAsLong();
    }

    /**
     * Logs it, unless another was a short while ago.
     *
     * @return whether it was logged
     */
    boolean tell(Throwable cause) {
        long nowNanos = monotonicNanos.getAsLong();
        if (nowNanos - quietUntilNanos < 0) {
            untold++;
            return false;
        }
        LOG.error("event=key-exchange-failed untold-before={}", untold, cause);
        untold = 0;
        quietUntilNanos = nowNanos + PAUSE_NANOS;
        return true;
    }
}
