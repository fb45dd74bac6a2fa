package org.timeball.server.state.edit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each setting means: the annotated configuration of the manual, section by section. The manual's chapter has the same
 * lines; a test holds them together, and both to the keys that are known.
 */
public final class SettingMeanings {

    /** {@code [clock]}, {@code [[source]]}, also behind a comment sign where it may be left out. */
    private static final Pattern HEADER = Pattern.compile("(?:# )?(\\[\\[?)([a-z0-9.-]+)]]?\\s*(?:# (.*))?");

    /** {@code key = value # what it means}, also behind a comment sign where nothing is the default. */
    private static final Pattern KEY =
            Pattern.compile("(?:# )?([a-z0-9-]+) = ((?:\"[^\"]*\"|[^\"#])*?)\\s*(?:# (.*))?");

    /** What leads to another place of the manual, and nowhere on a page. */
    private static final Pattern ELSEWHERE = Pattern.compile("(?:,| \\() ?see (?:below|[a-z/-]+\\.md)\\)?");

    /** A line that goes on with what the one before it means. */
    private static final Pattern MORE = Pattern.compile("\\s+# (.*)");

    private SettingMeanings() {}

    /**
     * A section, in the manual's words.
     *
     * @param name       as in the file; empty for its top
     * @param isRepeated whether it may be there several times
     * @param about      what it is about; may be empty
     * @param keys       in it, in the manual's order
     */
    public record Section(String name, boolean isRepeated, String about, List<Key> keys) {

        /** Copies the list. */
        public Section {
            keys = List.copyOf(keys);
        }

        /** What is known of a key. */
        Optional<Key> key(String wanted) {
            return keys.stream().filter(key -> key.name().equals(wanted)).findFirst();
        }
    }

    /**
     * A setting, in the manual's words.
     *
     * @param name    its key
     * @param example a value as it would be written
     * @param meaning what it does, its unit and range
     */
    public record Key(String name, String example, String meaning) {}

    /** All that can be said in a configuration, in the manual's order. */
    public static List<Section> all() {
        return read(text());
    }

    /** The annotated configuration itself. */
    static String text() {
        try (InputStream lines = SettingMeanings.class.getResourceAsStream("settings.toml")) {
            return new String(Objects.requireNonNull(lines).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException("what the settings mean lies beside this class", cause);
        }
    }

    private static List<Section> read(String text) {
        var sections = new ArrayList<Section>();
        var keys = new ArrayList<Key>();
        var here = new Section("", false, "", List.of());
        for (String line : text.lines().toList()) {
            var header = HEADER.matcher(line);
            var key = KEY.matcher(line);
            var more = MORE.matcher(line);
            if (header.matches()) {
                merge(sections, here, keys);
                here = new Section(header.group(2), header.group(1).length() > 1, words(header, 3), List.of());
                keys.clear();
            } else if (key.matches()) {
                keys.add(new Key(key.group(1), key.group(2), words(key, 3)));
            } else if (more.matches() && !keys.isEmpty()) {
                var last = keys.removeLast();
                keys.add(new Key(last.name(), last.example(), last.meaning() + ' ' + words(more, 1)));
            }
        }
        merge(sections, here, keys);
        return List.copyOf(sections);
    }

    private static String words(Matcher line, int group) {
        return ELSEWHERE
                .matcher(Objects.requireNonNullElse(line.group(group), ""))
                .replaceAll("");
    }

    /** A section that the manual shows twice, with other keys each time, is one. */
    private static void merge(List<Section> sections, Section section, List<Key> keys) {
        for (int i = 0; i < sections.size(); i++) {
            var before = sections.get(i);
            if (before.name().equals(section.name())) {
                var all = new ArrayList<>(before.keys());
                keys.stream().filter(key -> before.key(key.name()).isEmpty()).forEach(all::add);
                sections.set(i, new Section(before.name(), before.isRepeated(), before.about(), all));
                return;
            }
        }
        sections.add(new Section(section.name(), section.isRepeated(), section.about(), keys));
    }
}
