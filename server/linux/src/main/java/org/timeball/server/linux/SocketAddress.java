package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/**
 * {@code struct sockaddr_in} and {@code sockaddr_in6}, read where they lie.
 *
 * <p>An address is 128 bits in two halves; IPv4 takes the place IPv6 reserves for it, {@code ::ffff:a.b.c.d}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2">RFC 4291 §2.5.5.2</a>
 */
final class SocketAddress {

    private static final ValueLayout.OfShort PORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt IPV4 = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong IPV6_HALF = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int PORT_AT = 2;
    private static final int IPV4_AT = 4;
    private static final int IPV6_AT = 8;
    private static final int SCOPE_AT = 24;

    private static final long MAPPED_IPV4 = 0xffffL << 32;

    private SocketAddress() {}

    /** The structure for an address, as long as its family's is. */
    static MemorySegment encode(Arena arena, InetSocketAddress address) {
        byte[] octets = address.getAddress().getAddress();
        boolean isIpv6 = octets.length == 16;
        MemorySegment out =
                arena.allocate(isIpv6 ? SocketAbi.SOCKADDR_IN6_OCTETS : SocketAbi.SOCKADDR_IN_OCTETS, Long.BYTES);
        out.set(JAVA_SHORT_UNALIGNED, 0, (short) (isIpv6 ? SocketAbi.AF_INET6 : SocketAbi.AF_INET));
        out.set(PORT, PORT_AT, (short) address.getPort());
        MemorySegment.copy(octets, 0, out, JAVA_BYTE, isIpv6 ? IPV6_AT : IPV4_AT, octets.length);
        if (address.getAddress() instanceof Inet6Address scoped) {
            out.set(JAVA_INT_UNALIGNED, SCOPE_AT, scoped.getScopeId());
        }
        return out;
    }

    static boolean isIpv6(MemorySegment names, long at) {
        return names.get(JAVA_SHORT_UNALIGNED, at) == SocketAbi.AF_INET6;
    }

    static int port(MemorySegment names, long at) {
        return Short.toUnsignedInt(names.get(PORT, at + PORT_AT));
    }

    static void clearPort(MemorySegment names, long at) {
        names.set(PORT, at + PORT_AT, (short) 0);
    }

    static long high(MemorySegment names, long at) {
        return isIpv6(names, at) ? names.get(IPV6_HALF, at + IPV6_AT) : 0;
    }

    static long low(MemorySegment names, long at) {
        return isIpv6(names, at)
                ? names.get(IPV6_HALF, at + IPV6_AT + Long.BYTES)
                : MAPPED_IPV4 | Integer.toUnsignedLong(names.get(IPV4, at + IPV4_AT));
    }

    /** The structure's 0 means no scope, which is a negative number to Java; its 0 would be shown as {@code %0}. */
    private static int scope(MemorySegment names, long at) {
        int scope = names.get(JAVA_INT_UNALIGNED, at + SCOPE_AT);
        return scope == 0 ? -1 : scope;
    }

    /** The address and port as Java has them, with a scope where there is one; allocates. */
    static InetSocketAddress decode(MemorySegment names, long at) {
        boolean isIpv6 = isIpv6(names, at);
        byte[] octets = new byte[isIpv6 ? 16 : 4];
        MemorySegment.copy(names, JAVA_BYTE, at + (isIpv6 ? IPV6_AT : IPV4_AT), octets, 0, octets.length);
        try {
            InetAddress address = isIpv6
                    ? Inet6Address.getByAddress("", octets, scope(names, at))
                    : Inet4Address.getByAddress(octets);
            return new InetSocketAddress(address, port(names, at));
        } catch (UnknownHostException wrongLength) {
            throw new AssertionError("4 and 16 octets make an address", wrongLength);
        }
    }
}
