package org.timeball.firmware.appliance.pool;

import java.util.Locale;
import org.timeball.server.control.Age;
import org.timeball.server.control.Pools;

/** What {@code pool list} prints. */
final class PoolText {

    private PoolText() {}

    static String of(Pools pools) {
        var text = new StringBuilder();
        pools.joined().forEach(pool -> text.append(pool(pool)));
        if (pools.joined().isEmpty()) {
            text.append("In no pool: the configuration has no [[pool]].\n");
        }
        if (pools.wrongTokens() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "Without a token of these pools: %d requests of %d networks, the last one %s. Did a pool give you a"
                            + " new token?\n",
                    pools.wrongTokens(),
                    pools.wrongNetworks(),
                    Age.words(pools.lastWrongSeconds())));
        }
        return text.toString();
    }

    private static String pool(Pools.Pool pool) {
        var text = new StringBuilder(pool.name());
        text.append(pool.site().isEmpty() ? "" : "  " + pool.site());
        text.append(pool.host().isEmpty() ? "" : "  as " + pool.host());
        text.append(pool.oldNumbers() ? "  (old record numbers, too)\n" : "\n");
        text.append("  ").append(visits(pool)).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "  lists %d, cookies %d, refused %d, connections kept %d of %d\n",
                pool.lists(),
                pool.cookies(),
                pool.refused(),
                pool.connections(),
                pool.places()));
        pool.tokens().forEach(token -> text.append(token(token)));
        text.append(pool.problem().isEmpty() ? "" : "  " + pool.problem() + '\n');
        return text.toString();
    }

    private static String visits(Pools.Pool pool) {
        if (pool.tokens().isEmpty()) {
            return "No token: the pool is not let in. Add one with timeball pool add " + pool.name() + '.';
        }
        return Double.isNaN(pool.lastSeenSeconds())
                ? "Waiting for the pool's first visit since the start."
                : "The pool was here " + Age.words(pool.lastSeenSeconds()) + ", its token is good.";
    }

    private static String token(Pools.Token token) {
        String shown = Double.isNaN(token.lastShownSeconds())
                ? "not shown yet"
                : "shown " + Age.words(token.lastShownSeconds());
        String about = (token.added() + ' ' + token.label()).strip();
        return "  token %s (%s)%s: %s\n"
                .formatted(token.fingerprint(), token.ends(), about.isEmpty() ? "" : " " + about, shown);
    }
}
