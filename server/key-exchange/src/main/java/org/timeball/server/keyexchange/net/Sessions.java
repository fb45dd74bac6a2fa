package org.timeball.server.keyexchange.net;

import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.protocol.KeyExporter;
import org.timeball.server.protocol.pool.PoolTerms;

/** Makes the protocol's side of a request; called on the listener's thread, must not block. */
@FunctionalInterface
public interface Sessions {

    /**
     * A session for the next request of a connection.
     *
     * @param exporter of the connection's TLS; gives nothing any more once a pool's request was answered on it
     * @param terms    what the connection may do with the pool protocol
     */
    KeyExchangeSession open(KeyExporter exporter, PoolTerms terms);
}
