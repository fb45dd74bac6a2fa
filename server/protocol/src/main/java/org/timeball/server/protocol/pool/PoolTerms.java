package org.timeball.server.protocol.pool;

import java.util.List;

/**
 * What one connection may do with the pool protocol, as it stands when a request begins.
 *
 * <p>Made by whoever owns the connection, which knows how many others are kept.
 */
public interface PoolTerms {

    /** Of a server that is in no pool: pool records mean no more than others it does not know. */
    PoolTerms NONE = new PoolTerms() {
        @Override
        public List<PoolMembership> memberships() {
            return List.of();
        }

        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public boolean mayKeep(PoolAdmission pool) {
            return false;
        }
    };

    /** The pools we are in at this moment. */
    List<PoolMembership> memberships();

    /** Whether a request was answered on this connection before; such a one may never be used to export keys. */
    boolean isKept();

    /** Whether the connection may stand after this request; asked once, at the end of a request that can be answered. */
    boolean mayKeep(PoolAdmission pool);
}
