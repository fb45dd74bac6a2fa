package org.timeball.server.state.edit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.timeball.server.state.edit.SettingMeanings.Section;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * What a configuration says, section by section, each setting with what it means. What is known and left out is there, too.
 *
 * @param parts in the manual's order
 */
public record SettingSheet(List<Part> parts) {

    /** Copies the list. */
    public SettingSheet {
        parts = List.copyOf(parts);
    }

    /**
     * A section, once; one that may be there several times is there as often as in the file, and once without values where it
     * is not.
     *
     * @param title as its line in the file, {@code [clock]}; {@code At the top} for what stands before all sections
     * @param about what it is about; may be empty
     * @param isSaid whether it stands in the file
     * @param rows  its settings
     */
    public record Part(String title, String about, boolean isSaid, List<Row> rows) {

        /** Copies the list. */
        public Part {
            rows = List.copyOf(rows);
        }

        /** The settings that the file has in it. */
        public List<Row> set() {
            return rows.stream().filter(Row::isSaid).toList();
        }

        /** Those that it leaves out. */
        public List<Row> leftOut() {
            return rows.stream().filter(row -> !row.isSaid()).toList();
        }
    }

    /**
     * A setting.
     *
     * @param key     its name
     * @param value   as the file has it, in TOML; empty where it is left out
     * @param example as the manual has it
     * @param meaning what it does, its unit and range
     */
    public record Row(String key, String value, String example, String meaning) {

        /** Whether the file says something about it. */
        public boolean isSaid() {
            return !value.isEmpty();
        }
    }

    /** Of a configuration's text; of one that is not TOML what could be read before the mistake, or nothing. */
    public static SettingSheet of(String text) {
        var top = Toml.parse(text);
        var parts = new ArrayList<Part>();
        for (var section : SettingMeanings.all()) {
            var found = found(top, section.name());
            if (found.isEmpty()) {
                parts.add(part(section, title(section, ""), false, Map.of()));
            }
            IntStream.range(0, found.size()).forEach(i -> {
                String which = found.size() > 1 ? " " + (i + 1) + " of " + found.size() : "";
                parts.add(part(section, title(section, which), true, values(found.get(i))));
            });
        }
        return new SettingSheet(parts);
    }

    private static String title(Section section, String which) {
        if (section.name().isEmpty()) {
            return "At the top";
        }
        return (section.isRepeated() ? "[[" + section.name() + "]]" : "[" + section.name() + "]") + which;
    }

    /** By a path with dots; each step may be there several times. */
    private static List<TomlTable> found(TomlTable top, String path) {
        var tables = List.of(top);
        for (String name : path.isEmpty() ? new String[0] : path.split("\\.")) {
            tables = tables.stream()
                    .flatMap(table ->
                            tables(Optional.ofNullable(table.get(List.of(name))).orElse("")))
                    .toList();
        }
        return tables;
    }

    private static Stream<TomlTable> tables(Object value) {
        return switch (value) {
            case TomlTable once -> Stream.of(once);
            case TomlArray several ->
                several.toList().stream().filter(TomlTable.class::isInstance).map(TomlTable.class::cast);
            default -> Stream.empty();
        };
    }

    private static Map<String, String> values(TomlTable table) {
        var values = new LinkedHashMap<String, String>();
        for (String key : table.keySet()) {
            var value = Optional.ofNullable(table.get(List.of(key))).orElse("");
            boolean isSection = value instanceof TomlTable
                    || value instanceof TomlArray array && !array.isEmpty() && array.get(0) instanceof TomlTable;
            if (!isSection) {
                values.put(key, TomlWords.of(table, key));
            }
        }
        return values;
    }

    private static Part part(Section section, String title, boolean isSaid, Map<String, String> values) {
        var rows = new ArrayList<Row>();
        for (var key : section.keys()) {
            rows.add(new Row(key.name(), values.getOrDefault(key.name(), ""), key.example(), key.meaning()));
        }
        values.forEach((key, value) -> {
            if (section.key(key).isEmpty()) {
                rows.add(new Row(key, value, "", "is not known here"));
            }
        });
        return new Part(title, section.about(), isSaid, rows);
    }
}
