package org.timeball.refclock.discipline.network;

import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;

/** Answers of servers for tests: of stratum 1, authenticated, with a root distance that is half the delay. */
final class Samples {

    static final long SECOND = 1_000_000_000L;

    private Samples() {}

    static NetworkSample at(double second, double behindMillis, double delayMillis) {
        return of(second, behindMillis, delayMillis, 1, Leap.NONE, RefId.GPS, true);
    }

    static NetworkSample of(
            double second,
            double behindMillis,
            double delayMillis,
            int stratum,
            Leap leap,
            RefId refId,
            boolean isAuthenticated) {
        return new NetworkSample(
                Math.round(second * SECOND),
                behindMillis * 1e-3,
                delayMillis * 1e-3,
                0,
                0,
                0,
                stratum,
                leap,
                refId,
                new RefId(0x7f000001),
                isAuthenticated);
    }
}
