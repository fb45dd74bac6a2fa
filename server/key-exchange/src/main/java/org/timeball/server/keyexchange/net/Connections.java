package org.timeball.server.keyexchange.net;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.timeball.server.keyexchange.ClientNetwork;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.keyexchange.KeyExchangeLimits;

/**
 * The connections that stand, held to a number in all and for each network. Confined to the listener's event loop.
 *
 * <p>When one too many comes, another goes, of the {@link Stage} at which most of them stand: a crowd that says nothing
 * does not cost those their places that shake hands, however many addresses it has, and idlers that did shake hands do
 * not push out those that are about to. Among those it is the oldest of the network that holds the most, by places times
 * the time they have been held: the machines of one office come together but are done in a few round trips, one that
 * holds connections for harm grows old, and whoever opens them fast pays with its own. A network with a single connection
 * is let be while another has more.
 *
 * <p>What a pool keeps is bounded by itself: it takes nobody's place here, and nobody takes its.
 */
final class Connections {

    /** How far a connection has come. */
    enum Stage {
        /** The client has not said enough to be answered. */
        SILENT,
        /** The client has been answered once. */
        SHAKING_HANDS,
        /** The handshake is done. */
        SECURED
    }

    /** Set by any thread, and from then on true of whoever comes. */
    private volatile KeyExchangeLimits limits;

    /** In the order in which the networks came; none is empty. */
    private final Map<ClientNetwork, Holdings> networks = new LinkedHashMap<>();

    /** Those that pools keep; there are no more of them than the pools have places. */
    private final Set<Connection> kept = new LinkedHashSet<>();

    private final int[] sizes = new int[Stage.values().length];
    private int size;

    Connections(KeyExchangeLimits limits) {
        this.limits = limits;
    }

    /** What holds for whoever comes now. */
    KeyExchangeLimits limits() {
        return limits;
    }

    /** Sets other limits; {@link #trim} is for what stands beyond them. */
    void adopt(KeyExchangeLimits others) {
        limits = others;
    }

    /** What stands beyond the limits goes, by the rule above. */
    void trim() {
        var others = limits;
        for (var holdings : List.copyOf(networks.values())) {
            while (holdings.size() > others.perNetwork()) {
                cutOffOldestOf(holdings);
            }
        }
        while (size > others.connections()) {
            cutOffOneOfTheGreediest(KeyExchangeFailure.CONNECTION_LIMIT);
        }
    }

    private static void cutOffOldestOf(Holdings holdings) {
        cutOffOldest(holdings.at(fullest(holdings::sizeAt)), KeyExchangeFailure.NETWORK_LIMIT);
    }

    /** What one network holds at one stage, in the order of arrival. */
    private static final class Held {

        final Set<Connection> connections = new LinkedHashSet<>();

        /** Of all of them together; their sum of ages is had without asking each. */
        private long acceptedNanos;

        boolean add(Connection connection) {
            acceptedNanos += connection.acceptedNanos();
            return connections.add(connection);
        }

        boolean remove(Connection connection) {
            boolean wasHere = connections.remove(connection);
            acceptedNanos -= wasHere ? connection.acceptedNanos() : 0;
            return wasHere;
        }

        /** Places times nanoseconds. */
        long weight(long nowNanos) {
            return connections.size() * nowNanos - acceptedNanos;
        }
    }

    /** What one network holds, by stage. */
    private record Holdings(List<Held> stages) {

        static Holdings none() {
            return new Holdings(
                    Stream.generate(Held::new).limit(Stage.values().length).toList());
        }

        Held at(Stage stage) {
            return stages.get(stage.ordinal());
        }

        int sizeAt(Stage stage) {
            return at(stage).connections.size();
        }

        int size() {
            int size = 0;
            for (var stage : stages) {
                size += stage.connections.size();
            }
            return size;
        }
    }

    /** Takes a newcomer in; another may be cut off for that. */
    void add(Connection newcomer) {
        var own = networks.get(newcomer.network());
        if (own != null && own.size() >= limits.perNetwork()) {
            cutOffOldestOf(own);
        }
        if (size >= limits.connections()) {
            cutOffOneOfTheGreediest(KeyExchangeFailure.CONNECTION_LIMIT);
        }
        networks.computeIfAbsent(newcomer.network(), _ -> Holdings.none())
                .at(Stage.SILENT)
                .add(newcomer);
        sizes[Stage.SILENT.ordinal()]++;
        size++;
    }

    /** The process has no file descriptors left: half of what stands goes, by the rule above. */
    void makeRoom() {
        for (int toGo = (size + 1) / 2; toGo > 0; toGo--) {
            cutOffOneOfTheGreediest(KeyExchangeFailure.OUT_OF_FILES);
        }
    }

    private void cutOffOneOfTheGreediest(KeyExchangeFailure reason) {
        var stage = fullest(this::sizeAt);
        long nowNanos = System.nanoTime();
        var greediest = new Held();
        long mostWeight = -1;
        for (var holdings : networks.values()) {
            var held = holdings.at(stage);
            long weight = holdings.size() == 1 ? 0 : held.weight(nowNanos);
            if (!held.connections.isEmpty() && weight > mostWeight) {
                greediest = held;
                mostWeight = weight;
            }
        }
        cutOffOldest(greediest, reason);
    }

    private static void cutOffOldest(Held held, KeyExchangeFailure reason) {
        held.connections.stream().findFirst().ifPresent(oldest -> oldest.cutOff(reason));
    }

    /** The first of those with the most, for least is lost with it. */
    private static Stage fullest(ToIntFunction<Stage> sizeAt) {
        return Arrays.stream(Stage.values())
                .max(Comparator.comparingInt(sizeAt).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    /** It has come farther; nothing happens if it has gone. */
    void reached(Stage stage, Connection connection) {
        if (takenOut(connection)) {
            networks.getOrDefault(connection.network(), Holdings.none())
                    .at(stage)
                    .add(connection);
            sizes[stage.ordinal()]++;
        }
    }

    /** A pool keeps it: it is none of the crowd any more; nothing happens if it has gone. */
    void keep(Connection connection) {
        if (remove(connection)) {
            kept.add(connection);
        }
    }

    /** How many are kept. */
    int kept() {
        return kept.size();
    }

    /** Says whether it stood. */
    boolean remove(Connection connection) {
        boolean stood = kept.remove(connection);
        if (takenOut(connection)) {
            size--;
            networks.computeIfPresent(connection.network(), (_, left) -> left.size() == 0 ? null : left);
            stood = true;
        }
        return stood;
    }

    /** Whether it stood, at whatever stage. */
    private boolean takenOut(Connection connection) {
        var holdings = networks.getOrDefault(connection.network(), Holdings.none());
        for (var stage : Stage.values()) {
            if (holdings.at(stage).remove(connection)) {
                sizes[stage.ordinal()]--;
                return true;
            }
        }
        return false;
    }

    /** How many stand that no pool keeps. */
    int size() {
        return size;
    }

    /** How many of them stand at a stage. */
    int sizeAt(Stage stage) {
        return sizes[stage.ordinal()];
    }

    /** Ends them all. */
    void cutOffAll() {
        List.copyOf(kept).forEach(connection -> connection.cutOff(KeyExchangeFailure.SHUT_DOWN));
        for (var holdings : List.copyOf(networks.values())) {
            for (var held : holdings.stages()) {
                List.copyOf(held.connections).forEach(connection -> connection.cutOff(KeyExchangeFailure.SHUT_DOWN));
            }
        }
    }
}
