package org.timeball.firmware.appliance.bench.server;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The results for people: a block for each figure, a line for each server in it. */
final class ResultsTable {

    static final String HEAD = "%-19s %-14s %12s %12s %12s %8s %10s%n"
            .formatted("What", "Server", "median", "min", "max", "/ echod", "/ chronyd");

    private ResultsTable() {}

    /** The lines of one mode. */
    static String of(Results results, Mode mode) {
        return mode.figures().stream()
                .map(figure -> block(results, figure))
                .filter(block -> !block.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String block(Results results, Figure figure) {
        var lines = results.rows(figure).stream()
                .filter(row ->
                        !row.series().isEmpty() || figure == figure.mode().headline())
                .map(ResultsTable::line)
                .collect(Collectors.joining());
        return lines.isEmpty() ? "" : figure.mode().word() + ", " + figure.unit() + "\n" + lines;
    }

    private static String line(Results.Row row) {
        var note = row.note().isEmpty() ? "" : "  (" + row.note() + ")";
        if (row.series().isEmpty()) {
            return "%-19s %-14s not measured%s\n".formatted("", row.server(), note);
        }
        return line(row.server(), row.series(), row.ratioToEcho(), row.ratioToChronyd()) + note + "\n";
    }

    private static String line(String server, Series series, OptionalDouble toEcho, OptionalDouble toChronyd) {
        return "%-19s %-14s %12s %12s %12s %8s %10s"
                .formatted(
                        "",
                        server,
                        figure(series.median()),
                        figure(series.min()),
                        figure(series.max()),
                        ratio(toEcho),
                        ratio(toChronyd));
    }

    /** A figure with four digits or so. */
    static String figure(OptionalDouble value) {
        if (value.isEmpty()) {
            return "-";
        }
        double it = value.getAsDouble();
        return String.format(Locale.ROOT, Math.abs(it) < 100 ? "%.3f" : "%.0f", it);
    }

    static String ratio(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
    }
}
