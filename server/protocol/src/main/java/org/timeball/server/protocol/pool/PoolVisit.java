package org.timeball.server.protocol.pool;

import java.util.Optional;

/**
 * That a pool was here, or somebody who says so.
 *
 * @param wish      what for
 * @param numbers   in which numbers it spoke
 * @param admission whose token it showed; empty if that was nobody's, or there was none
 */
public record PoolVisit(Wish wish, PoolNumbers numbers, Optional<PoolAdmission> admission) {

    /** What a pool may want. */
    public enum Wish {
        /** What we know, or which names we may give. */
        LISTS,
        /** Cookies of keys that it has. */
        COOKIES,
        /** Nothing of the pool protocol: a token in a request like any client's. */
        NOTHING
    }
}
