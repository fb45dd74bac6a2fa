package org.timeball.server.keyexchange.net;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.timeball.server.keyexchange.KeyExchangeFailure;

/**
 * The connections that stand, held to a number. Confined to the listener's event loop.
 *
 * <p>When one too many comes, the oldest that has not finished its handshake goes, and if there is none, the oldest that
 * has: an honest client is done in a few round trips, one that holds connections open for harm grows old.
 */
final class Connections {

    private final int most;

    /** In the order of their arrival. */
    private final Set<Connection> shakingHands = new LinkedHashSet<>();

    private final Set<Connection> secured = new LinkedHashSet<>();

    Connections(int most) {
        this.most = most;
    }

    /** Takes a newcomer in; another may be cut off for that. */
    void add(Connection newcomer) {
        if (size() >= most) {
            oldest().cutOff(KeyExchangeFailure.CONNECTION_LIMIT);
        }
        shakingHands.add(newcomer);
    }

    private Connection oldest() {
        return (shakingHands.isEmpty() ? secured : shakingHands).iterator().next();
    }

    /** The handshake is done. */
    void secured(Connection connection) {
        if (shakingHands.remove(connection)) {
            secured.add(connection);
        }
    }

    void remove(Connection connection) {
        shakingHands.remove(connection);
        secured.remove(connection);
    }

    /** How many stand. */
    int size() {
        return shakingHands.size() + secured.size();
    }

    /** How many of them have shaken hands. */
    int securedSize() {
        return secured.size();
    }

    /** Ends them all. */
    void cutOffAll() {
        List.copyOf(shakingHands).forEach(connection -> connection.cutOff(KeyExchangeFailure.CLOSED_EARLY));
        List.copyOf(secured).forEach(connection -> connection.cutOff(KeyExchangeFailure.CLOSED_EARLY));
    }
}
