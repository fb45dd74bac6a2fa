package org.timeball.server.ntp.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.timeball.server.ntp.clients.RateLimiter.Ruling;

class RateLimiterTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long CLIENT = 0xffff_c000_0201L;

    private final ClientTable clients = new ClientTable(1_024, ClientPrivacy.ADDRESS, new long[] {1, 2, 3, 4});
    private final Random random = new Random(12);

    private RateLimiter limiter(double requestsPerSecond, int burst) {
        return new RateLimiter(clients, new RateLimit(requestsPerSecond, burst));
    }

    private Ruling ask(RateLimiter limiter, long client, long nowNanos) {
        return limiter.rule(clients.find(0, client, false, nowNanos), nowNanos);
    }

    /** N12 of the test catalogue: within a second, the limit and 5 %; what port it comes from is not even asked. */
    @ParameterizedTest
    @CsvSource({"1000, 50, 5000", "1000, 50, 15000", "100, 5, 1000", "10, 1, 100"})
    void answersNoMoreThanTheLimit(double limit, int burst, int requests) {
        var limiter = limiter(limit, burst);
        int answered = 0;
        for (int i = 0; i < requests; i++) {
            answered += ask(limiter, CLIENT, i * SECOND / requests) == Ruling.ANSWER ? 1 : 0;
        }
        assertTrue(answered <= limit * 1.05 + 1, "answered " + answered);
        assertTrue(answered >= limit, "answered " + answered);
    }

    @Test
    void letsABurstThroughAfterASilenceAndThenTheRate() {
        var limiter = limiter(1, 8);
        long start = 1_000 * SECOND;
        for (int i = 0; i < 8; i++) {
            assertEquals(Ruling.ANSWER, ask(limiter, CLIENT, start));
        }
        assertTrue(ask(limiter, CLIENT, start) != Ruling.ANSWER);
        assertEquals(Ruling.ANSWER, ask(limiter, CLIENT, start + SECOND));
        assertTrue(ask(limiter, CLIENT, start + SECOND) != Ruling.ANSWER);
        for (int i = 0; i < 8; i++) {
            assertEquals(Ruling.ANSWER, ask(limiter, CLIENT, start + 100 * SECOND));
        }
    }

    /** N15 of the test catalogue: who floods in a victim's name cannot silence it. */
    @Test
    void answersAVictimAtLeastEverySixteenthTime() {
        var limiter = limiter(1, 8);
        int honest = 0;
        int answered = 0;
        int answeredInAll = 0;
        for (int i = 0; i < 1_000_000; i++) {
            boolean isAnswered = ask(limiter, CLIENT, i * 10_000L) == Ruling.ANSWER;
            answeredInAll += isAnswered ? 1 : 0;
            if (random.nextInt(100) == 0) {
                honest++;
                answered += isAnswered ? 1 : 0;
            }
        }
        assertEquals(1_000_000 / 16.0, answeredInAll, 20, "a flood earns no more");
        assertTrue(answered * 16 >= honest * 0.8, "by chance among a hundred: " + answered + " of " + honest);
    }

    @Test
    void oneClientsFloodIsNoOthers() {
        var limiter = limiter(1, 8);
        for (int i = 0; i < 1_000; i++) {
            ask(limiter, CLIENT, i);
        }
        assertEquals(Ruling.ANSWER, ask(limiter, CLIENT + 1, 1_000));
    }

    /** N12 and N15 of the test catalogue: one kiss in four seconds to one client, a hundred a second to all. */
    @Test
    void kissesSeldom() {
        var limiter = limiter(1, 8);
        int kisses = 0;
        for (int i = 0; i < 100_000; i++) {
            kisses += ask(limiter, CLIENT, i * 100_000L) == Ruling.KISS ? 1 : 0;
        }
        assertEquals(3, kisses, "in ten seconds");

        int toAnybody = 0;
        for (int i = 0; i < 400_000; i++) {
            long client = CLIENT + 1 + i % 400;
            toAnybody += ask(limiter, client, 60 * SECOND + i * 2_500L) == Ruling.KISS ? 1 : 0;
        }
        assertTrue(toAnybody <= 101 && toAnybody > 50, "in one second: " + toAnybody);
    }

    @Test
    void refusesALimitThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(1, 0));
    }
}
