package org.timeball.firmware.appliance.bench.server;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that was measured, by server and figure; servers stand in the order in which they were first asked.
 *
 * <p>What others are compared with is {@code echod} and Debian's chronyd. In a mode that this one does not have, which
 * is AEAD 30 before chrony 4.4, it is the peers' chronyd.
 */
final class Results {

    private final Map<String, Map<Figure, Series>> figures = new LinkedHashMap<>();
    private final Map<String, Map<Mode, List<String>>> refusals = new LinkedHashMap<>();
    private final Map<String, Map<Mode, Integer>> loaderLimited = new LinkedHashMap<>();

    /** Nothing yet. */
    Results() {}

    /**
     * A line of the table.
     *
     * @param ratioToEcho    empty where there is nothing to compare with
     * @param ratioToChronyd the same
     * @param note           why there are no figures, or what is to be known of them; may be empty
     */
    record Row(
            String server,
            Figure figure,
            Series series,
            OptionalDouble ratioToEcho,
            OptionalDouble ratioToChronyd,
            String note) {}

    void add(String server, Mode mode, int round, Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered(var answer) -> add(server, mode, round, answer);
            case Outcome.NotServed(var reason, var _) -> refuse(server, mode, reason);
        }
    }

    private void add(String server, Mode mode, int round, LoaderJson.Answer answer) {
        mode.figures().forEach(figure -> series(server, figure).add(round, answer.number(figure.key())));
        if (answer.isLoaderLimited()) {
            loaderLimited
                    .computeIfAbsent(server, _ -> new EnumMap<>(Mode.class))
                    .merge(mode, 1, Integer::sum);
        }
    }

    /** Notes why a server was not measured in a round; it has a row all the same. */
    private void refuse(String server, Mode mode, String reason) {
        mode.figures().forEach(figure -> series(server, figure));
        refusals.computeIfAbsent(server, _ -> new EnumMap<>(Mode.class))
                .computeIfAbsent(mode, _ -> new ArrayList<>())
                .add(reason);
    }

    Series series(String server, Figure figure) {
        return figures.computeIfAbsent(server, _ -> new EnumMap<>(Figure.class))
                .computeIfAbsent(figure, _ -> new Series());
    }

    /** One row for each server that was asked for this figure. */
    List<Row> rows(Figure figure) {
        var rows = new ArrayList<Row>();
        var echo = measured(Contender.ECHO, figure);
        var chronyd = measured(Contender.CHRONYD, figure).or(() -> measured(Contender.PEER_CHRONYD, figure));
        figures.forEach((server, all) -> {
            if (all.containsKey(figure)) {
                var series = series(server, figure);
                rows.add(new Row(
                        server, figure, series, ratio(series, echo), ratio(series, chronyd), note(server, figure)));
            }
        });
        return rows;
    }

    private Optional<Series> measured(String server, Figure figure) {
        return Optional.ofNullable(figures.get(server))
                .map(all -> all.get(figure))
                .filter(series -> !series.isEmpty());
    }

    private static OptionalDouble ratio(Series series, Optional<Series> to) {
        return to.map(series::ratioTo).orElse(OptionalDouble.empty());
    }

    private String note(String server, Figure figure) {
        var reasons = refusals.getOrDefault(server, Map.of()).getOrDefault(figure.mode(), List.of());
        if (!reasons.isEmpty() && series(server, figure).isEmpty()) {
            return reasons.getLast();
        }
        var notes = new ArrayList<String>();
        if (!reasons.isEmpty()) {
            notes.add("in %d rounds not measured: %s".formatted(reasons.size(), reasons.getLast()));
        }
        int limited = loaderLimited.getOrDefault(server, Map.of()).getOrDefault(figure.mode(), 0);
        if (limited > 0) {
            notes.add("at least: in %d rounds the load generator was at its end first".formatted(limited));
        }
        return figure == figure.mode().headline() ? String.join("; ", notes) : "";
    }
}
