package org.timeball.server.state;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used: every mistake in it, each with its place and the way out. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems at least one, in the order of their lines
     * @throws IllegalArgumentException if there is none
     */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a ConfigException without a problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** The mistakes, in the order of their lines. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One mistake.
     *
     * @param at      where it stands
     * @param problem what is wrong, with the value and its limits, in the file's own words
     * @param advice  what to write instead
     */
    public record Problem(Position at, String problem, String advice) {

        /** Two or three lines for a terminal: place and problem, the text, a caret and the advice. */
        @Override
        public String toString() {
            if (at.isWholeFile()) {
                return "%s: %s\n  %s".formatted(at.file(), problem, advice);
            }
            return "%s:%d:%d: %s\n  %s\n  %s^ %s"
                    .formatted(at.file(), at.line(), at.column(), problem, at.text(), at.indent(), advice);
        }
    }

    /**
     * A place in a configuration file.
     *
     * @param file   its name as the operator gave it
     * @param line   from 1, or 0 for the file as a whole
     * @param column from 1, or 0 for the file as a whole
     * @param text   the whole line
     */
    public record Position(String file, int line, int column, String text) {

        /** No place in the file, but the file. */
        public static Position wholeFile(String file) {
            return new Position(file, 0, 0, "");
        }

        /** Whether this is the file and no place in it. */
        public boolean isWholeFile() {
            return line == 0;
        }

        /** What to print before a caret under {@link #column}: spaces, and tabs where the text has them. */
        private String indent() {
            var indent = new StringBuilder();
            for (int i = 0; i < column - 1; i++) {
                indent.append(i < text.length() && text.charAt(i) == '\t' ? '\t' : ' ');
            }
            return indent.toString();
        }
    }
}
