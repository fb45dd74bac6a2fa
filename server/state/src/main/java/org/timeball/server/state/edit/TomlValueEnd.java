package org.timeball.server.state.edit;

/** Where the value that begins at a place of a TOML text ends; the text is known to be TOML. */
final class TomlValueEnd {

    private static final String TRIPLE = "\"\"\"";
    private static final String TRIPLE_LITERAL = "'''";

    private final String text;
    private int at;

    private TomlValueEnd(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The index behind the last character of a value that begins at {@code from}, without spaces that follow it. */
    static int of(String text, int from) {
        var scan = new TomlValueEnd(text, from);
        scan.passValue();
        int end = scan.at;
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** To the line's end, a comment, or what ends a value within others. */
    private void passValue() {
        int depth = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '"' || next == '\'') {
                passString(next);
            } else if (next == '[' || next == '{') {
                depth++;
                at++;
            } else if (depth == 0 && "]},#\n".indexOf(next) >= 0) {
                return;
            } else if (next == ']' || next == '}') {
                depth--;
                at++;
            } else if (next == '#') {
                passComment();
            } else {
                at++;
            }
        }
    }

    private void passComment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void passString(char quote) {
        if (text.startsWith(TRIPLE, at) || text.startsWith(TRIPLE_LITERAL, at)) {
            String triple = text.substring(at, at + TRIPLE.length());
            passTo(triple, at + triple.length(), quote == '"');
            // Two quotes more may stand at the end and belong to the string.
            while (at < text.length() && text.charAt(at) == quote) {
                at++;
            }
        } else {
            passTo(String.valueOf(quote), at + 1, quote == '"');
        }
    }

    private void passTo(String end, int from, boolean hasEscapes) {
        for (at = from; at < text.length(); at++) {
            if (hasEscapes && text.charAt(at) == '\\') {
                at++;
            } else if (text.startsWith(end, at)) {
                at += end.length();
                return;
            }
        }
        at = text.length();
    }
}
