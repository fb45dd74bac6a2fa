package org.timeball.web.appliance.access;

import java.util.Locale;
import java.util.Optional;

/**
 * Octets as letters and digits that a person can copy from a screen.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-6">RFC 4648 §6</a>
 */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    /** Without padding, as authenticator programs take it. */
    static String encode(byte[] octets) {
        var text = new StringBuilder();
        int kept = 0;
        int bits = 0;
        for (byte octet : octets) {
            kept = kept << Byte.SIZE | octet & 0xff;
            for (bits += Byte.SIZE; bits >= BITS; bits -= BITS) {
                text.append(ALPHABET.charAt(kept >> bits - BITS & 0x1f));
            }
            kept &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(kept << BITS - bits & 0x1f));
        }
        return text.toString();
    }

    /** The octets; empty for what is no such text. Blanks are passed over, case does not matter. */
    static Optional<byte[]> decode(String text) {
        String letters = text.replaceAll("[\\s=-]", "").toUpperCase(Locale.ROOT);
        byte[] octets = new byte[letters.length() * BITS / Byte.SIZE];
        int kept = 0;
        int bits = 0;
        int at = 0;
        for (char letter : letters.toCharArray()) {
            int value = ALPHABET.indexOf(letter);
            if (value < 0) {
                return Optional.empty();
            }
            kept = kept << BITS | value;
            bits += BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                octets[at++] = (byte) (kept >> bits);
            }
            kept &= (1 << bits) - 1;
        }
        return Optional.of(octets);
    }
}
