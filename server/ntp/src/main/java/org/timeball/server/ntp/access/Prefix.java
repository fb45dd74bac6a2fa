package org.timeball.server.ntp.access;

/**
 * A network, as {@code 192.0.2.0/24} or {@code 2001:db8::/32}; a bare address is a network of one.
 *
 * @param high upper 64 bits, those behind the prefix zero
 * @param low  lower 64 bits; IPv4 as {@code ::ffff:a.b.c.d}
 * @param bits how many count, of all 128: an IPv4 prefix has 96 more than is written
 * @param isIpv4 whether it is of IPv4, of which no IPv6 prefix holds any, however short
 */
public record Prefix(long high, long low, int bits, boolean isIpv4) {

    private static final long MAPPED_IPV4 = 0xffffL << 32;
    private static final int IPV4_FROM_BIT = 96;

    /** @throws IllegalArgumentException if there are bits behind the prefix, or more than an address has */
    public Prefix {
        if (bits < (isIpv4 ? IPV4_FROM_BIT : 0) || bits > 128) {
            throw new IllegalArgumentException("a prefix of " + bits + " bits");
        }
        if ((high & ~highMask(bits)) != 0 || (low & ~lowMask(bits)) != 0) {
            throw new IllegalArgumentException("bits behind the prefix");
        }
    }

    /**
     * The network of so many leading bits that an address is in.
     *
     * @param octets  the address, 4 or 16 octets
     * @param written how many bits, as one writes it: 0 to 32 or 0 to 128
     */
    public static Prefix of(byte[] octets, int written) {
        boolean isIpv4 = octets.length == 4;
        int bits = isIpv4 ? IPV4_FROM_BIT + written : written;
        long high = isIpv4 ? 0 : word(octets, 0);
        long low = isIpv4 ? MAPPED_IPV4 | word(octets, -4) & 0xffff_ffffL : word(octets, 8);
        return new Prefix(high & highMask(bits), low & lowMask(bits), bits, isIpv4);
    }

    /** Whether an address is in it; allocates nothing. */
    public boolean contains(long addressHigh, long addressLow, boolean addressIsIpv6) {
        return isIpv4 != addressIsIpv6 && (addressHigh & highMask(bits)) == high && (addressLow & lowMask(bits)) == low;
    }

    private static long highMask(int bits) {
        return bits == 0 ? 0 : bits >= 64 ? -1 : -1L << 64 - bits;
    }

    private static long lowMask(int bits) {
        return bits <= 64 ? 0 : -1L << 128 - bits;
    }

    /** Eight octets from an index on; those before the array are zero. */
    private static long word(byte[] octets, int from) {
        long word = 0;
        for (int i = from; i < from + 8; i++) {
            word = word << 8 | (i < 0 ? 0 : octets[i] & 0xff);
        }
        return word;
    }
}
