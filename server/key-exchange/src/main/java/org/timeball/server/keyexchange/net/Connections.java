package org.timeball.server.keyexchange.net;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.timeball.server.keyexchange.ClientNetwork;
import org.timeball.server.keyexchange.KeyExchangeFailure;

/**
 * The connections that stand, held to a number in all and for each network. Confined to the listener's event loop.
 *
 * <p>When one too many comes, an old one goes, of the network that holds the most: an honest client is done in a few
 * round trips, one that holds connections open for harm grows old, and whoever opens them fast pays with its own. It is
 * taken from those that have not finished their handshake or from those that have, whichever are more. Of clients behind
 * one address each kind thus keeps half of the places whatever is done to the other: a flood of half-open connections
 * does not cost the secured theirs, and idlers that did shake hands do not push out those that are about to.
 */
final class Connections {

    private final int most;
    private final int mostPerNetwork;

    /** In the order in which the networks came; none is empty. */
    private final Map<ClientNetwork, Held> networks = new LinkedHashMap<>();

    private int size;

    Connections(int most, int mostPerNetwork) {
        this.most = most;
        this.mostPerNetwork = mostPerNetwork;
    }

    /** What one network holds, in the order of arrival. */
    private record Held(Set<Connection> shakingHands, Set<Connection> secured) {

        static Held nothing() {
            return new Held(new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        int size() {
            return shakingHands.size() + secured.size();
        }

        Connection oldest() {
            return (secured.size() > shakingHands.size() ? secured : shakingHands)
                    .iterator()
                    .next();
        }
    }

    /** Takes a newcomer in; another may be cut off for that. */
    void add(Connection newcomer) {
        var own = networks.get(newcomer.network());
        if (own != null && own.size() >= mostPerNetwork) {
            own.oldest().cutOff(KeyExchangeFailure.NETWORK_LIMIT);
        }
        if (size >= most) {
            cutOffOneOfTheGreediest(KeyExchangeFailure.CONNECTION_LIMIT);
        }
        networks.computeIfAbsent(newcomer.network(), _ -> Held.nothing())
                .shakingHands()
                .add(newcomer);
        size++;
    }

    /** The process has no file descriptors left: half of what stands goes, by the rule above. */
    void makeRoom() {
        for (int toGo = (size + 1) / 2; toGo > 0; toGo--) {
            cutOffOneOfTheGreediest(KeyExchangeFailure.OUT_OF_FILES);
        }
    }

    private void cutOffOneOfTheGreediest(KeyExchangeFailure reason) {
        networks.values().stream()
                .max(Comparator.comparingInt(Held::size))
                .ifPresent(greediest -> greediest.oldest().cutOff(reason));
    }

    /** The handshake is done. */
    void secured(Connection connection) {
        var held = networks.getOrDefault(connection.network(), Held.nothing());
        if (held.shakingHands().remove(connection)) {
            held.secured().add(connection);
        }
    }

    void remove(Connection connection) {
        var held = networks.getOrDefault(connection.network(), Held.nothing());
        if (held.shakingHands().remove(connection) || held.secured().remove(connection)) {
            size--;
        }
        if (held.size() == 0) {
            networks.remove(connection.network());
        }
    }

    /** How many stand. */
    int size() {
        return size;
    }

    /** How many of them have shaken hands. */
    int securedSize() {
        return networks.values().stream()
                .mapToInt(held -> held.secured().size())
                .sum();
    }

    /** Ends them all. */
    void cutOffAll() {
        for (var held : List.copyOf(networks.values())) {
            List.copyOf(held.shakingHands()).forEach(connection -> connection.cutOff(KeyExchangeFailure.SHUT_DOWN));
            List.copyOf(held.secured()).forEach(connection -> connection.cutOff(KeyExchangeFailure.SHUT_DOWN));
        }
    }
}
