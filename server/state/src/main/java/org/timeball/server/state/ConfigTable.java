package org.timeball.server.state;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import org.timeball.server.state.ConfigException.Position;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * One table of a configuration, read key by key.
 *
 * <p>A wrong value is reported and read as the fallback, so that reading goes on and finds the next mistake. What was
 * asked for is what is known: {@link #refuseTheRest} reports the other keys.
 */
public final class ConfigTable {

    private final ConfigText text;
    private final TomlTable table;
    private final String name;
    private final Position at;
    private final TreeSet<String> known = new TreeSet<>();

    /**
     * @param name as in messages: {@code clock}, or empty for the file's top
     * @param at   where the table begins
     */
    ConfigTable(ConfigText text, TomlTable table, String name, Position at) {
        this.text = text;
        this.table = table;
        this.name = name;
        this.at = at;
    }

    /** Whether there is a value for {@code key}. */
    public boolean has(String key) {
        known.add(key);
        return value(key).isPresent();
    }

    /**
     * Reports {@code key} if it is not there.
     *
     * @param example a value as it would be written
     */
    public void require(String key, String example) {
        if (!has(key)) {
            String where = name.isEmpty() ? "at the top" : "under [" + name + "]";
            text.report(at, path(key) + " is missing", "write %s: %s = %s".formatted(where, key, example));
        }
    }

    /** True or false; {@code fallback} if it is not there or wrong. */
    public boolean flag(String key, boolean fallback) {
        return read(key, Boolean.class, "true or false", String.valueOf(fallback))
                .orElse(fallback);
    }

    /** A text; {@code fallback} if it is not there or wrong. */
    public String text(String key, String fallback) {
        return read(key, String.class, "text", quoted(fallback)).orElse(fallback);
    }

    /** A list of texts; an empty one if it is not there or wrong. */
    public List<String> texts(String key, String example) {
        var list = read(key, TomlArray.class, "a list of texts", example);
        if (list.isEmpty() || list.get().toList().stream().allMatch(String.class::isInstance)) {
            return list.stream()
                    .flatMap(all -> all.toList().stream())
                    .map(String.class::cast)
                    .toList();
        }
        report(key, "not all in the list is text", "write " + key + " = " + example);
        return List.of();
    }

    /** A list of whole numbers; an empty one if it is not there or wrong. */
    public List<Long> integers(String key, String example) {
        var list = read(key, TomlArray.class, "a list of whole numbers", example);
        if (list.isEmpty() || list.get().toList().stream().allMatch(Long.class::isInstance)) {
            return list.stream()
                    .flatMap(all -> all.toList().stream())
                    .map(Long.class::cast)
                    .toList();
        }
        report(key, "not all in the list are whole numbers", "write " + key + " = " + example);
        return List.of();
    }

    /** One of a few words. */
    public <T> T choice(String key, List<T> choices, Function<T, String> words, T fallback) {
        String said = text(key, words.apply(fallback));
        for (T choice : choices) {
            if (words.apply(choice).equals(said)) {
                return choice;
            }
        }
        var known = choices.stream().map(words).map(ConfigTable::quoted).toList();
        report(key, quoted(said) + " is none of them", "write one of " + String.join(", ", known));
        return fallback;
    }

    /** Nothing if it is not there or wrong. */
    OptionalDouble optionalReal(String key, Range range) {
        return read(key, Number.class, "a number", range.nearest(range.min()))
                .filter(number -> isWithin(key, range, number))
                .map(number -> OptionalDouble.of(number.doubleValue()))
                .orElse(OptionalDouble.empty());
    }

    /** A number within {@code range}; {@code fallback} if it is not there or wrong. */
    public double real(String key, Range range, double fallback) {
        return optionalReal(key, range).orElse(fallback);
    }

    /** Whether {@code key} is this very word; nothing is wrong if it is something else. */
    boolean says(String key, String word) {
        known.add(key);
        return value(key).filter(word::equals).isPresent();
    }

    /** A number, or nothing for {@code word}, which also stands for a key that is not there. */
    OptionalDouble realOrWord(String key, Range range, String word) {
        if (says(key, word)) {
            return OptionalDouble.empty();
        }
        return read(key, Number.class, quoted(word) + " or a number", quoted(word))
                .filter(number -> isWithin(key, range, number))
                .map(number -> OptionalDouble.of(number.doubleValue()))
                .orElse(OptionalDouble.empty());
    }

    /** A whole number within {@code range}; {@code fallback} if it is not there or wrong. */
    public int integer(String key, Range range, int fallback) {
        return optionalInteger(key, range).orElse(fallback);
    }

    /** Nothing if it is not there or wrong. {@code range} lies within that of an int. */
    OptionalInt optionalInteger(String key, Range range) {
        return read(key, Long.class, "a whole number", range.nearest(range.min()))
                .filter(number -> isWithin(key, range, number))
                .map(number -> OptionalInt.of(number.intValue()))
                .orElse(OptionalInt.empty());
    }

    private boolean isWithin(String key, Range range, Number number) {
        boolean within = range.contains(number.doubleValue());
        if (!within) {
            report(key, range.refusal(number), "write " + range.nearest(number.doubleValue()));
        }
        return within;
    }

    /** A path, a relative one from the file's folder; {@code fallback} if it is not there or wrong. */
    public Path path(String key, Path fallback) {
        return read(key, String.class, "a path in quotes", quoted(fallback.toString()))
                .flatMap(path -> resolve(key, path))
                .orElse(fallback);
    }

    private Optional<Path> resolve(String key, String path) {
        try {
            if (!path.isBlank()) {
                return Optional.of(text.resolve(path));
            }
        } catch (InvalidPathException notAPath) {
            // reported with the empty ones
        }
        report(key, "that is not a path", "give a path, as \"/etc/timeball/name.pem\"");
        return Optional.empty();
    }

    /** A file that must be there. One in a folder that we may not look into passes: whoever opens it will say more. */
    public Path existingFile(String key, Path fallback) {
        Path file = path(key, fallback);
        if (has(key) && Files.notExists(file)) {
            report(
                    key,
                    "there is no file " + file,
                    "correct the path; one that does not begin with / counts from this file's folder");
        } else if (has(key) && Files.isDirectory(file)) {
            report(key, file + " is a folder", "name the file in it");
        }
        return file;
    }

    InetSocketAddress listen(String key, InetSocketAddress fallback) {
        return read(key, String.class, "an address in quotes", "\"127.0.0.1:11123\"")
                .flatMap(address -> listen(key, address))
                .orElse(fallback);
    }

    private Optional<InetSocketAddress> listen(String key, String address) {
        var listen = ListenAddress.parse(address);
        if (listen.isEmpty()) {
            report(
                    key,
                    quoted(address) + " is not an address and port",
                    "write numbers, as \"127.0.0.1:11123\" or \"[::]:123\"; the port is 0 to 65535");
        }
        return listen;
    }

    /** The section {@code [key]}; an empty one if it is not there. */
    public ConfigTable section(String key) {
        known.add(key);
        return switch (value(key).orElse(table)) {
            case TomlTable found when found != table -> new ConfigTable(text, found, path(key), positionOf(key));
            case TomlArray _ -> {
                text.report(
                        positionOf(key),
                        path(key) + " is there once",
                        "write [" + path(key) + "] with single brackets");
                yield none(key);
            }
            case TomlTable _ -> none(key);
            default -> {
                text.report(positionOf(key), path(key) + " is a section", "write [" + key + "] on a line of its own");
                yield none(key);
            }
        };
    }

    private ConfigTable none(String key) {
        return new ConfigTable(text, Toml.parse(""), path(key), text.wholeFile());
    }

    /** The sections {@code [[key]]}, in the order of the file. */
    public List<ConfigTable> sections(String key) {
        known.add(key);
        var sections = new ArrayList<ConfigTable>();
        if (value(key).orElse(0) instanceof TomlArray found
                && found.toList().stream().allMatch(TomlTable.class::isInstance)) {
            for (int i = 0; i < found.size(); i++) {
                var place = text.position(found.inputPositionOf(i));
                sections.add(new ConfigTable(text, found.getTable(i), path(key), place));
            }
        } else if (has(key)) {
            text.report(
                    positionOf(key),
                    path(key) + " may be there several times",
                    "write [[" + path(key) + "]] with double brackets");
        }
        return sections;
    }

    /** Reports every key that was never asked for. */
    public void refuseTheRest() {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                String advice = NearestKey.of(key, known)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("known here: " + String.join(", ", known));
                text.report(positionOf(key), path(key) + " is not a known key", advice);
            }
        }
    }

    /** Reports the value of {@code key}. */
    public void report(String key, String problem, String advice) {
        text.report(positionOfValue(key), path(key) + ": " + problem, advice);
    }

    private <T> Optional<T> read(String key, Class<T> type, String wanted, String example) {
        known.add(key);
        var value = value(key);
        if (value.isPresent() && !type.isInstance(value.get())) {
            report(key, "%s, must be %s".formatted(described(value.get()), wanted), "write " + key + " = " + example);
        }
        return value.filter(type::isInstance).map(type::cast);
    }

    private Optional<Object> value(String key) {
        return Optional.ofNullable(table.get(List.of(key)));
    }

    private static String described(Object value) {
        return switch (value) {
            case String words -> quoted(words) + " is text";
            case Long number -> number + " is a whole number";
            case Double number -> number + " is a number with a fraction";
            case Boolean flag -> flag + " is true or false";
            case TomlTable _ -> "it is a section";
            case TomlArray _ -> "it is a list";
            default -> value + " is a date or time";
        };
    }

    private Position positionOf(String key) {
        return text.position(table.inputPositionOf(List.of(key)));
    }

    /** Behind the equals sign where there is one on the key's line. */
    private Position positionOfValue(String key) {
        var place = positionOf(key);
        int column = place.text().indexOf('=', place.column() - 1) + 1;
        if (column == 0) {
            return place;
        }
        while (column < place.text().length()
                && Character.isWhitespace(place.text().charAt(column))) {
            column++;
        }
        return new Position(place.file(), place.line(), column + 1, place.text());
    }

    private String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    private static String quoted(String words) {
        return '"' + words + '"';
    }
}
