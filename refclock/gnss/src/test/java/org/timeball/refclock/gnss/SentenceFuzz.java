package org.timeball.refclock.gnss;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Fuzz target: one line as NMEA. Whatever stands between {@code $} and the checksum is a sentence or is malformed, and
 * with any other checksum than its own it is nothing.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class SentenceFuzz {

    private static final List<String> ADDRESSES = List.of(
            "GPRMC", "GPZDA", "GPGGA", "GNGNS", "GNGSA", "GPGSV", "GLGLL", "GPGST", "GNTXT", "PMTK705,", "PMTK001,");

    private SentenceFuzz() {}

    /** @param input an octet for the address, and the rest of the text; octets that cannot stand in it are made to */
    public static void fuzzerTestOneInput(byte[] input) {
        var text = new StringBuilder(address(input));
        for (int i = 1; i < input.length; i++) {
            char c = (char) (input[i] & 0x7f);
            text.append(c < ' ' || c > '~' || c == '$' || c == '*' ? ',' : c);
        }
        String body = text.substring(0, Math.min(text.length(), ReceiverDecoder.MAX_SENTENCE - 4));
        int checksum = body.chars().reduce(0, (sum, c) -> sum ^ c);
        var decoder = new ReceiverDecoder();
        must(decodedLines(decoder, body, checksum) == 1, "a right checksum makes a message");
        for (int bit = 0; bit < 8; bit++) {
            must(decodedLines(decoder, body, checksum ^ 1 << bit) == 0, "a wrong checksum makes none");
        }
    }

    private static String address(byte[] input) {
        int kind = input.length == 0 ? 0 : input[0] & 0xff;
        return kind < ADDRESSES.size() * 20 ? ADDRESSES.get(kind % ADDRESSES.size()) : "";
    }

    private static int decodedLines(ReceiverDecoder decoder, String body, int checksum) {
        var line = "$%s*%02X\r\n".formatted(body, checksum).getBytes(StandardCharsets.US_ASCII);
        var messages = new ArrayList<ReceivedMessage>();
        decoder.accept(line, messages::add);
        return messages.size();
    }

    static void must(boolean isSo, String claim) {
        if (!isSo) {
            throw new AssertionError(claim);
        }
    }
}
