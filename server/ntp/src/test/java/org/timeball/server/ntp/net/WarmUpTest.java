package org.timeball.server.ntp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;

@Timeout(60)
class WarmUpTest {

    private static Responder responder() {
        var snapshot = ClockSnapshot.starting(RawClock.nanos());
        var clocks = new Clocks(() -> snapshot, RawClock::nanos, System::nanoTime);
        return new Responder(clocks, Optional.empty(), NtpPolicy.OPEN, -25, new SplittableRandom(1)::nextLong);
    }

    @Test
    void goesTheWayOfARequestOftenEnoughToBeCompiled() throws Exception {
        var responder = responder();

        var result = WarmUp.run(responder, 50_000_000_000L);

        assertTrue(result.requests() >= WarmUp.REQUESTS, () -> "asked " + result.requests());
        assertEquals(result.requests(), responder.counters().statistics().answered());
    }

    @Test
    void delaysAStartByNoMoreThanItMay() throws Exception {
        assertEquals(0, WarmUp.run(responder(), 0).requests());
    }
}
