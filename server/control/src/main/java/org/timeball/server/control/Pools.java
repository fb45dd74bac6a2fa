package org.timeball.server.control;

import java.util.List;

/**
 * The pools of NTS servers that this one is a member of, and what they wanted since the start. No token is in it.
 *
 * @param joined           in the configuration's order
 * @param wrongTokens      requests as pools make them, without a token of one of ours
 * @param wrongNetworks    of how many networks they came, of the last few hundred
 * @param lastWrongSeconds how long ago the last one was; NaN if there was none
 */
public record Pools(List<Pool> joined, long wrongTokens, int wrongNetworks, double lastWrongSeconds) {

    /** In no pool, and nobody who says otherwise. */
    public static final Pools NONE = new Pools(List.of(), 0, 0, Double.NaN);

    /** Copies the list. */
    public Pools {
        joined = List.copyOf(joined);
    }

    /**
     * One pool.
     *
     * @param name            what we call it
     * @param site            the address of its page; may be empty
     * @param host            the name under which we are registered there; may be empty
     * @param oldNumbers      whether it may speak with the record types of the experiment, too
     * @param tokens          that let it in
     * @param problem         what is wrong with the file of tokens, a sentence; empty if nothing is
     * @param lists           its requests for what we know
     * @param cookies         its requests for cookies of keys it has
     * @param refused         its requests that were answered with an error
     * @param connections     that it keeps open now
     * @param places          how many it may keep open
     * @param lastSeenSeconds how long ago it asked last; NaN if it never did
     */
    public record Pool(
            String name,
            String site,
            String host,
            boolean oldNumbers,
            List<Token> tokens,
            String problem,
            long lists,
            long cookies,
            long refused,
            int connections,
            int places,
            double lastSeenSeconds) {

        /** Copies the list. */
        public Pool {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * A token, as far as it may be shown.
     *
     * @param fingerprint      the first digits of its SHA-256
     * @param ends             its first and last four characters, if it is long
     * @param added            the day on which it was added, as 2026-11-27; may be empty
     * @param label            what somebody wrote beside it; may be empty
     * @param lastShownSeconds how long ago the pool showed it last; NaN if it never did
     */
    public record Token(String fingerprint, String ends, String added, String label, double lastShownSeconds) {}
}
