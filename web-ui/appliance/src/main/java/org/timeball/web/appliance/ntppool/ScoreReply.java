package org.timeball.web.appliance.ntppool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the pool's site tells of an address, {@code /scores/ADDRESS/json}: of whoever watches it, and of all of them together.
 *
 * @param score  now; NaN where none is told
 * @param points what it was, the oldest first, at most {@value #MOST_POINTS}
 */
public record ScoreReply(double score, List<Point> points) {

    /** As many as are asked for. */
    public static final int MOST_POINTS = 400;

    /** The best there is, and the worst. */
    public static final double BEST = 20;

    private static final double WORST = -100;

    /** Of the watcher that stands for all of them. */
    private static final String OVERALL = "score";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Copies the list. */
    public ScoreReply {
        points = List.copyOf(points);
    }

    /**
     * One measurement.
     *
     * @param utcSecond since the Unix epoch
     * @param score     after it
     */
    public record Point(long utcSecond, double score) {}

    /** Reads an answer, which may be anything; empty where it tells nothing. */
    public static Optional<ScoreReply> read(String json) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (JacksonException unread) {
            return Optional.empty();
        }
        if (!tree.path("history").isArray()) {
            return Optional.empty();
        }
        var overall = overall(tree.path("monitors"));
        var points = new ArrayList<Point>();
        for (var entry : tree.path("history")) {
            boolean isWanted = overall.isEmpty()
                    || entry.path("monitor_id").asLong(0)
                            == overall.get().path("id").asLong(-1);
            if (isWanted) {
                point(entry).ifPresent(points::add);
            }
        }
        points.sort(Comparator.comparingLong(Point::utcSecond));
        var last = points.subList(Math.max(0, points.size() - MOST_POINTS), points.size());
        double score = overall.map(monitor -> monitor.path("score").asDouble(Double.NaN))
                .filter(ScoreReply::isScore)
                .orElseGet(() -> last.isEmpty() ? Double.NaN : last.getLast().score());
        return Optional.of(new ScoreReply(score, last));
    }

    private static Optional<JsonNode> overall(JsonNode monitors) {
        for (var monitor : monitors) {
            if (monitor.path("type").asString("").equals(OVERALL)
                    && monitor.path("id").isIntegralNumber()) {
                return Optional.of(monitor);
            }
        }
        return Optional.empty();
    }

    private static Optional<Point> point(JsonNode entry) {
        long second = entry.path("ts").asLong(0);
        double score = entry.path("score").asDouble(Double.NaN);
        return second > 0 && isScore(score) ? Optional.of(new Point(second, score)) : Optional.empty();
    }

    private static boolean isScore(double score) {
        return score >= WORST && score <= BEST;
    }
}
