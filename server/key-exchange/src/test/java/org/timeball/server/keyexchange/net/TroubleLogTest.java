package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** O12: whatever clients bring about, it is one line a minute. */
class TroubleLogTest {

    private static final Exception TROUBLE = new IllegalStateException("a fault for the log's test");

    @Test
    void tellsOnceAMinute() {
        var nowNanos = new AtomicLong(Long.MAX_VALUE - 5); // a monotonic clock may be anywhere, and may wrap
        var log = new TroubleLog(nowNanos::get);

        assertTrue(log.tell(TROUBLE), "the first at once");
        nowNanos.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
        assertFalse(log.tell(TROUBLE));
        nowNanos.incrementAndGet();
        assertTrue(log.tell(TROUBLE));
        assertFalse(log.tell(TROUBLE));
    }
}
