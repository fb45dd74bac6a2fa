package org.timeball.server.protocol;

import java.util.List;
import org.timeball.server.protocol.pool.PoolAdmission;
import org.timeball.server.protocol.pool.PoolMembership;
import org.timeball.server.protocol.pool.PoolTerms;
import org.timeball.server.protocol.pool.PoolToken;

/**
 * Terms of a connection as a test sets them.
 *
 * @param hasRoom whether it may be kept
 */
record PoolTestTerms(List<PoolMembership> memberships, boolean isKept, boolean hasRoom) implements PoolTerms {

    /** SHA3-256 of {@code demo-secret} and a name, as nts-pool makes them. */
    static final String TOKEN = "46c192a553d28e1db7d59e3377b34270a0c8811e27411a32a15d51d56c3ee9b3";

    /** A new connection at the member of one pool. */
    static PoolTestTerms of(String token, boolean takesOldNumbers) {
        if (PoolToken.of(token) instanceof Decoded.Ok<PoolToken>(var good)) {
            return new PoolTestTerms(List.of(new PoolMembership("demo", takesOldNumbers, List.of(good))), false, true);
        }
        throw new AssertionError("a token is well formed");
    }

    PoolTestTerms kept() {
        return new PoolTestTerms(memberships, true, hasRoom);
    }

    PoolTestTerms full() {
        return new PoolTestTerms(memberships, isKept, false);
    }

    @Override
    public boolean mayKeep(PoolAdmission pool) {
        return hasRoom;
    }
}
