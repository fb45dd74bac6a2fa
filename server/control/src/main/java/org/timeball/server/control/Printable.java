package org.timeball.server.control;

import java.nio.charset.Charset;

/** Text as a terminal can take it: no control characters but the newline, and ± and µ spelled out where they cannot be written. */
public final class Printable {

    private Printable() {}

    /**
     * Replaces what the terminal must not or cannot take.
     *
     * @param charset of the terminal
     */
    public static String of(String text, Charset charset) {
        var harmless = text.replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
        return charset.newEncoder().canEncode("±µ")
                ? harmless
                : harmless.replace("±", "+/-").replace('µ', 'u');
    }
}
