package org.timeball.server.state.edit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** A value that was read, as it would be written on a line. */
final class TomlWords {

    private TomlWords() {}

    /** On one line, whatever it was written on. */
    static String of(Object value) {
        return switch (value) {
            case String words -> ConfigEdit.quoted(words);
            case TomlArray array ->
                array.toList().stream().map(TomlWords::of).collect(Collectors.joining(", ", "[", "]"));
            case TomlTable table ->
                table.keySet().stream()
                        .map(key -> key + " = " + of(table, key))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            default -> value.toString();
        };
    }

    /** The same of a table's key; empty where there is none. */
    static String of(TomlTable table, String key) {
        return Optional.ofNullable(table.get(List.of(key))).map(TomlWords::of).orElse("");
    }
}
