package org.timeball.server.protocol.pool;

import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.Opaque;

/**
 * That we are a member of a pool, and how it shows that it is that pool.
 *
 * @param pool       the name we have for it
 * @param oldNumbers whether it may also speak under {@link PoolNumbers#OLD}
 * @param tokens     each of which is as good as the others, so that an old one and a new one may overlap; while there is
 *     none the pool is let in by nothing
 */
public record PoolMembership(String pool, boolean oldNumbers, List<PoolToken> tokens) {

    /** Copies the list. */
    public PoolMembership {
        tokens = List.copyOf(tokens);
    }

    /** Whether the pool may speak under those numbers. */
    public boolean takes(PoolNumbers numbers) {
        return switch (numbers) {
            case IANA -> true;
            case OLD -> oldNumbers;
        };
    }

    /**
     * The pool that a token is of. What is presented is compared with every token there is, whichever fits, so that the
     * time it takes tells nothing.
     *
     * @param memberships of pools that differ in their tokens; of two with the same the last is meant
     */
    public static Optional<PoolAdmission> admitted(
            List<PoolMembership> memberships, PoolNumbers numbers, Opaque presented) {
        byte[] digest = PoolToken.digest(presented);
        Optional<PoolAdmission> admission = Optional.empty();
        for (var membership : memberships) {
            for (var token : membership.tokens) {
                if (token.hasDigest(digest) & membership.takes(numbers)) {
                    admission = Optional.of(new PoolAdmission(membership.pool, token.fingerprint()));
                }
            }
        }
        return admission;
    }
}
