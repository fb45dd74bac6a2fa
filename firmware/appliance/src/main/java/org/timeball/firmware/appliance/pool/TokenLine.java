package org.timeball.firmware.appliance.pool;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.pool.PoolToken;

/**
 * A line of a file of tokens: the token, the day it was added, and words about it; the day and the words may be missing.
 * Its text is a secret, and is not printed.
 *
 * @param text  the token
 * @param token what is known of it
 * @param added as 2026-11-27, or empty
 * @param label printable, or empty
 */
record TokenLine(String text, PoolToken token, String added, String label) {

    /** Longer words are cut off. */
    static final int LONGEST_LABEL = 60;

    private static final Pattern FORM = Pattern.compile("(\\S+)(?:\\s+(\\d{4}-\\d\\d-\\d\\d))?(?:\\s+(.*))?");

    /** Reads one; says what is wrong without repeating it. */
    static Decoded<TokenLine> of(String line) {
        Matcher parts = FORM.matcher(line.strip());
        if (!parts.matches()) {
            return new Decoded.Malformed<>("line", 0, "empty");
        }
        String text = parts.group(1);
        return switch (PoolToken.of(text)) {
            case Decoded.Ok<PoolToken>(var token) ->
                new Decoded.Ok<>(new TokenLine(text, token, group(parts, 2), printable(group(parts, 3))));
            case Decoded.Malformed<PoolToken>(var field, long offset, var reason) ->
                new Decoded.Malformed<>(field, offset, reason);
        };
    }

    private static String group(Matcher parts, int number) {
        return Optional.ofNullable(parts.group(number)).orElse("");
    }

    /** What of it a line of a terminal or a page can show. */
    static String printable(String label) {
        String clean = label.strip().replaceAll("[\\p{Cntrl}\\p{Cf}]", "");
        return clean.substring(0, Math.min(clean.length(), LONGEST_LABEL));
    }

    /** As it is written. */
    String line() {
        return (text + ' ' + added + ' ' + label).strip();
    }

    @Override
    public String toString() {
        return "TokenLine[" + token + ", " + added + ", " + label + ']';
    }
}
