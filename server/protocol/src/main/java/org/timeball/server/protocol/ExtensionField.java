package org.timeball.server.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The frame of an NTP extension field, read and written where it lies: 16 bits of type, 16 bits of length, a body.
 *
 * <p>The length counts header, body and padding. What the fields of one request amount to is the matter of
 * {@link RequestFields}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7822">RFC 7822</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5">RFC 8915 §5, the NTS fields</a>
 */
public final class ExtensionField {

    /** Octets of type and length before the body. */
    public static final int HEADER_OCTETS = 4;

    /** The shortest field that stands in the clear, header included (RFC 7822 §7.5). */
    public static final int MIN_OCTETS = 16;

    /** The shortest field that ends a packet without a MAC: less than this could be a MAC (RFC 7822 §7.5.1.4). */
    public static final int MIN_LAST_OCTETS = 28;

    /** Chosen by the client for each request, echoed by the server. */
    public static final int UNIQUE_IDENTIFIER = 0x0104;

    /** The server's sealed state about this client. */
    public static final int NTS_COOKIE = 0x0204;

    /** Room for one more cookie in the reply. */
    public static final int NTS_COOKIE_PLACEHOLDER = 0x0304;

    /** Nonce, tag and the encrypted fields. */
    public static final int NTS_AUTHENTICATOR = 0x0404;

    private static final ValueLayout.OfShort INT16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private ExtensionField() {}

    /** The type of the field at {@code at}, 0 to 65535. */
    public static int type(MemorySegment packet, long at) {
        return int16(packet, at);
    }

    /** The length that the field at {@code at} claims, header included, 0 to 65535; not checked. */
    public static int octets(MemorySegment packet, long at) {
        return int16(packet, at + 2);
    }

    /**
     * Whether a claimed length can be true.
     *
     * @param octets    as claimed, header included
     * @param minOctets {@link #MIN_OCTETS} in the clear, {@link #HEADER_OCTETS} inside a ciphertext (RFC 8915 §5.6)
     * @param remaining octets left in the packet, this field's header included
     */
    public static boolean isPossible(int octets, int minOctets, int remaining) {
        return octets >= minOctets && octets <= remaining && octets % 4 == 0;
    }

    /**
     * Writes a field's header.
     *
     * @param octets whole length, header and padding included, a multiple of 4
     */
    public static void putHeader(MemorySegment packet, long at, int type, int octets) {
        putInt16(packet, at, type);
        putInt16(packet, at + 2, octets);
    }

    /** The next multiple of 4 that is not smaller than {@code octets}. */
    public static int padded(int octets) {
        return octets + 3 & ~3;
    }

    /** The 16-bit number at {@code at}, 0 to 65535. */
    public static int int16(MemorySegment packet, long at) {
        return packet.get(INT16, at) & 0xffff;
    }

    /** Writes a 16-bit number. */
    public static void putInt16(MemorySegment packet, long at, int value) {
        packet.set(INT16, at, (short) value);
    }
}
