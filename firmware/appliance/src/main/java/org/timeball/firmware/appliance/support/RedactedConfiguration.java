package org.timeball.firmware.appliance.support;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A configuration that may be given away: its sections and keys, numbers and switches, and those texts that are a choice of
 * a few words or a port. All other texts are left out, whatever they are, and so are comments.
 */
final class RedactedConfiguration {

    private static final Pattern SECTION = Pattern.compile("\\s*(\\[{1,2}[a-z0-9.-]+]{1,2})\\s*(#.*)?");
    private static final Pattern PLAIN =
            Pattern.compile("\\s*([a-z0-9-]+)\\s*=\\s*(true|false|[+-]?[0-9][0-9._]*(?:e[+-]?[0-9]+)?)\\s*(#.*)?");
    private static final Pattern WORD = Pattern.compile("\\s*([a-z0-9-]+)\\s*=\\s*(\"[^\"\\\\]*\")\\s*(#.*)?");
    private static final Pattern OTHER = Pattern.compile("\\s*([a-z0-9-]+)\\s*=.*");

    /** Keys whose texts are a choice of a few words, or a place on this machine that a receiver is at. */
    private static final Set<String> SHOWN = Set.of(
            "listen", "port", "baud", "pulse", "mode", "smear", "from", "maker", "survey", "challenge", "client-names");

    private RedactedConfiguration() {}

    /** What may be given away of a file, which need not be one that can be used. */
    static String of(String text) {
        // In a text of several lines anything can look like a key.
        boolean hasLongTexts = text.contains("\"\"\"") || text.contains("'''");
        return text.lines()
                .map(line -> hasLongTexts ? keyOf(line) : shown(line))
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String shown(String line) {
        var section = SECTION.matcher(line);
        if (section.matches()) {
            return section.group(1);
        }
        var plain = PLAIN.matcher(line);
        if (plain.matches()) {
            return plain.group(1) + " = " + plain.group(2);
        }
        var word = WORD.matcher(line);
        return word.matches() && SHOWN.contains(word.group(1)) ? word.group(1) + " = " + word.group(2) : keyOf(line);
    }

    private static String keyOf(String line) {
        var section = SECTION.matcher(line);
        if (section.matches()) {
            return section.group(1);
        }
        var other = OTHER.matcher(line);
        return other.matches() ? other.group(1) + " = (left out)" : "";
    }
}
