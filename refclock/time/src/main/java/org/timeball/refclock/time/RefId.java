package org.timeball.refclock.time;

/**
 * A reference identifier: four ASCII octets at stratum 0 and 1, a hash of the source's address below.
 *
 * @param bits the four octets, first one highest
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-7.3">RFC 5905 §7.3</a>
 */
public record RefId(int bits) {

    /** Nothing is vouched for. */
    public static final RefId NONE = new RefId(0);

    /** A pulse-per-second source named by a receiver's sentences. */
    public static final RefId PPS = ofAscii("PPS");

    /** A satellite receiver's sentences alone. */
    public static final RefId GPS = ofAscii("GPS");

    /** Time served while a leap second is smeared: 127.127.1.255, which chrony's programs know as that. */
    public static final RefId SMEAR = new RefId(127 << 24 | 127 << 16 | 1 << 8 | 255);

    /**
     * An identifier of one to four ASCII letters, padded with zeros.
     *
     * @throws IllegalArgumentException if {@code name} is empty, longer than four, or not printable ASCII
     */
    public static RefId ofAscii(String name) {
        if (name.isEmpty() || name.length() > 4 || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a reference id is 1 to 4 printable ASCII letters, not \"" + name + '"');
        }
        int bits = 0;
        for (int i = 0; i < 4; i++) {
            bits = bits << 8 | (i < name.length() ? name.charAt(i) : 0);
        }
        return new RefId(bits);
    }

    /** The octets as letters where they are printable, else as eight hexadecimal digits. */
    @Override
    public String toString() {
        var letters = new StringBuilder(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            int octet = bits >>> shift & 0xff;
            if (octet > ' ' && octet < 0x7f) {
                letters.append((char) octet);
            } else if (octet != 0) {
                return "%08X".formatted(bits);
            }
        }
        return letters.isEmpty() ? "00000000" : letters.toString();
    }
}
