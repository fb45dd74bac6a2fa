package org.timeball.firmware.appliance.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/conformance.md} as its tables have it, and everything that is wrong with it.
 *
 * <p>A table belongs to the last heading before it that begins with {@code ##}, which also says how many cells its rows have.
 * Any line there that begins like a row has to be one, so that no rule is lost by a slip of the pen.
 */
final class ConformanceDocument {

    private static final String TESTS = "`[\\w.]+`(, `[\\w.]+`)*";
    private static final Pattern RULE = Pattern.compile("(8915|5905|7822|8633|9769)-(\\d+(?:\\.\\d+)*)-(\\d+)");
    private static final Pattern VECTOR = Pattern.compile("(V)()(\\d+)");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private static final Set<String> LEVELS =
            Set.of("MUST", "MUST NOT", "SHALL", "SHOULD", "SHOULD NOT", "REQUIRED", "RECOMMENDED", "says");

    /** What a table's rows are. */
    enum Kind {
        /** Rules that are kept: id, level, rule, whom it binds, tests. */
        KEPT("Binds the server", 5),
        /** Rules that are not kept to the letter: id, level, rule, reason, tests that show what is done instead. */
        OTHERWISE("Deliberately otherwise", 5),
        /** Rules about what is not done at all: id, level, rule, reason. */
        NOT_ARISING("Does not arise", 4),
        /** Rules for clients: id, level, rule. */
        CLIENT("Binds the client; comes with it", 3),
        /** Rules for people who run servers: id, level, rule, what helps them. */
        OPERATOR("Binds whoever runs the server", 4),
        /** Rules for others: id, level, rule, whom. */
        OTHERS("Binds others", 4),
        /** Published and computed bytes: id, what they are, tests. */
        VECTOR("Byte vectors", 3);

        private final String heading;
        private final int cells;

        Kind(String heading, int cells) {
            this.heading = heading;
            this.cells = cells;
        }

        private boolean namesTests() {
            return switch (this) {
                case KEPT, OTHERWISE, VECTOR -> true;
                case NOT_ARISING, CLIENT, OPERATOR, OTHERS -> false;
            };
        }
    }

    /** One row and the line on which it stands. */
    private record Row(int line, Kind kind, List<String> cells) {

        String id() {
            return cells.getFirst();
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private ConformanceDocument(List<String> lines) {
        Optional<Kind> kind = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("## ")) {
                kind = kindOf(line.substring(3));
            } else if (line.startsWith("|") && kind.isPresent()) {
                read(i + 1, kind.get(), line);
            } else if (RULE.matcher(line).lookingAt()) {
                complain(i + 1, "looks like a rule and stands in no table");
            }
        }
    }

    private static Optional<Kind> kindOf(String heading) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.heading.equals(heading))
                .findFirst();
    }

    private void read(int number, Kind kind, String line) {
        List<String> cells = Arrays.stream(line.substring(1).split("\\|", -1))
                .map(String::strip)
                .toList();
        if (cells.getFirst().startsWith("-")
                || cells.getFirst().equals("rule")
                || cells.getFirst().equals("vector")) {
            return;
        }
        if (cells.size() != kind.cells + 1 || !cells.getLast().isEmpty()) {
            complain(number, "a row of \"" + kind.heading + "\" has " + kind.cells + " cells");
            return;
        }
        rows.add(new Row(number, kind, cells.subList(0, kind.cells)));
    }

    private void complain(int line, String what) {
        complaints.add("line " + line + ": " + what);
    }

    /** All that is wrong, in the order of the lines; what is wrong with the numbering comes last. */
    static List<String> complaints(List<String> lines, TestMethods tests) {
        var document = new ConformanceDocument(lines);
        document.rows.forEach(row -> document.judge(row, tests));
        document.complaints.sort(Comparator.comparingInt(ConformanceDocument::lineOf));
        document.judgeNumbers();
        return document.complaints;
    }

    private static int lineOf(String complaint) {
        return Integer.parseInt(complaint.substring(5, complaint.indexOf(':')));
    }

    /** How many rows of each kind there are for an RFC. */
    static Map<Kind, Long> counts(List<String> lines, String rfc) {
        var counts = new TreeMap<Kind, Long>();
        for (var row : new ConformanceDocument(lines).rows) {
            if (row.id().startsWith(rfc + '-')) {
                counts.merge(row.kind, 1L, Long::sum);
            }
        }
        return counts;
    }

    private void judge(Row row, TestMethods tests) {
        Matcher id = (row.kind == Kind.VECTOR ? VECTOR : RULE).matcher(row.id());
        if (!id.matches()) {
            complain(row.line, row.id() + " is no number of a " + (row.kind == Kind.VECTOR ? "vector" : "rule"));
        }
        if (row.kind != Kind.VECTOR && !LEVELS.contains(row.cells.get(1))) {
            complain(row.line, row.cells.get(1) + " is no level");
        }
        int texts = row.kind.namesTests() ? row.kind.cells - 1 : row.kind.cells;
        if (row.cells.subList(1, texts).stream().anyMatch(String::isEmpty)) {
            complain(row.line, row.id() + " has an empty cell");
        }
        if (row.kind == Kind.KEPT && !Set.of("server", "both").contains(row.cells.get(3))) {
            complain(row.line, row.id() + " binds the server or both, not \"" + row.cells.get(3) + '"');
        }
        if (row.kind.namesTests()) {
            judgeTests(row, row.cells.getLast(), tests);
        }
    }

    private void judgeTests(Row row, String named, TestMethods tests) {
        if (named.isEmpty()) {
            if (row.kind != Kind.OTHERWISE) {
                complain(row.line, row.id() + " has no test");
            }
            return;
        }
        if (!named.matches(TESTS)) {
            complain(row.line, row.id() + " names its tests as `Class.method`, with commas between them");
        }
        for (String name : named.split(", ")) {
            var matcher = TEST.matcher(name);
            if (matcher.matches()) {
                tests.problem(matcher.group(1), matcher.group(2))
                        .ifPresent(problem -> complain(row.line, row.id() + ": " + problem));
            } else {
                complain(row.line, row.id() + ": " + name + " is no name of a test");
            }
        }
    }

    /** Each number once, and in each section from 1 on without a gap. */
    private void judgeNumbers() {
        var numbers = new TreeMap<String, TreeSet<Integer>>();
        var seen = new HashSet<String>();
        for (var row : rows) {
            Matcher id = (row.kind == Kind.VECTOR ? VECTOR : RULE).matcher(row.id());
            if (!seen.add(row.id())) {
                complain(row.line, row.id() + " is there twice");
            }
            if (id.matches()) {
                numbers.computeIfAbsent(id.group(1) + ' ' + id.group(2), _ -> new TreeSet<>())
                        .add(Integer.parseInt(id.group(3)));
            }
        }
        numbers.forEach((section, found) -> {
            for (int number = 1; number < found.last(); number++) {
                if (!found.contains(number)) {
                    complaints.add(section.strip() + ": there is no number " + number);
                    return;
                }
            }
        });
    }
}
