package org.timeball.web.appliance.page.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.server.control.Age;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.CheckVerdict;
import org.timeball.server.control.diagnosis.DiagnosisReport;

/**
 * What the daemon found when it looked the box over.
 *
 * @param headline  whether anything is amiss
 * @param tone      of the headline, as {@link CheckRow}'s
 * @param lead      how many checks came to what; empty where nothing is known
 * @param trouble   the checks that somebody has to see to, the worst first
 * @param sections  all of them by what they are about
 * @param text      all of them as text, to be copied
 * @param complaint why nothing is known; empty where it is
 */
public record DiagnosePage(
        String headline,
        String tone,
        String lead,
        List<CheckRow> trouble,
        List<Section> sections,
        String text,
        String complaint) {

    /** Copies the lists. */
    public DiagnosePage {
        trouble = List.copyOf(trouble);
        sections = List.copyOf(sections);
    }

    /**
     * The checks of an area.
     *
     * @param key   by which it is asked for anew
     * @param title above them
     * @param age   when their facts were gathered, in words
     * @param rows  the checks
     */
    public record Section(String key, String title, String age, List<CheckRow> rows) {

        /** Copies the list. */
        public Section {
            rows = List.copyOf(rows);
        }
    }

    /** As the daemon says. */
    public static DiagnosePage of(DiagnosisReport report) {
        var trouble = Stream.of(CheckVerdict.BAD, CheckVerdict.ATTENTION)
                .flatMap(verdict -> report.checks().stream().filter(check -> check.verdict() == verdict))
                .map(CheckRow::of)
                .toList();
        return new DiagnosePage(
                headline(report),
                tone(report.worst()),
                lead(report),
                trouble,
                Stream.of(CheckArea.values())
                        .flatMap(area -> section(area, report.of(area)).stream())
                        .toList(),
                text(report),
                "");
    }

    /** Where the daemon is silent. */
    public static DiagnosePage silent(String complaint) {
        return new DiagnosePage("Nothing is known", "neutral", "", List.of(), List.of(), "", complaint);
    }

    private static String headline(DiagnosisReport report) {
        long bad = report.count(CheckVerdict.BAD);
        long attention = report.count(CheckVerdict.ATTENTION);
        if (bad > 0) {
            return bad == 1 ? "One thing is wrong" : bad + " things are wrong";
        }
        if (attention > 0) {
            return attention == 1 ? "One thing to look into" : attention + " things to look into";
        }
        return "Nothing is amiss";
    }

    private static String tone(CheckVerdict worst) {
        return switch (worst) {
            case BAD -> "bad";
            case ATTENTION -> "waiting";
            case GOOD, UNKNOWN, NOT_APPLICABLE -> "good";
        };
    }

    private static String lead(DiagnosisReport report) {
        return "%d checks: %d good, %d to look into, %d bad, %d unknown, %d not applicable."
                .formatted(
                        report.checks().size(),
                        report.count(CheckVerdict.GOOD),
                        report.count(CheckVerdict.ATTENTION),
                        report.count(CheckVerdict.BAD),
                        report.count(CheckVerdict.UNKNOWN),
                        report.count(CheckVerdict.NOT_APPLICABLE));
    }

    private static Optional<Section> section(CheckArea area, List<Check> checks) {
        if (checks.isEmpty()) {
            return Optional.empty();
        }
        long age = checks.getFirst().ageSeconds();
        return Optional.of(new Section(
                area.key(),
                area.title(),
                age == 0 ? "just now" : Age.words(age),
                checks.stream().map(CheckRow::of).toList()));
    }

    /** For an issue or a letter: a line a check. */
    private static String text(DiagnosisReport report) {
        return report.checks().stream()
                .map(check -> "%-14s  %s: %s%s"
                        .formatted(
                                check.verdict().words(),
                                check.id(),
                                check.seen(),
                                check.remedy().isEmpty() ? "" : " → " + check.remedy()))
                .collect(Collectors.joining("\n"));
    }
}
