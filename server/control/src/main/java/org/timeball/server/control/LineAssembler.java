package org.timeball.server.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of octets into lines, and remembers no more of one than its limit.
 *
 * <p>What is not UTF-8 becomes U+FFFD, which JSON then refuses or carries. Confined to one thread.
 */
public final class LineAssembler {

    private static final int FIRST_OCTETS = 512;

    private final int limitOctets;
    private byte[] line;
    private int length;

    /** @param limitOctets the longest line that is taken, without its newline; positive */
    public LineAssembler(int limitOctets) {
        this.limitOctets = limitOctets;
        this.line = new byte[Math.min(FIRST_OCTETS, limitOctets)];
    }

    /** What the octets taken so far amount to. */
    public sealed interface Taken {

        /**
         * A whole line; more may follow in the same buffer.
         *
         * @param text without its newline, nor a carriage return before that
         */
        record Line(String text) implements Taken {}

        /** The buffer ended inside a line. */
        record Part() implements Taken {}

        /**
         * The line exceeds its limit; what follows cannot be told from it, so the stream is to be closed.
         *
         * @param limitOctets that was exceeded
         */
        record Overlong(int limitOctets) implements Taken {}
    }

    /** Takes octets up to and with the next newline, or all of them when there is none. */
    public Taken take(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            byte octet = octets.get();
            if (octet == '\n') {
                return new Taken.Line(finish());
            }
            if (length == limitOctets) {
                return new Taken.Overlong(limitOctets);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(2 * length, limitOctets));
            }
            line[length++] = octet;
        }
        return new Taken.Part();
    }

    private String finish() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }
}
