package org.timeball.server.ntp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.NtsServerExchange;

@Timeout(60)
class WarmUpTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CookieJar JAR = new CookieJar(CookieKeyRing.create(RANDOM, 0), RANDOM);

    private static Responder responder() {
        var snapshot = ClockSnapshot.starting(RawClock.nanos());
        var clocks = new Clocks(() -> snapshot, RawClock::nanos, System::nanoTime);
        var exchange = new NtsServerExchange(JAR, RANDOM, Map.of());
        return new Responder(clocks, Optional.of(exchange), NtpPolicy.OPEN, -25, new SplittableRandom(1)::nextLong);
    }

    @Test
    void goesTheWayOfARequestOftenEnoughToBeCompiled() throws Exception {
        var responder = responder();

        var result = WarmUp.run(responder, JAR, 50_000_000_000L);

        assertTrue(result.requests() >= WarmUp.REQUESTS, () -> "asked " + result.requests());
        var statistics = responder.counters().statistics();
        assertEquals(result.requests(), statistics.answered());
        assertEquals(result.requests() / 3 * 2, statistics.ntsAnswered());
    }

    @Test
    void delaysAStartByNoMoreThanItMay() throws Exception {
        assertEquals(0, WarmUp.run(responder(), JAR, 0).requests());
    }
}
