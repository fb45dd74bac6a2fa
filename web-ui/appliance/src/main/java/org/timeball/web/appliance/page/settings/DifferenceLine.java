package org.timeball.web.appliance.page.settings;

import java.util.List;

/**
 * A line of a difference.
 *
 * @param tone {@code in} for what is put in, {@code out} for what is taken out, {@code place} where a piece begins, else empty
 * @param word what it is, for who does not see; empty for lines that stay
 * @param text as {@code diff -u} tells it
 */
public record DifferenceLine(String tone, String word, String text) {

    /** The lines of a difference without the names of files. */
    public static List<DifferenceLine> of(List<String> difference) {
        return difference.stream().map(DifferenceLine::of).toList();
    }

    private static DifferenceLine of(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> new DifferenceLine("in", "put in: ", line);
            case '-' -> new DifferenceLine("out", "taken out: ", line);
            case '@' -> new DifferenceLine("place", "", line);
            default -> new DifferenceLine("", "", line);
        };
    }
}
