package org.timeball.firmware.sync.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.ServerDiscovery;
import org.timeball.server.discovery.net.PoolKeyExchange;
import org.timeball.server.discovery.pool.Pool;
import org.timeball.server.discovery.pool.PoolMember;
import org.timeball.server.discovery.pool.PoolStep;
import org.timeball.server.discovery.pool.PoolWalk;

/**
 * Asks as many servers of one name as are wanted, once each.
 *
 * @param typed     the name, as it was typed
 * @param pool      what it stands for
 * @param wanted    how many servers, at least 1
 * @param discovery asks the DNS
 * @param exchange  exchanges keys
 */
record PoolQuery(String typed, Pool pool, int wanted, ServerDiscovery discovery, PoolKeyExchange exchange) {

    /**
     * Longer rests are for those who stay: a balancer is asked again after two seconds, a server that failed after
     * ten.
     */
    private static final Duration LONGEST_REST = Duration.ofSeconds(3);

    /** Somebody waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** An answer for each server that was asked, and at the end one that says why there are not more. */
    List<QueryAnswer> run() throws InterruptedException {
        long begun = System.nanoTime();
        var walk = new PoolWalk(pool, wanted, begun);
        var answers = new ArrayList<QueryAnswer>();
        boolean mayGoOn = true;
        while (mayGoOn && System.nanoTime() - begun < PATIENCE.toNanos()) {
            mayGoOn = take(walk.next(System.nanoTime()), walk, answers);
        }
        if (walk.members().size() < wanted && answers.stream().allMatch(QueryAnswer.Told.class::isInstance)) {
            answers.add(new QueryAnswer.Silent(
                    typed,
                    "POOL",
                    walk.members().size() + " of " + wanted + " sources: the name stands for no more that answer"));
        }
        return answers;
    }

    /** Whether there is anything left to do soon. */
    private boolean take(PoolStep step, PoolWalk walk, List<QueryAnswer> answers) throws InterruptedException {
        switch (step) {
            case PoolStep.Discover(String domain) -> {
                var found = discovery.discover(domain);
                walk.discovered(found, System.nanoTime());
                if (found instanceof Discovery.Refused(var reason, String words)) {
                    answers.add(new QueryAnswer.Silent(typed, reason.name(), words));
                    return false;
                }
            }
            case PoolStep.ExchangeKeys keys -> ask(keys, walk, answers);
            case PoolStep.Rest(long untilNanos) -> {
                long nanos = untilNanos - System.nanoTime();
                if (nanos > LONGEST_REST.toNanos()) {
                    return false;
                }
                Thread.sleep(Duration.ofMillis(Math.max(nanos, 0) / NANOS_PER_MILLI + 1));
            }
            case PoolStep.Full() -> {
                return false;
            }
        }
        return true;
    }

    private void ask(PoolStep.ExchangeKeys step, PoolWalk walk, List<QueryAnswer> answers) throws InterruptedException {
        PoolKeyExchange.Agreement agreement;
        try {
            agreement = exchange.take(step);
        } catch (ClientException failure) {
            walk.failed(System.nanoTime());
            answers.add(silent(failure));
            return;
        }
        var member = walk.agreed(agreement.ntpServer(), System.nanoTime());
        if (member.isPresent()) {
            ask(member.get(), agreement, walk, answers);
        }
    }

    private void ask(PoolMember member, PoolKeyExchange.Agreement agreement, PoolWalk walk, List<QueryAnswer> answers)
            throws InterruptedException {
        try {
            answers.add(new OneTime(agreement.keys(), exchange.family()).ask(typed, member.name()));
            walk.proven(member, System.nanoTime());
        } catch (ClientException failure) {
            walk.died(member, System.nanoTime());
            answers.add(silent(failure));
        }
    }

    private QueryAnswer silent(ClientException failure) {
        return new QueryAnswer.Silent(typed, failure.trouble().name(), String.valueOf(failure.getMessage()));
    }
}
