package org.timeball.web.appliance.page.chart;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a chart as a table for other programs: a column for each series, a row for each place, UTC in ISO 8601; a number that
 * is not known is an empty field, never a zero.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class ChartCsv {

    /** The media type. */
    public static final String TYPE = "text/csv; charset=utf-8";

    private static final String END_OF_LINE = "\r\n";
    private static final double MILLIS = 1_000;

    private ChartCsv() {}

    /** Writes it. */
    public static String of(Chart chart) {
        var text = new StringBuilder();
        append(text, head(chart));
        for (int place = 0; place < chart.places().size(); place++) {
            var fields = new ArrayList<String>();
            fields.add(place(chart, chart.places().get(place)));
            for (var line : chart.lines()) {
                fields.add(number(line.values().get(place)));
            }
            append(text, fields);
        }
        return text.toString();
    }

    private static List<String> head(Chart chart) {
        var fields = new ArrayList<String>();
        fields.add(chart.x().unit());
        for (var line : chart.lines()) {
            var axis = line.isOnSecond() ? chart.second().getFirst() : chart.y();
            fields.add(axis.unit().isEmpty() ? line.label() : line.label() + " / " + axis.unit());
        }
        return fields;
    }

    private static String place(Chart chart, double place) {
        return chart.x().kind() == Axis.Kind.TIME
                ? Instant.ofEpochMilli(Math.round(place * MILLIS)).toString()
                : number(place);
    }

    /** Without an exponent that a spreadsheet of another country would not read. */
    private static String number(double value) {
        return Double.isFinite(value) ? new BigDecimal(Double.toString(value)).toPlainString() : "";
    }

    private static void append(StringBuilder text, List<String> fields) {
        text.append(String.join(",", fields.stream().map(ChartCsv::quoted).toList()))
                .append(END_OF_LINE);
    }

    private static String quoted(String field) {
        return field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + field.replace("\"", "\"\"") + '"'
                : field;
    }
}
