package org.timeball.web.appliance.connection;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which connections stand. Where there are too many, the one that was answered longest ago makes room: somebody who opens
 * hundreds and lets them lie pushes out their own, and whoever comes with a question is let in.
 *
 * <p>Thread-safe: two threads of the server and those that answer contend for it, for microseconds.
 *
 * @param <C> a connection, which is equal to itself alone
 */
final class ConnectionBook<C> {

    private final int all;
    private final int ofNetwork;
    /** Which network each is of; the one that was answered longest ago first. */
    private final LinkedHashMap<C, String> standing = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Integer> counts = new HashMap<>();

    ConnectionBook(ConnectionLimits limits) {
        this.all = limits.all();
        this.ofNetwork = limits.ofNetwork();
    }

    /** Takes a connection in; returns the one that is to be closed for it. */
    synchronized Optional<C> admit(C connection, String network) {
        Optional<C> pushedOut = Optional.empty();
        if (counts.getOrDefault(network, 0) >= ofNetwork) {
            pushedOut = oldest(network);
        } else if (standing.size() >= all) {
            pushedOut = Optional.of(standing.firstEntry().getKey());
        }
        pushedOut.ifPresent(this::forget);
        standing.put(connection, network);
        counts.merge(network, 1, Integer::sum);
        return pushedOut;
    }

    /** A walk of some hundred entries, where a network has all it may have. */
    private Optional<C> oldest(String network) {
        return standing.entrySet().stream()
                .filter(entry -> entry.getValue().equals(network))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Something was sent on it. */
    synchronized void answered(C connection) {
        standing.get(connection);
    }

    /** It is closed. */
    synchronized void forget(C connection) {
        Optional.ofNullable(standing.remove(connection))
                .ifPresent(network -> counts.computeIfPresent(network, (_, count) -> count > 1 ? count - 1 : null));
    }

    synchronized int size() {
        return standing.size();
    }
}
