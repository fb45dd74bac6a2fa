package org.timeball.server.keyexchange;

import java.nio.ByteBuffer;

/**
 * Where a client comes from, as far as fairness goes: an IPv4 address, or the 64 bits that an IPv6 site is given whole.
 *
 * @param isIpv6 which of the two
 * @param prefix the address, or the upper half of it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6177#section-2">RFC 6177 §2</a>
 */
public record ClientNetwork(boolean isIpv6, long prefix) {

    private static final int IPV4_OCTETS = 4;

    /**
     * The network of an address.
     *
     * @param address 4 or 16 octets in network order; an IPv4 one that came by IPv6 is unwrapped already, as Java does
     */
    public static ClientNetwork of(byte[] address) {
        var octets = ByteBuffer.wrap(address);
        return address.length == IPV4_OCTETS
                ? new ClientNetwork(false, Integer.toUnsignedLong(octets.getInt()))
                : new ClientNetwork(true, octets.getLong());
    }

    /** As people write it: an address of IPv4, and of IPv6 the network with the length of its prefix. */
    public String words() {
        if (!isIpv6) {
            return "%d.%d.%d.%d".formatted(prefix >> 24 & 0xff, prefix >> 16 & 0xff, prefix >> 8 & 0xff, prefix & 0xff);
        }
        return "%x:%x:%x:%x::/64"
                .formatted(prefix >>> 48, prefix >>> 32 & 0xffff, prefix >>> 16 & 0xffff, prefix & 0xffff);
    }
}
