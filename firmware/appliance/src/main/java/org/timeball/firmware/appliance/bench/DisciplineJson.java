package org.timeball.firmware.appliance.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as JSON for scripts: an array with an object a cell; a figure that there is not is {@code null}. */
final class DisciplineJson {

    private DisciplineJson() {}

    static String array(List<CellResult> results) {
        return results.stream().map(DisciplineJson::object).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String object(CellResult result) {
        var settled = result.settled();
        String settledAt = result.settledAt().isPresent()
                ? Integer.toString(result.settledAt().getAsInt())
                : "null";
        String ours = String.format(
                Locale.ROOT,
                "  {\"freq\": %s, \"noise\": %s, \"rms_ns\": %.2f, \"max_ns\": %.1f, \"adev\": {%s}, \"settle_s\": %s,"
                        + " \"cpu_us\": %.2f",
                quoted(result.cell().frequency().name()),
                quoted(result.cell().noise().name()),
                result.rmsNanos(),
                result.maxNanos(),
                List.of(1, 10, 100, 1_000).stream()
                        .map(tau -> "\"" + tau + "\": " + number(settled.allanDeviation(tau)))
                        .collect(Collectors.joining(", ")),
                settledAt,
                result.cpuMicros());
        return ours + result.chrony().map(DisciplineJson::chrony).orElse("") + "}";
    }

    private static String chrony(ChronyFigures chrony) {
        return String.format(
                Locale.ROOT,
                ", \"chrony_best_rms_ns\": %.1f, \"chrony_best_max_ns\": %.0f, \"chrony_default_rms_ns\": %.1f",
                chrony.bestNanos(),
                chrony.maxNanos(),
                chrony.defaultNanos());
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4e", value) : "null";
    }

    /** A string of JSON: quotes, backslashes and control characters escaped (RFC 8259 section 7). */
    static String quoted(String text) {
        return text.codePoints()
                .mapToObj(c -> c == '"' || c == '\\' || c < 0x20
                        ? String.format(Locale.ROOT, "\\u%04x", c)
                        : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
