package org.timeball.web.appliance.page.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.timeball.server.control.Source;
import org.timeball.server.control.Status;
import org.timeball.web.appliance.page.SourceRow;
import org.timeball.web.appliance.page.Wording;

/**
 * Where time comes from, and who of them is right.
 *
 * @param trouble why nothing is known, or empty
 * @param lead    how many are right, in a sentence
 * @param groups  the reference clock, servers by themselves, and each pool with its members
 */
public record SourcesPage(String trouble, String lead, List<Group> groups) {

    private static final int POLLS = 8;

    /** Copies the list. */
    public SourcesPage {
        groups = List.copyOf(groups);
    }

    /** Sources that belong together. */
    public record Group(String title, List<Row> rows) {

        /** Copies the list. */
        public Group {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One source.
     *
     * @param shown   as the overview has it
     * @param ticker  whether it is right, in the field's words
     * @param tone    of that, by its name in the style sheet
     * @param poll    how often it is asked
     * @param reach   the last eight polls as squares, the newest on the right
     * @param reached the same in words
     */
    public record Row(SourceRow shown, String ticker, String tone, String poll, String reach, String reached) {

        static Row of(Source source) {
            int answered = Integer.bitCount(source.reach());
            return new Row(
                    SourceRow.of(source),
                    ticker(source.state()),
                    tone(source.state()),
                    Wording.lasting(1L << Math.clamp(source.pollLog2(), 0, 40)),
                    squares(source.reach()),
                    answered + " of the last " + POLLS);
        }

        private static String squares(int reach) {
            var squares = new StringBuilder();
            for (int poll = POLLS - 1; poll >= 0; poll--) {
                squares.append((reach >> poll & 1) == 1 ? '■' : '□');
            }
            return squares.toString();
        }

        /** RFC 5905's words, 11.2.1; the reason says why. */
        private static String ticker(String state) {
            return switch (state) {
                case "*", "+", "-" -> "true ticker";
                case "x" -> "false ticker";
                default -> "not judged";
            };
        }

        private static String tone(String state) {
            return switch (state) {
                case "*", "+", "-" -> "good";
                case "x" -> "bad";
                case "~" -> "waiting";
                default -> "neutral";
            };
        }
    }

    /** Says what is known. */
    public static SourcesPage of(Optional<Status> status, String trouble) {
        var sources = status.map(Status::sources).orElse(List.of());
        var groups = new LinkedHashMap<String, List<Row>>();
        sources.forEach(source ->
                groups.computeIfAbsent(title(source), _ -> new ArrayList<>()).add(Row.of(source)));
        return new SourcesPage(
                trouble,
                lead(sources),
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList());
    }

    private static String title(Source source) {
        if (source.mode().equals("#")) {
            return "Reference clock";
        }
        return source.pool().isEmpty() ? "Servers" : "Pool " + source.pool();
    }

    private static String lead(List<Source> sources) {
        if (sources.isEmpty()) {
            return "No source is known.";
        }
        long right = sources.stream()
                .filter(source -> List.of("*", "+", "-").contains(source.state()))
                .count();
        long wrong =
                sources.stream().filter(source -> source.state().equals("x")).count();
        return "%s: %d right, %s, %d not judged."
                .formatted(
                        Wording.counted(sources.size(), "source"),
                        right,
                        wrong == 0 ? "none wrong" : wrong + " wrong",
                        sources.size() - right - wrong);
    }
}
