package org.timeball.firmware.appliance.diagnosis;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.CheckVerdict;
import org.timeball.server.control.diagnosis.DiagnosisReport;

/** A diagnosis for a person: the areas, a line for each check, and beneath it what to do. */
final class DiagText {

    private static final String INDENT = "                ";

    private DiagText() {}

    /**
     * The report, with a newline at its end.
     *
     * @param isShort whether only what is amiss is told
     */
    static String report(DiagnosisReport report, boolean isShort) {
        var areas = Stream.of(CheckArea.values())
                .map(area -> area(
                        area,
                        report.of(area).stream()
                                .filter(check -> !isShort || check.verdict().isTrouble())
                                .toList()))
                .collect(Collectors.joining());
        return areas + summary(report);
    }

    private static String area(CheckArea area, List<Check> checks) {
        return checks.isEmpty()
                ? ""
                : area.title() + "\n" + checks.stream().map(DiagText::line).collect(Collectors.joining()) + "\n";
    }

    private static String line(Check check) {
        var remedy = check.remedy().isEmpty() ? "" : INDENT + "→ " + check.remedy() + "\n";
        return "%-16s%s: %s\n%s".formatted("  " + word(check.verdict()), check.id(), check.seen(), remedy);
    }

    /** What matters most is seen at a glance where there is no colour. */
    private static String word(CheckVerdict verdict) {
        return switch (verdict) {
            case BAD -> "BAD";
            case ATTENTION -> "ATTENTION";
            case UNKNOWN -> "unknown";
            case GOOD -> "good";
            case NOT_APPLICABLE -> "–";
        };
    }

    private static String summary(DiagnosisReport report) {
        return "%d bad, %d to look into, %d unknown, %d good, %d not applicable\n"
                .formatted(
                        report.count(CheckVerdict.BAD),
                        report.count(CheckVerdict.ATTENTION),
                        report.count(CheckVerdict.UNKNOWN),
                        report.count(CheckVerdict.GOOD),
                        report.count(CheckVerdict.NOT_APPLICABLE));
    }
}
