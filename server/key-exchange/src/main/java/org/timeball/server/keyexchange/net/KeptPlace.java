package org.timeball.server.keyexchange.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.keyexchange.ClientNetwork;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.protocol.pool.PoolAdmission;
import org.timeball.server.protocol.pool.PoolMembership;
import org.timeball.server.protocol.pool.PoolTerms;

/**
 * The place of one connection among those that pools may keep, while it has one; tells of first visits and of strangers.
 * Confined to the listener's thread.
 */
final class KeptPlace implements PoolTerms {

    private static final Logger LOG = LoggerFactory.getLogger(KeptPlace.class);

    private final PoolDesk desk;

    private Optional<String> pool = Optional.empty();
    private boolean isKept;

    KeptPlace(PoolDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<PoolMembership> memberships() {
        return desk.memberships();
    }

    @Override
    public boolean isKept() {
        return isKept;
    }

    @Override
    public boolean mayKeep(PoolAdmission admission) {
        if (!pool.equals(Optional.of(admission.pool()))) {
            giveBack();
            pool = Optional.of(admission.pool()).filter(desk::takePlace);
        }
        return pool.isPresent();
    }

    /** For how long the connection may do nothing. */
    Duration idle() {
        return desk.idle();
    }

    /** Counts whose request was answered, if it was a pool's, and tells of it if it is news. */
    void visited(KeyExchangeSession.Reply reply, ClientNetwork network, InetSocketAddress client) {
        reply.visit()
                .filter(visit -> desk.visited(visit, reply, network, System.nanoTime()))
                .ifPresent(visit -> visit.admission()
                        .ifPresentOrElse(
                                admission -> LOG.info(
                                        "event=pool-visits pool=\"{}\" token={} numbers={} answer=\"{}\"",
                                        admission.pool(),
                                        admission.fingerprint(),
                                        visit.numbers(),
                                        reply.outcome().words()),
                                () -> LOG.warn(
                                        "event=pool-token-unknown client={} wish={} effect=refused remedy=\"if a pool"
                                                + " has given a new token, add it\"",
                                        client.getAddress().getHostAddress(),
                                        visit.wish())));
    }

    /** A pool asked here, and will again: for good, whatever comes. */
    void keep() {
        isKept = true;
    }

    /** The connection is at its end. */
    void giveBack() {
        pool.ifPresent(desk::giveBack);
        pool = Optional.empty();
    }
}
