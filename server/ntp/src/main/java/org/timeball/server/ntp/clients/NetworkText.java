package org.timeball.server.ntp.clients;

import java.util.ArrayList;

/**
 * A client's network as people write it: dotted for IPv4, for IPv6 by groups of hexadecimal digits without leading zeros.
 *
 * <p>Of IPv6 there are 64 bits at most, so that the zeros behind them are always the longest run, which {@code ::} stands
 * for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952#section-4">RFC 5952 §4</a>
 */
final class NetworkText {

    private static final long MAPPED_IPV4 = 0xffffL << 32;

    private NetworkText() {}

    /** Whether the 128 bits are an IPv4 address, {@code ::ffff:a.b.c.d}. */
    static boolean isIpv4(long high, long low) {
        return high == 0 && (low & -1L << 32) == MAPPED_IPV4;
    }

    static String ofIpv4(long low) {
        return (low >> 24 & 0xff) + "." + (low >> 16 & 0xff) + "." + (low >> 8 & 0xff) + "." + (low & 0xff);
    }

    /** @param high the upper 64 bits; the others are zero */
    static String ofIpv6(long high) {
        var groups = new ArrayList<String>();
        for (long rest = high; rest != 0; rest <<= 16) {
            groups.add(Integer.toHexString((int) (rest >>> 48)));
        }
        return String.join(":", groups) + "::";
    }
}
