package org.timeball.firmware.appliance.bench.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The results for scripts: an array with one object for each server and mode. A figure that there is not, because the
 * server has no such mode or there is nothing to compare it with, is {@code null}.
 */
final class ResultsJson {

    private ResultsJson() {}

    static String array(Results results) {
        return Arrays.stream(Mode.values())
                .flatMap(mode -> results.rows(mode.headline()).stream())
                .map(ResultsJson::object)
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String object(Results.Row row) {
        return "  {\"server\": \"%s\", \"mode\": \"%s\", \"median\": %s, \"min\": %s, \"max\": %s, \"unit\": \"%s\","
                        .formatted(
                                row.server(),
                                row.figure().mode().word(),
                                number(row.series().median()),
                                number(row.series().min()),
                                number(row.series().max()),
                                row.figure().unit())
                + " \"ratio_to_echo\": %s, \"ratio_to_chronyd\": %s}"
                        .formatted(number(row.ratioToEcho()), number(row.ratioToChronyd()));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "null";
    }
}
