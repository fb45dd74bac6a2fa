package org.timeball.server.state.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * A configuration's text into which single settings are written; comments, order and blank lines stay as the operator has them.
 *
 * <p>Immutable.
 *
 * @param text TOML
 */
public record ConfigEdit(String text) {

    /** What the text says first. */
    private static final String FIRST_KEY = "schema";

    /**
     * Writes a setting: over the value that is there, or as a line under its section, which is made at the end where there is
     * none.
     *
     * @param section the name of a section that is there once; empty for the top of the file
     * @param key     in it
     * @param value   in TOML, as {@code "text"} or {@code 5}
     * @throws IllegalArgumentException if the text is not TOML, or says it in a way that cannot be rewritten line by line
     */
    public ConfigEdit with(String section, String key, String value) {
        var now = parsed(text);
        var there = table(now, section).filter(table -> table.contains(List.of(key)));
        var next = new ConfigEdit(
                there.isPresent() ? overwritten(there.get(), key, value) : inserted(section, key + " = " + value));
        requireSaid(next.text, section, key, value);
        return next;
    }

    /**
     * Takes a setting out, with its line.
     *
     * @param section the name of a section that is there once; empty for the top of the file
     * @throws IllegalArgumentException if the text is not TOML, or does not have it on a line of its own
     */
    public ConfigEdit without(String section, String key) {
        var there = table(parsed(text), section).filter(table -> table.contains(List.of(key)));
        if (there.isEmpty()) {
            return this;
        }
        int value = valueOffset(there.get(), key);
        int from = text.lastIndexOf('\n', value) + 1;
        int end = text.indexOf('\n', TomlValueEnd.of(text, value));
        var next = new ConfigEdit(text.substring(0, from) + (end < 0 ? "" : text.substring(end + 1)));
        var left = Toml.parse(next.text);
        if (left.hasErrors()
                || table(left, section)
                        .filter(table -> table.contains(List.of(key)))
                        .isPresent()) {
            throw new IllegalArgumentException(key + " is not on a line of its own: take it out by hand");
        }
        return next;
    }

    /** The text with lines of TOML at its end, after a blank one. */
    public ConfigEdit withAtEnd(String lines) {
        return new ConfigEdit(ended(text) + '\n' + ended(lines));
    }

    /** Whether there is a section of that name, once or several times. */
    public boolean has(String section) {
        return parsed(text).contains(List.of(section));
    }

    /** A TOML basic string. */
    public static String quoted(String words) {
        var quoted = new StringBuilder("\"");
        words.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point < ' ' || point == 0x7f) {
                quoted.append("\\u%04X".formatted(point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }

    /** A TOML array of basic strings. */
    public static String quoted(List<String> words) {
        return words.stream().map(ConfigEdit::quoted).toList().toString();
    }

    private String overwritten(TomlTable table, String key, String value) {
        int from = valueOffset(table, key);
        return text.substring(0, from) + value + text.substring(TomlValueEnd.of(text, from));
    }

    /** Where a value begins, behind the equals sign. */
    private int valueOffset(TomlTable table, String key) {
        var place = Optional.ofNullable(table.inputPositionOf(List.of(key)))
                .orElseThrow(() -> new IllegalArgumentException("there is no place of " + key + " in the text"));
        int from = text.indexOf('=', offset(place.line(), place.column())) + 1;
        while (from < text.length() && " \t".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        return from;
    }

    private int offset(int line, int column) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            at = text.indexOf('\n', at) + 1;
        }
        return at + column - 1;
    }

    private String inserted(String section, String line) {
        var lines = new ArrayList<>(ended(text).lines().toList());
        var header = section.isEmpty()
                ? Pattern.compile("\\s*" + FIRST_KEY + "\\s*=.*")
                : Pattern.compile("\\s*\\[\\s*" + Pattern.quote(section) + "\\s*]\\s*(#.*)?");
        for (int i = 0; i < lines.size(); i++) {
            if (header.matcher(lines.get(i)).matches()) {
                lines.add(i + 1, line);
                return String.join("\n", lines) + '\n';
            }
        }
        return withAtEnd('[' + section + "]\n" + line).text;
    }

    private static String ended(String lines) {
        return lines.isEmpty() || lines.endsWith("\n") ? lines : lines + '\n';
    }

    private static Optional<TomlTable> table(TomlParseResult parsed, String section) {
        if (section.isEmpty()) {
            return Optional.of(parsed);
        }
        return Optional.ofNullable(parsed.get(List.of(section))).map(found -> {
            if (found instanceof TomlTable once) {
                return once;
            }
            throw new IllegalArgumentException("[" + section + "] is not there once: change it in the text");
        });
    }

    private static TomlParseResult parsed(String text) {
        var parsed = Toml.parse(text);
        if (parsed.hasErrors()) {
            throw new IllegalArgumentException("the configuration is not TOML: mend it first");
        }
        return parsed;
    }

    /** Lines that look like another's, as in a text of several lines, would be taken for it. */
    private static void requireSaid(String text, String section, String key, String value) {
        var next = Toml.parse(text);
        var wanted = Toml.parse("value = " + value);
        boolean isSaid = !next.hasErrors()
                && !wanted.hasErrors()
                && wanted.size() == 1
                && table(next, section)
                        .filter(table -> TomlWords.of(table, key).equals(TomlWords.of(wanted, "value")))
                        .isPresent();
        if (!isSaid) {
            throw new IllegalArgumentException(
                    key + " cannot be written into this text by itself: change it in the text");
        }
    }
}
