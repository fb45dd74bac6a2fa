package org.timeball.server.ntp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.access.AccessRules;
import org.timeball.server.ntp.clients.ClientPrivacy;
import org.timeball.server.ntp.clients.RateLimit;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.NtsServerExchange;

@Timeout(60)
class WarmUpTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CookieJar JAR = new CookieJar(CookieKeyRing.create(RANDOM, 0), RANDOM);

    /** As it is by default. */
    private static final NtpPolicy POLICY = new NtpPolicy(
                    3,
                    true,
                    AccessRules.OPEN,
                    false,
                    Optional.of(new RateLimit(1_000, 50)),
                    true,
                    16_384,
                    ClientPrivacy.PREFIX)
            .crowded();

    private static Responder responder() {
        var snapshot = ClockSnapshot.starting(RawClock.nanos());
        var clocks = new Clocks(() -> snapshot, RawClock::nanos, System::nanoTime);
        var exchange = new NtsServerExchange(JAR, RANDOM, Map.of());
        return new Responder(clocks, Optional.of(exchange), POLICY, -25, new SplittableRandom(1)::nextLong);
    }

    private static Responder another(List<Responder> responders) {
        responders.add(responder());
        return responders.getLast();
    }

    private static long sum(List<Responder> responders, ToLongFunction<Responder> count) {
        return responders.stream().mapToLong(count).sum();
    }

    @Test
    void goesTheWayOfARequestOftenEnoughToBeCompiled() throws Exception {
        var responders = new ArrayList<Responder>();

        var result = WarmUp.run(() -> another(responders), JAR, 50_000_000_000L);

        assertTrue(result.requests() >= WarmUp.REQUESTS, () -> "asked " + result.requests());
        assertEquals(
                result.requests(),
                sum(responders, it -> it.counters().statistics().answered()));
        assertEquals(
                result.requests() / 3 * 2,
                sum(responders, it -> it.counters().statistics().ntsAnswered()));
        // Else the first strangers find what was compiled without them: those who find room, and those who do not.
        assertTrue(responders.size() >= 10);
        assertTrue(sum(responders, it -> it.clients().evicted()) > 1_000);
    }

    @Test
    void delaysAStartByNoMoreThanItMay() throws Exception {
        assertEquals(0, WarmUp.run(WarmUpTest::responder, JAR, 0).requests());
    }
}
