package org.timeball.firmware.appliance.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistoryTrack;

/** The history as a person reads it, and as lines for a program. */
final class HistoryText {

    private HistoryText() {}

    /** The mean of each step. */
    static String report(HistoryReport report) {
        String names = report.tracks().stream()
                .map(track -> "%14s".formatted(track.series()))
                .collect(Collectors.joining());
        String units = report.tracks().stream()
                .map(track -> "%14s".formatted(track.unit()))
                .collect(Collectors.joining());
        String steps = IntStream.range(0, steps(report))
                .mapToObj(step -> instant(report, step) + means(report, step) + "\n")
                .collect(Collectors.joining());
        return "%-20s%s\n%-20s%s\n%s".formatted("UTC", names, "step " + report.stepSeconds() + " s", units, steps);
    }

    private static String means(HistoryReport report, int step) {
        return report.tracks().stream()
                .map(track -> "%14s".formatted(number(track.mean().get(step), "-")))
                .collect(Collectors.joining());
    }

    /** Mean, least and most of each step. */
    static String csv(HistoryReport report) {
        return IntStream.range(0, steps(report))
                .mapToObj(step -> Csv.line(fields(report, step)))
                .collect(Collectors.joining());
    }

    private static Object[] fields(HistoryReport report, int step) {
        var fields = new ArrayList<Object>();
        fields.add(report.firstUtcSecond() + (long) step * report.stepSeconds());
        for (HistoryTrack track : report.tracks()) {
            List.of(track.mean(), track.low(), track.high())
                    .forEach(values -> fields.add(number(values.get(step), "")));
        }
        return fields.toArray();
    }

    private static int steps(HistoryReport report) {
        return report.tracks().stream()
                .mapToInt(track -> track.mean().size())
                .min()
                .orElse(0);
    }

    private static Instant instant(HistoryReport report, int step) {
        return Instant.ofEpochSecond(report.firstUtcSecond() + (long) step * report.stepSeconds());
    }

    private static String number(double value, String unknown) {
        return Double.isNaN(value) ? unknown : String.format(Locale.ROOT, "%.6g", value);
    }
}
