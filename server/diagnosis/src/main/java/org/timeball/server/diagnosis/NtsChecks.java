package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.server.control.Age;
import org.timeball.server.control.Pools;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.Status;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;

/** Whether keys are handed out, and what keeps clients and pools from them. */
final class NtsChecks {

    private static final Subject PORT = new Subject("nts.port", CheckArea.SERVICE, "Key exchange");
    private static final Subject FAILURES = new Subject("nts.failures", CheckArea.SERVICE, "Key exchanges that failed");
    private static final Subject POOL = new Subject("pool.visits", CheckArea.SERVICE, "Visits of pools");

    private static final double WORST_FAILED_SHARE = 0.2;
    private static final long ENOUGH = 20;

    /** A pool looks at a new member within a quarter of an hour. */
    private static final long PATIENCE_SECONDS = 60 * 60;

    private NtsChecks() {}

    static List<Check> of(Facts facts) {
        return facts.daemon()
                .map(daemon -> Stream.of(
                                Optional.of(port(facts)),
                                failures(daemon.status()),
                                pools(daemon.status().pools(), daemon.status().upSeconds()))
                        .flatMap(Optional::stream)
                        .toList())
                .orElse(List.of());
    }

    private static Check port(Facts facts) {
        var asked = facts.service().keyExchange();
        if (asked.isEmpty()) {
            return PORT.notApplicable(
                    "No keys are handed out: the configuration has no [[nts-ke-server]].",
                    "With one, and a [[certificate]], clients can prove whose time it is.");
        }
        var silent = asked.stream().filter(one -> !one.trouble().isEmpty()).toList();
        return silent.isEmpty()
                ? PORT.good(asked.stream()
                                .map(one -> one.where() + ": " + one.told())
                                .collect(Collectors.joining("; "))
                        + ".")
                : PORT.bad(
                        silent.stream()
                                        .map(one -> one.where() + ": " + one.trouble())
                                        .collect(Collectors.joining("; "))
                                + ".",
                        "See to the certificates first, then to the daemon's log: journalctl -u timeball -e.");
    }

    private static Optional<Check> failures(Status status) {
        var exchanges = status.keyExchange();
        long failed = Spoken.total(exchanges.failures());
        long all = exchanges.completed() + failed;
        if (all < ENOUGH) {
            return Optional.empty();
        }
        var seen = Sentence.of(
                "Of %s key exchanges %s failed%s.",
                Spoken.count(all), Spoken.count(failed), Spoken.reasons(exchanges.failures()));
        return Optional.of(
                failed > WORST_FAILED_SHARE * all
                        ? FAILURES.attention(
                                seen,
                                "Without ALPN come browsers and scanners, which is no harm; clients that refuse the"
                                        + " certificate mean its name, its chain or its date: see the certificates.")
                        : FAILURES.good(seen));
    }

    private static Optional<Check> pools(Pools pools, long upSeconds) {
        if (pools.joined().isEmpty()) {
            return Optional.empty();
        }
        var broken = pools.joined().stream()
                .filter(pool -> !pool.problem().isEmpty())
                .toList();
        if (!broken.isEmpty()) {
            return Optional.of(POOL.attention(
                    broken.stream()
                                    .map(pool -> pool.name() + ": " + pool.problem())
                                    .collect(Collectors.joining("; "))
                            + ".",
                    "timeball pool check NAME looks at all that the pool needs."));
        }
        if (pools.wrongTokens() > 0) {
            return Optional.of(POOL.attention(
                    Sentence.of(
                            "A pool knocked %s with another token, or none; %s times since the start.",
                            Age.words(pools.lastWrongSeconds()), Spoken.count(pools.wrongTokens())),
                    "Did somebody press Rekey on its page? timeball pool add NAME takes the new token."));
        }
        var absent = pools.joined().stream()
                .filter(pool -> !pool.tokens().isEmpty() && Double.isNaN(pool.lastSeenSeconds()))
                .map(Pools.Pool::name)
                .toList();
        return Optional.of(
                !absent.isEmpty() && upSeconds > PATIENCE_SECONDS
                        ? POOL.attention(
                                Sentence.of(
                                        "In %s %s has not come.", Spoken.span(upSeconds), String.join(", ", absent)),
                                "timeball pool check NAME looks whether ports 4460 (TCP) and 123 (UDP) are open to the world,"
                                        + " and whether the certificate has the name that is registered.")
                        : POOL.good(
                                pools.joined().size() == 1
                                        ? "One pool is joined, and nothing is amiss with it."
                                        : pools.joined().size()
                                                + " pools are joined, and nothing is amiss with them."));
    }
}
