package org.timeball.firmware.appliance.bench.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads one line of the load generator: a JSON object of numbers, texts and objects of the same.
 *
 * <p>A member of an inner object has the outer one's name and a dot before its own. Anything else is no answer of the
 * load generator, and is empty here, not half read.
 */
final class LoaderJson {

    private static final Pattern NAME = Pattern.compile("\\s*\"([^\"\\\\]*)\"\\s*:\\s*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");

    private final String line;
    private final Map<String, Double> numbers = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private int at;

    private LoaderJson(String line) {
        this.line = line;
    }

    /** The answer in a line, or empty when it is none. */
    static Optional<Answer> read(String line) {
        var reader = new LoaderJson(line.strip());
        boolean isWhole = reader.object("", false) && reader.at == reader.line.length();
        return isWhole ? Optional.of(new Answer(reader.numbers, reader.texts)) : Optional.empty();
    }

    /**
     * What the load generator said.
     *
     * @param numbers by name, such as {@code received_per_s} or {@code abs_offset.p99}
     * @param texts   by name, such as {@code label}
     */
    record Answer(Map<String, Double> numbers, Map<String, String> texts) {

        Answer {
            numbers = Map.copyOf(numbers);
            texts = Map.copyOf(texts);
        }

        /** A number that this kind of answer always has. */
        double number(String name) {
            return Optional.ofNullable(numbers.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("the load generator does not tell " + name));
        }

        boolean has(String name) {
            return numbers.containsKey(name);
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(texts.get(name));
        }

        /** Whether the load generator, and not the server, was at its end. */
        boolean isLoaderLimited() {
            return "max!".equals(texts.get("label"));
        }
    }

    private boolean object(String prefix, boolean isInner) {
        if (!takes("{")) {
            return false;
        }
        do {
            var name = take(NAME);
            if (name.isEmpty() || !value(prefix + name.get().group(1), isInner)) {
                return false;
            }
        } while (takes(","));
        return takes("}");
    }

    private boolean value(String name, boolean isInner) {
        var number = take(NUMBER);
        if (number.isPresent()) {
            return numbers.put(name, Double.valueOf(number.get().group())) == null;
        }
        var text = take(TEXT);
        if (text.isPresent()) {
            return texts.put(name, text.get().group(1)) == null;
        }
        return !isInner && object(name + ".", true);
    }

    private boolean takes(String sign) {
        boolean isThere = line.startsWith(sign, at);
        at += isThere ? sign.length() : 0;
        return isThere;
    }

    private Optional<MatchResult> take(Pattern pattern) {
        var matcher = pattern.matcher(line).region(at, line.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(matcher.toMatchResult());
    }
}
