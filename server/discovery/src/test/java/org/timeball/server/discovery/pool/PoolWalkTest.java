package org.timeball.server.discovery.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.timeball.server.client.NtpServer;
import org.timeball.server.discovery.DiscoveredServer;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.Refusal;
import org.timeball.server.discovery.Validation;

/** Walks down lists, waits, asks again and replaces, on a clock that is set by the test alone. */
class PoolWalkTest {

    private static final long SECOND = 1_000_000_000;
    private static final String DOMAIN = "pool.test";
    private static final NtpServer BALANCER = new NtpServer("pool.test", 4460);

    /** The clock that nobody sets may begin anywhere, also just before its numbers turn round. */
    private static final long START = Long.MAX_VALUE - 30 * SECOND;

    private long now = START;

    private PoolWalk domain(int wanted) {
        return new PoolWalk(new Pool.Domain(DOMAIN), wanted, now);
    }

    private static Discovery.Found found(long ttlSeconds, String... hosts) {
        return new Discovery.Found(
                List.of(hosts).stream()
                        .map(host -> new DiscoveredServer(host, 4461, 0, 0))
                        .toList(),
                Validation.CHECKED_HERE,
                ttlSeconds,
                0);
    }

    /** Has the walk ask the DNS, which must be what it wants, and answer. */
    private void answer(PoolWalk walk, Discovery discovery) {
        assertEquals(new PoolStep.Discover(DOMAIN), walk.next(now));
        walk.discovered(discovery, now);
    }

    private String asked(PoolWalk walk) {
        return assertInstanceOf(PoolStep.ExchangeKeys.class, walk.next(now))
                .server()
                .toString();
    }

    private PoolMember join(PoolWalk walk, String expected) {
        assertEquals(expected, asked(walk));
        return walk.agreed(Optional.empty(), now).orElseThrow();
    }

    private void rest(PoolWalk walk, double seconds) {
        var rest = assertInstanceOf(PoolStep.Rest.class, walk.next(now));
        assertEquals(seconds, (rest.untilNanos() - now) / 1e9, 1e-6);
        now = rest.untilNanos();
    }

    @Test
    void takesAsManyOfADomainAsAreWantedInTheirOrderAndAtTheirPorts() {
        var walk = domain(2);
        answer(walk, found(300, "a.test", "b.test", "c.test"));
        join(walk, "a.test.:4461");
        join(walk, "b.test.:4461");

        assertEquals(new PoolStep.Full(), walk.next(now));
        assertEquals(
                List.of("a.test:4461", "b.test:4461"),
                walk.members().stream().map(PoolMember::name).toList());
    }

    @Test
    void goesToTheNextWhenOneFails() {
        var walk = domain(1);
        answer(walk, found(300, "a.test", "b.test"));
        assertEquals("a.test.:4461", asked(walk));
        walk.failed(now);
        join(walk, "b.test.:4461");
    }

    @Test
    void waitsForWhoFailedLongerEachTimeAndAsksTheDnsWhenItsAnswerIsOld() {
        var walk = domain(1);
        answer(walk, found(60, "a.test"));
        for (double wait : new double[] {10, 15, 22.5}) {
            assertEquals("a.test.:4461", asked(walk));
            walk.failed(now);
            rest(walk, wait);
        }
        assertEquals("a.test.:4461", asked(walk));
        walk.failed(now);
        // The next retry would be after 33.75 s, but the answer is 60 s old before.
        rest(walk, 60 - 10 - 15 - 22.5);
        answer(walk, found(60, "b.test", "a.test"));
        // Who failed is remembered over that, and who did not comes first.
        join(walk, "b.test.:4461");
    }

    /** D1: the table of retries, and no two questions within a second. */
    @Test
    void asksTheDnsEverLessOftenAfterRefusals() {
        var walk = domain(1);
        for (double wait : new double[] {10, 15, 22.5, 33.75, 50.625}) {
            answer(walk, new Discovery.Refused(Refusal.TIMEOUT, "nobody answers"));
            rest(walk, wait);
        }
        for (int i = 0; i < 40; i++) {
            answer(walk, new Discovery.Refused(Refusal.UNSIGNED, "not signed"));
            var rest = assertInstanceOf(PoolStep.Rest.class, walk.next(now));
            assertTrue(rest.untilNanos() - now <= 3_600 * SECOND);
            now = rest.untilNanos();
        }
        rest1h(walk);
        answer(walk, found(300, "a.test"));
        join(walk, "a.test.:4461");
    }

    private void rest1h(PoolWalk walk) {
        answer(walk, new Discovery.Refused(Refusal.SERVER_FAILED, "SERVFAIL"));
        rest(walk, 3_600);
    }

    @Test
    void keepsItsServersThroughARefusal() {
        var walk = domain(2);
        answer(walk, found(60, "a.test"));
        var a = join(walk, "a.test.:4461");
        walk.proven(a, now);
        rest(walk, 60);
        answer(walk, new Discovery.Refused(Refusal.BOGUS, "forged"));

        assertEquals(List.of(a), walk.members());
    }

    record Ttl(long ttlSeconds, double lastsSeconds) {}

    @Test
    void usesAnAnswerForAMinuteAtLeastAndAnHourAtMost() {
        for (var row : List.of(new Ttl(0, 60), new Ttl(59, 60), new Ttl(120, 120), new Ttl(86_400, 3_600))) {
            var walk = domain(2);
            answer(walk, found(row.ttlSeconds, "a.test"));
            join(walk, "a.test.:4461");
            rest(walk, row.lastsSeconds);
        }
    }

    @Test
    void replacesADeadMemberAndDoesNotAskItAgainAtOnce() {
        var walk = domain(2);
        answer(walk, found(3_600, "a.test", "b.test", "c.test"));
        var a = join(walk, "a.test.:4461");
        var b = join(walk, "b.test.:4461");
        walk.proven(a, now);
        walk.proven(b, now);
        now += 100 * SECOND;
        walk.died(a, now);
        join(walk, "c.test.:4461");
        walk.died(b, now);
        now += 9 * SECOND;
        walk.next(now);
        // Nobody else is left, so the dead are waited for, the one that died first first.
        rest(walk, 1);
        join(walk, "a.test.:4461");
    }

    /**
     * One dead member of sixteen a minute, for a day: every member is of the list, and none is asked within ten
     * seconds.
     */
    @Test
    void livesThroughADayOfDeaths() {
        var hosts = IntStream.range(0, 16).mapToObj(i -> "h" + i + ".test").toArray(String[]::new);
        var lastDeath = new java.util.HashMap<String, Long>();
        var walk = domain(4);
        int exchanges = 0;
        int questions = 0;
        long end = now + 86_400 * SECOND;
        for (long nextDeath = now + 60 * SECOND; end - now > 0; ) {
            switch (walk.next(now)) {
                case PoolStep.Discover _ -> {
                    questions++;
                    walk.discovered(found(300, hosts), now);
                }
                case PoolStep.ExchangeKeys(var server, var denied) -> {
                    exchanges++;
                    assertEquals(List.of(), denied);
                    var died = lastDeath.get(SrvSupply.nameOf(server));
                    assertTrue(died == null || now - died >= 10 * SECOND, server::toString);
                    walk.proven(walk.agreed(Optional.empty(), now).orElseThrow(), now);
                }
                case PoolStep.Rest(long until) -> now += Math.min(until - now, nextDeath - now);
                case PoolStep.Full() -> now = nextDeath;
            }
            if (nextDeath - now <= 0) {
                nextDeath += 60 * SECOND;
                var victim = walk.members().getFirst();
                lastDeath.put(victim.name(), now);
                walk.died(victim, now);
            }
        }
        assertEquals(1_440 + 4 - 1, exchanges, 1);
        assertTrue(questions <= 86_400 / 300 + 1, questions + " questions");
    }

    @Test
    void countsAStepThatWasGivenUpAsFailed() {
        var walk = domain(1);
        assertEquals(new PoolStep.Discover(DOMAIN), walk.next(now));
        rest(walk, 10);
        answer(walk, found(60, "a.test"));
        assertEquals("a.test.:4461", asked(walk));
        rest(walk, 10);
    }

    @Test
    void takesNoAnswerToWhatItDidNotAsk() {
        var walk = domain(1);
        assertThrows(IllegalStateException.class, () -> walk.failed(now));
        assertThrows(IllegalStateException.class, () -> walk.agreed(Optional.empty(), now));
        assertThrows(IllegalStateException.class, () -> walk.discovered(found(1, "a.test"), now));
        assertThrows(IllegalArgumentException.class, () -> walk.died(new PoolMember("a", BALANCER), now));
        assertThrows(IllegalArgumentException.class, () -> domain(0));
    }

    private PoolWalk balancer(int wanted) {
        return new PoolWalk(new Pool.Balancer(BALANCER), wanted, now);
    }

    private Optional<PoolMember> give(PoolWalk walk, String name, String... denied) {
        assertEquals(new PoolStep.ExchangeKeys(BALANCER, List.of(denied)), walk.next(now));
        return walk.agreed(Optional.of(name), now);
    }

    @Test
    void tellsABalancerWhomItHoldsByTheirExactNames() {
        var walk = balancer(3);
        give(walk, "A.test").orElseThrow();
        rest(walk, 2);
        give(walk, "192.0.2.1", "A.test").orElseThrow();
        rest(walk, 2);
        give(walk, "c.test.", "A.test", "192.0.2.1").orElseThrow();
        assertEquals(new PoolStep.Full(), walk.next(now));
    }

    @Test
    void dropsWhomItHoldsAlreadyAndAsksEverLessOften() {
        var walk = balancer(2);
        walk.proven(give(walk, "a.test").orElseThrow(), now);
        rest(walk, 2);
        for (double wait : new double[] {10, 15, 22.5}) {
            assertEquals(Optional.empty(), give(walk, "A.TEST", "a.test"));
            rest(walk, wait);
        }
        for (int i = 0; i < 20; i++) {
            assertEquals(Optional.empty(), give(walk, "a.test", "a.test"));
            now = assertInstanceOf(PoolStep.Rest.class, walk.next(now)).untilNanos();
        }
        assertEquals(Optional.empty(), give(walk, "a.test", "a.test"));
        rest(walk, 3_600);
    }

    @Test
    void deniesTheDeadForAnHourButTakesThemBackSoonerWhenThereIsNobodyElse() {
        var walk = balancer(1);
        var a = give(walk, "a.test").orElseThrow();
        walk.proven(a, now);
        now += 5 * SECOND;
        walk.died(a, now);
        rest(walk, 2);
        // It gives the dead one all the same.
        assertEquals(Optional.empty(), give(walk, "a.test", "a.test"));
        rest(walk, 10);
        walk.proven(give(walk, "a.test", "a.test").orElseThrow(), now);
        now += 3_601 * SECOND;
        walk.died(walk.members().getFirst(), now);
        rest(walk, 2);
        var b = give(walk, "b.test", "a.test").orElseThrow();
        walk.proven(b, now);
        now += 3_601 * SECOND;
        walk.died(b, now);
        rest(walk, 2);
        give(walk, "a.test", "b.test").orElseThrow();
    }

    /** RFC 8915 §4.2: keys that nobody honours are no success, and five days are the longest wait. */
    @Test
    void waitsForABalancerLongerAfterEachFailure() {
        var walk = balancer(1);
        for (double wait : new double[] {10, 15, 22.5}) {
            assertInstanceOf(PoolStep.ExchangeKeys.class, walk.next(now));
            walk.failed(now);
            rest(walk, wait);
        }
        var useless = give(walk, "a.test").orElseThrow();
        walk.died(useless, now);
        rest(walk, 33.75);
        for (int i = 0; i < 30; i++) {
            assertInstanceOf(PoolStep.ExchangeKeys.class, walk.next(now));
            walk.failed(now);
            now = assertInstanceOf(PoolStep.Rest.class, walk.next(now)).untilNanos();
        }
        assertInstanceOf(PoolStep.ExchangeKeys.class, walk.next(now));
        walk.failed(now);
        rest(walk, 432_000);
        var good = give(walk, "b.test").orElseThrow();
        walk.proven(good, now);
        walk.died(good, now);
        rest(walk, 2);
    }

    @Test
    void holdsAServerThatNamesNobodyAsItself() {
        var walk = balancer(2);
        assertInstanceOf(PoolStep.ExchangeKeys.class, walk.next(now));
        assertEquals(
                "pool.test", walk.agreed(Optional.empty(), now).orElseThrow().name());
        rest(walk, 2);
        assertInstanceOf(PoolStep.ExchangeKeys.class, walk.next(now));
        assertEquals(Optional.empty(), walk.agreed(Optional.empty(), now));
    }

    @Test
    void leavesOutWhoIsAskedForAnotherReason() {
        var walk = domain(2);
        walk.leaveOut(List.of("A.test:4461", "c.test:4461"));
        answer(walk, found(300, "a.test", "b.test", "c.test"));
        join(walk, "b.test.:4461");
        rest(walk, 300);
        walk.leaveOut(List.of("c.test:4461"));
        answer(walk, found(300, "a.test", "b.test", "c.test"));
        join(walk, "a.test.:4461");
    }

    @Test
    void tellsABalancerOnlyOfThoseThatItGave() {
        var walk = balancer(1);
        walk.leaveOut(List.of("a.test", "elsewhere.test"));
        assertEquals(Optional.empty(), give(walk, "A.test"));
        rest(walk, 10);
        give(walk, "b.test", "A.test").orElseThrow();
        walk.died(walk.members().getFirst(), now);
        walk.leaveOut(List.of());
        now += 3_601 * SECOND;
        give(walk, "a.test").orElseThrow();
    }

    @Test
    void remembersNotMoreThanSixtyFourFailures() {
        var retries = new RetryTimes();
        for (int i = 0; i < 100; i++) {
            retries.failed("h" + i + ".test", now);
            now += SECOND;
        }
        assertEquals(64, retries.within(1_000 * SECOND, now).size());
        assertTrue(retries.hasFailed("H99.test"));
        assertTrue(!retries.hasFailed("h0.test"));
    }
}
