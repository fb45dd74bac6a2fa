package org.timeball.web.appliance.page.pool;

import java.util.List;
import org.timeball.server.control.Age;
import org.timeball.server.control.Pools;
import org.timeball.web.appliance.page.Engineering;

/**
 * A pool on the page.
 *
 * @param name      as the configuration has it
 * @param site      the address of its page; may be empty
 * @param host      under which name it knows this server; may be empty
 * @param line      the live line: waiting, or when it came
 * @param tone      of that line: good, waiting or bad
 * @param isWaiting whether it has a token and never came
 * @param problem   what is wrong with its file of tokens; may be empty
 * @param lists     requests for what this server knows
 * @param cookies   requests for cookies
 * @param refused   requests that were answered with an error
 * @param kept      connections that stand, of how many
 * @param tokens    in the order in which they were added
 */
public record PoolRow(
        String name,
        String site,
        String host,
        String line,
        String tone,
        boolean isWaiting,
        String problem,
        String lists,
        String cookies,
        String refused,
        String kept,
        List<TokenRow> tokens) {

    /** Copies the list. */
    public PoolRow {
        tokens = List.copyOf(tokens);
    }

    /** Seconds after which an old token that was not shown is offered for removal: a day. */
    private static final double UNUSED_SECONDS = 86_400;

    /**
     * A token on the page.
     *
     * @param fingerprint by which it is named
     * @param ends        first and last four characters
     * @param added       the day; may be empty
     * @param label       may be empty
     * @param shown       when the pool showed it last, in words
     * @param isLeftOver  whether another token is in use and this one was not for a day
     */
    public record TokenRow(
            String fingerprint, String ends, String added, String label, String shown, boolean isLeftOver) {

        /** What a button calls it. */
        public String title() {
            return label.isEmpty() ? fingerprint : label;
        }
    }

    /** As the daemon says. */
    static PoolRow of(Pools.Pool pool) {
        boolean isWaiting = !pool.tokens().isEmpty() && Double.isNaN(pool.lastSeenSeconds());
        return new PoolRow(
                pool.name(),
                pool.site(),
                pool.host(),
                line(pool, isWaiting),
                pool.tokens().isEmpty() ? "neutral" : isWaiting ? "waiting" : "good",
                isWaiting,
                pool.problem(),
                Engineering.count(pool.lists()),
                Engineering.count(pool.cookies()),
                Engineering.count(pool.refused()),
                pool.connections() + " of " + pool.places(),
                pool.tokens().stream().map(token -> token(token, pool.tokens())).toList());
    }

    private static String line(Pools.Pool pool, boolean isWaiting) {
        if (pool.tokens().isEmpty()) {
            return "There is no token: the pool is not let in.";
        }
        return isWaiting
                ? "Waiting for the pool’s first visit since the start."
                : "The pool was here " + Age.words(pool.lastSeenSeconds()) + "; its token was accepted.";
    }

    private static TokenRow token(Pools.Token token, List<Pools.Token> all) {
        boolean isAnotherUsed =
                all.stream().anyMatch(other -> other != token && other.lastShownSeconds() < UNUSED_SECONDS);
        boolean isUnused = Double.isNaN(token.lastShownSeconds()) || token.lastShownSeconds() >= UNUSED_SECONDS;
        return new TokenRow(
                token.fingerprint(),
                token.ends(),
                token.added(),
                token.label(),
                Double.isNaN(token.lastShownSeconds()) ? "not since the start" : Age.words(token.lastShownSeconds()),
                isAnotherUsed && isUnused && token == all.getFirst());
    }
}
