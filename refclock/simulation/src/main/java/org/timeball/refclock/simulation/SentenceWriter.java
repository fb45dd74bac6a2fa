package org.timeball.refclock.simulation;

import java.nio.charset.StandardCharsets;

/**
 * Writes sentences of NMEA 0183, each between its {@code $} and its checksum. It formats nothing by patterns: a receiver in
 * the daemon's own process is not to make most of that process's garbage.
 */
final class SentenceWriter {

    private static final String HEX_DIGITS = "0123456789ABCDEF";

    /** What receivers say in a second is shorter. */
    private final StringBuilder text = new StringBuilder(1_024);

    private int begin;

    /** Begins a sentence. */
    SentenceWriter begin(String talker, String type) {
        text.append('$');
        begin = text.length();
        text.append(talker).append(type);
        return this;
    }

    /** A field, or several with commas between them. */
    SentenceWriter field(String words) {
        text.append(',').append(words);
        return this;
    }

    /**
     * A field that is a whole number.
     *
     * @param value  not negative
     * @param digits how many at least, zeros in front
     */
    SentenceWriter field(int value, int digits) {
        text.append(',');
        number(value, digits);
        return this;
    }

    /** A field of three numbers of two digits, as a time or a date, and of what follows them. */
    SentenceWriter field(int first, int second, int third, String behind) {
        text.append(',');
        number(first, 2);
        number(second, 2);
        number(third, 2);
        text.append(behind);
        return this;
    }

    private void number(int value, int digits) {
        int power = 1;
        for (int i = 1; i < digits; i++) {
            power *= 10;
        }
        for (; power > 1 && value < power; power /= 10) {
            text.append('0');
        }
        text.append(value);
    }

    /** Ends the sentence: what stands between {@code $} and {@code *}, each letter XORed with the next. */
    void end() {
        int checksum = 0;
        for (int i = begin; i < text.length(); i++) {
            checksum ^= text.charAt(i);
        }
        text.append('*')
                .append(HEX_DIGITS.charAt(checksum >> 4))
                .append(HEX_DIGITS.charAt(checksum & 0xf))
                .append("\r\n");
    }

    /** All that was written. */
    byte[] octets() {
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
