package org.timeball.firmware.appliance.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of figures with a name, for people and for scripts.
 *
 * @param name    by which it is asked for
 * @param title   what was done and what the columns say, in lines short enough for a terminal
 * @param columns names of figures, each with its unit
 * @param rows    as many figures each as there are columns
 */
record FigureTable(String name, String title, List<String> columns, List<Row> rows) {

    /**
     * One thing that was measured.
     *
     * @param figures NaN where there is none
     */
    record Row(String label, List<Double> figures) {
        Row {
            figures = List.copyOf(figures);
        }

        static Row of(String label, Double... figures) {
            return new Row(label, List.of(figures));
        }
    }

    FigureTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (var row : rows) {
            if (row.figures.size() != columns.size()) {
                throw new IllegalArgumentException(row.label + " has " + row.figures.size() + " figures");
            }
        }
    }

    /** The figure of a row in a column. */
    double figure(String label, String column) {
        return rows.stream()
                .filter(row -> row.label.equals(label))
                .findFirst()
                .orElseThrow()
                .figures
                .get(columns.indexOf(column));
    }

    String text() {
        int width = rows.stream().mapToInt(row -> row.label.length()).max().orElse(0);
        var head = " ".repeat(width) + columns.stream().map(FigureTable::padded).collect(Collectors.joining());
        return title + "\n" + head + "\n"
                + rows.stream()
                        .map(row -> row.label + " ".repeat(width - row.label.length())
                                + row.figures.stream()
                                        .map(figure -> padded(number(figure)))
                                        .collect(Collectors.joining())
                                + "\n")
                        .collect(Collectors.joining());
    }

    /** An object a row: the table's name, the row's, and a member a column. */
    String json() {
        return rows.stream().map(this::object).collect(Collectors.joining(",\n"));
    }

    private String object(Row row) {
        var members = IntStream.range(0, columns.size())
                .mapToObj(i -> DisciplineJson.quoted(columns.get(i)) + ": "
                        + (Double.isFinite(row.figures.get(i)) ? number(row.figures.get(i)) : "null"))
                .collect(Collectors.joining(", "));
        return "  {\"table\": " + DisciplineJson.quoted(name) + ", \"row\": " + DisciplineJson.quoted(row.label) + ", "
                + members + "}";
    }

    private static String padded(String text) {
        return String.format(Locale.ROOT, "  %14s", text);
    }

    private static String number(double figure) {
        double size = Math.abs(figure);
        if (!Double.isFinite(figure)) {
            return "-";
        }
        if (size > 0 && size < 1e-3) {
            return String.format(Locale.ROOT, "%.2e", figure);
        }
        if (figure == Math.rint(figure)) {
            return String.format(Locale.ROOT, "%.0f", figure);
        }
        return String.format(Locale.ROOT, size < 10 ? "%.3f" : "%.1f", figure);
    }
}
