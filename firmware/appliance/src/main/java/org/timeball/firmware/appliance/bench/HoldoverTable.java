package org.timeball.firmware.appliance.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as a table for people: a line a cell while it ran, and one or two for its holdovers. */
final class HoldoverTable {

    static final String HEAD = """
            The bound against the truth, with no systematic error in either. Served: per cent of looks within the bound
            and within the headline, and the middle of the bound. Holdovers begin every five minutes or so, on the first
            day with the prior slope and later with the learned one; for each length: per cent of looks within the bound,
            and how many times the error the bound is (median). Last, the time until the bound is 1 ms.

            """;

    static final String TROUBLES_HEAD = """

            What befalls the line, through the whole reference clock, with the usual systematic error of 1 us. Served is then
            all that was vouched for, the holdovers that wrong and missing pulses make included.

            """;

    private HoldoverTable() {}

    static String rows(HoldoverResult result) {
        var served = result.served();
        return String.format(
                        Locale.ROOT,
                        "%-11s %-10s served  %7.3f %% in the bound (%.0f ns), %6.2f %% in the headline%n",
                        result.cell().frequency().name(),
                        result.cell().noise().name(),
                        served.inBoundPercent(),
                        served.medianBoundSeconds() * 1e9,
                        served.inHeadlinePercent())
                + row("prior", result.prior())
                + row("learned", result.learned());
    }

    private static String row(String slope, HoldoverResult.Alone alone) {
        if (alone.lengths().stream().allMatch(Coverage::isEmpty)) {
            return "";
        }
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < HoldoverLength.ALL.size(); i++) {
            columns.append(
                    column(HoldoverLength.ALL.get(i).name(), alone.lengths().get(i)));
        }
        return String.format(
                Locale.ROOT, "  %-8s%s | 1 ms after %.1f h%n", slope, columns, alone.limitSeconds() / 3_600);
    }

    private static String column(String name, Coverage coverage) {
        return coverage.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, " | %s %.3f %% x%.3g", name, coverage.inBoundPercent(), coverage.medianRatio());
    }

    static String foot(List<HoldoverResult> results) {
        var worst = results.stream()
                .filter(result -> result.worstPercent() < 99.9)
                .map(result -> result.cell().name())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%nWorst column of %d cells: %.3f %% within the bound, %.2f %% within the headline. Below 99.9 %%: %s%n",
                results.size(),
                results.stream().mapToDouble(HoldoverResult::worstPercent).min().orElse(Double.NaN),
                results.stream()
                        .mapToDouble(HoldoverResult::worstHeadlinePercent)
                        .min()
                        .orElse(Double.NaN),
                worst.isEmpty() ? "none" : worst);
    }
}
