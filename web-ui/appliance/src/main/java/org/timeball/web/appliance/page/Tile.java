package org.timeball.web.appliance.page;

import java.util.List;

/**
 * One group of numbers under a heading: a leading number, what it counts, and a few rows.
 *
 * @param value what is read first, or {@value Engineering#UNKNOWN}
 * @param unit  what it is
 * @param rows  the details
 * @param note  a sentence before them, or empty
 */
public record Tile(String value, String unit, List<Row> rows, String note) {

    /** Copies the list. */
    public Tile {
        rows = List.copyOf(rows);
    }

    /**
     * A term and its number.
     *
     * @param term        in the field's words
     * @param explanation one sentence for who does not know the word, or empty
     * @param value       with its unit
     */
    public record Row(String term, String explanation, String value) {}

    static Tile unknown(String unit) {
        return new Tile(Engineering.UNKNOWN, unit, List.of(), "");
    }
}
