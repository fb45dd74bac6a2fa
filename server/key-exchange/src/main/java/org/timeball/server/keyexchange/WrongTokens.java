package org.timeball.server.keyexchange;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Those who asked as a pool does, without a token of a pool of ours: perhaps a pool whose token was changed, perhaps
 * somebody who guesses. Every method locks, for a few instructions.
 */
public final class WrongTokens {

    /** So many networks are told apart; of more the one that came first is forgotten. */
    static final int NETWORKS = 256;

    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    /**
     * How it stands.
     *
     * @param total    requests
     * @param networks of clients, of the last {@value #NETWORKS}, that made them
     * @param most     that one of these made
     * @param last     how long ago the last one was
     * @param lastFrom the network of the last one; empty if there was none
     */
    public record Reading(long total, int networks, long most, Optional<Duration> last, String lastFrom) {}

    private final Map<ClientNetwork, Long> byNetwork = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientNetwork, Long> eldest) {
            return size() > NETWORKS;
        }
    };

    private long total;
    private String lastFrom = "";
    private OptionalLong lastNanos = OptionalLong.empty();
    private OptionalLong toldNanos = OptionalLong.empty();

    WrongTokens() {}

    /** Counts, and says whether it is time to tell of it. */
    synchronized boolean seen(ClientNetwork network, long nowNanos) {
        total++;
        lastFrom = network.words();
        byNetwork.merge(network, 1L, Long::sum);
        lastNanos = OptionalLong.of(nowNanos);
        boolean isNews = toldNanos.isEmpty() || nowNanos - toldNanos.getAsLong() >= QUIET_NANOS;
        toldNanos = isNews ? lastNanos : toldNanos;
        return isNews;
    }

    synchronized Reading read(long nowNanos) {
        var last = lastNanos.isPresent()
                ? Optional.of(Duration.ofNanos(nowNanos - lastNanos.getAsLong()))
                : Optional.<Duration>empty();
        return new Reading(
                total,
                byNetwork.size(),
                byNetwork.values().stream().mapToLong(Long::longValue).max().orElse(0),
                last,
                lastFrom);
    }
}
