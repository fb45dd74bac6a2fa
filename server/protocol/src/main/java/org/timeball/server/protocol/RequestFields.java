package org.timeball.server.protocol;

import java.lang.foreign.MemorySegment;

/**
 * Finds the extension fields of one NTPv4 request, where they lie, and says what kind of request they make.
 *
 * <p>One instance is read into again and again and allocates nothing; it belongs to one thread. Positions count from
 * the packet's first octet. Fields behind the authenticator are not protected by it and are passed over (RFC 8915
 * §5.7), but their lengths have to be true. Whether the authenticator holds is not checked here:
 * {@link NtsServerExchange} does that.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.7">RFC 8915 §5.7</a>
 */
public final class RequestFields {

    /** What the fields behind a header amount to. */
    public enum Shape {
        /** No NTS; there may be a unique identifier, and fields that mean nothing to us. */
        PLAIN,
        /** One unique identifier, one cookie and one authenticator behind them. */
        PROTECTED,
        /** Some NTS fields without the others. */
        INCOMPLETE,
        /** A tail too short for a field: a MAC of old, a crypto-NAK, or junk. */
        TRAILING_OCTETS,
        /** A length that is not true, a field twice that may be there once, a unique identifier that is too short. */
        MALFORMED
    }

    /** Longer packets are refused: the longest of use has eight cookies under the longest keys, 1500 octets. */
    public static final int MAX_PACKET_OCTETS = 2048;

    /** RFC 8915 §5.3: at least 32 octets of body. */
    private static final int MIN_UNIQUE_IDENTIFIER_OCTETS = ExtensionField.HEADER_OCTETS + 32;

    private int packetOctets;
    private int uniqueIdentifierAt;
    private int uniqueIdentifierOctets;
    private int cookieAt;
    private int cookieOctets;
    private int authenticatorAt;
    private int authenticatorOctets;
    private boolean hasPlaceholder;

    /** Holds nothing until the first {@link #read}. */
    public RequestFields() {}

    /**
     * Reads the fields of a packet, in place of those read before.
     *
     * @param packet holds the request
     * @param at     position of its first octet in {@code packet}
     * @param octets its length, at least {@link NtpHeader#OCTETS}
     */
    public Shape read(MemorySegment packet, long at, int octets) {
        clear(octets);
        if (octets > MAX_PACKET_OCTETS) {
            return Shape.MALFORMED;
        }
        int position = NtpHeader.OCTETS;
        while (position < octets) {
            int remaining = octets - position;
            if (remaining < ExtensionField.MIN_LAST_OCTETS) {
                return Shape.TRAILING_OCTETS;
            }
            int fieldOctets = ExtensionField.octets(packet, at + position);
            if (!ExtensionField.isPossible(fieldOctets, ExtensionField.MIN_OCTETS, remaining)
                    || !note(ExtensionField.type(packet, at + position), position, fieldOctets)) {
                return Shape.MALFORMED;
            }
            position += fieldOctets;
        }
        return shape();
    }

    /** Length of the packet that was read. */
    public int packetOctets() {
        return packetOctets;
    }

    /** Position of the unique identifier's field; behind the header when there is none. */
    public int uniqueIdentifierAt() {
        return uniqueIdentifierAt;
    }

    /** Length of the unique identifier's field, header included; 0 when there is none. */
    public int uniqueIdentifierOctets() {
        return uniqueIdentifierOctets;
    }

    int cookieAt() {
        return cookieAt;
    }

    int cookieOctets() {
        return cookieOctets;
    }

    int authenticatorAt() {
        return authenticatorAt;
    }

    int authenticatorOctets() {
        return authenticatorOctets;
    }

    /**
     * How many of the fields in a stretch are placeholders as long as the cookie, which is what earns a cookie each.
     *
     * @param from      first octet of the stretch, whose fields have been found well formed
     * @param to        octet behind it
     */
    int placeholders(MemorySegment packet, int from, int to) {
        int count = 0;
        int position = from;
        while (position < to) {
            int fieldOctets = ExtensionField.octets(packet, position);
            if (ExtensionField.type(packet, position) == ExtensionField.NTS_COOKIE_PLACEHOLDER
                    && fieldOctets == cookieOctets) {
                count++;
            }
            position += fieldOctets;
        }
        return count;
    }

    private void clear(int octets) {
        packetOctets = octets;
        uniqueIdentifierAt = NtpHeader.OCTETS;
        uniqueIdentifierOctets = 0;
        cookieOctets = 0;
        authenticatorOctets = 0;
        hasPlaceholder = false;
    }

    /** Remembers a field; false when it may not be there. */
    private boolean note(int type, int position, int octets) {
        if (authenticatorOctets != 0) {
            return type != ExtensionField.NTS_AUTHENTICATOR;
        }
        switch (type) {
            case ExtensionField.UNIQUE_IDENTIFIER -> {
                boolean isGood = uniqueIdentifierOctets == 0 && octets >= MIN_UNIQUE_IDENTIFIER_OCTETS;
                uniqueIdentifierAt = position;
                uniqueIdentifierOctets = octets;
                return isGood;
            }
            case ExtensionField.NTS_COOKIE -> {
                boolean isFirst = cookieOctets == 0;
                cookieAt = position;
                cookieOctets = octets;
                return isFirst;
            }
            case ExtensionField.NTS_COOKIE_PLACEHOLDER -> hasPlaceholder = true;
            case ExtensionField.NTS_AUTHENTICATOR -> {
                authenticatorAt = position;
                authenticatorOctets = octets;
            }
            default -> {
                // Fields of other protocols are none of our business.
            }
        }
        return true;
    }

    private Shape shape() {
        boolean hasCookie = cookieOctets != 0;
        boolean hasAuthenticator = authenticatorOctets != 0;
        if (!hasCookie && !hasAuthenticator && !hasPlaceholder) {
            return Shape.PLAIN;
        }
        return hasCookie && hasAuthenticator && uniqueIdentifierOctets != 0 ? Shape.PROTECTED : Shape.INCOMPLETE;
    }
}
