package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What the kernel says beside a datagram: when it came, and which of our addresses it was sent to.
 *
 * <p>A control message is a {@code struct cmsghdr} of 16 octets (length with header, level, type) and its data; the
 * next one starts at the next multiple of 8.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>
 */
final class ControlMessages {

    /**
     * Room for what comes with a datagram: stamps (64 octets) and the larger of the two address messages (40); and with
     * a transmit stamp: stamps and the larger of the two error messages (64).
     */
    static final int OCTETS = 128;

    /** What {@link #stampNanos} gives where the kernel put no stamp. */
    static final long NO_STAMP = Long.MIN_VALUE;

    private static final ValueLayout.OfInt IPV4 = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong IPV6_HALF = JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long MAPPED_IPV4 = 0xffffL << 32;

    private static final int HEADER = 16;
    private static final int LEVEL = 8;
    private static final int TYPE = 12;
    private static final int TIMESPEC = 16;

    private static final int BY_CARD = 2;

    /** Of {@code struct sock_extended_err} (linux/errqueue.h): who reports, and the number of the datagram. */
    private static final int ERROR_ORIGIN = 4;

    private static final int ERROR_DATA = 12;
    private static final int ERROR_OCTETS = 16;
    private static final int IN_PKTINFO = 12;
    private static final int IN6_PKTINFO = 20;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private ControlMessages() {}

    /** The kernel's own stamp, nanoseconds since the Unix epoch, or {@link #NO_STAMP}. */
    static long stampNanos(MemorySegment control, long start, long octets) {
        return stamp(control, start, octets, 0);
    }

    /** The card's stamp, nanoseconds from whatever its clock counts from, or {@link #NO_STAMP}. */
    static long cardNanos(MemorySegment control, long start, long octets) {
        return stamp(control, start, octets, BY_CARD);
    }

    /** @param which of the three {@code struct timespec}; the second is of no use any more */
    private static long stamp(MemorySegment control, long start, long octets, int which) {
        int within = HEADER + which * TIMESPEC;
        long at = find(control, start, octets, SocketAbi.SOL_SOCKET, SocketAbi.SO_TIMESTAMPING);
        if (at < 0 || control.get(JAVA_LONG, at) < within + TIMESPEC) {
            return NO_STAMP;
        }
        long seconds = control.get(JAVA_LONG, at + within);
        long nanos = control.get(JAVA_LONG, at + within + 8);
        // A stamp of another kind leaves this one zero.
        return seconds == 0 && nanos == 0 ? NO_STAMP : seconds * NANOS_PER_SECOND + nanos;
    }

    /** Which of the datagrams that asked for a transmit stamp this one is of, from 0 on in 32 bits; or −1. */
    static long departureNumber(MemorySegment control, long start, long octets) {
        long at = find(control, start, octets, SocketAbi.SOL_IP, SocketAbi.IP_RECVERR);
        if (at < 0) {
            at = find(control, start, octets, SocketAbi.SOL_IPV6, SocketAbi.IPV6_RECVERR);
        }
        boolean isStamp = at >= 0
                && control.get(JAVA_LONG, at) >= HEADER + ERROR_OCTETS
                && control.get(JAVA_BYTE, at + HEADER + ERROR_ORIGIN) == SocketAbi.ORIGIN_TIMESTAMPING;
        return isStamp ? Integer.toUnsignedLong(control.get(JAVA_INT, at + HEADER + ERROR_DATA)) : -1;
    }

    /**
     * Writes the message that asks for a datagram's transmit stamp; returns its length.
     *
     * @param byCard whether the card's is wanted before the kernel's
     */
    static int encodeStampWish(MemorySegment control, long to, boolean byCard) {
        header(control, to, HEADER + Integer.BYTES, SocketAbi.SOL_SOCKET, SocketAbi.SO_TIMESTAMPING);
        control.set(
                JAVA_INT,
                to + HEADER,
                SocketAbi.SOF_TIMESTAMPING_TX_SOFTWARE | (byCard ? SocketAbi.SOF_TIMESTAMPING_TX_HARDWARE : 0));
        return aligned(HEADER + Integer.BYTES);
    }

    /**
     * Writes the message that makes a reply leave from the address the request was sent to.
     *
     * <p>The interface is left to the routing table, but for a link-local address: the kernel takes that only with the
     * interface it belongs to, which the peer's own address names only when it is link-local too.
     *
     * @param to where to write it, in the same segment, {@value #OCTETS} octets
     * @return its length, 0 where the request does not tell or was sent to a group
     */
    static int encodeReplySource(MemorySegment control, long start, long octets, long to) {
        long ipv4 = find(control, start, octets, SocketAbi.SOL_IP, SocketAbi.IP_PKTINFO);
        if (ipv4 >= 0) {
            header(control, to, HEADER + IN_PKTINFO, SocketAbi.SOL_IP, SocketAbi.IP_PKTINFO);
            control.set(JAVA_INT, to + HEADER, 0); // ipi_ifindex
            control.set(JAVA_INT, to + HEADER + 4, control.get(JAVA_INT, ipv4 + HEADER + 4)); // ipi_spec_dst
            control.set(JAVA_INT, to + HEADER + 8, 0); // ipi_addr
            return aligned(HEADER + IN_PKTINFO);
        }
        long ipv6 = find(control, start, octets, SocketAbi.SOL_IPV6, SocketAbi.IPV6_PKTINFO);
        if (ipv6 >= 0 && control.get(JAVA_BYTE, ipv6 + HEADER) != (byte) 0xff) {
            header(control, to, HEADER + IN6_PKTINFO, SocketAbi.SOL_IPV6, SocketAbi.IPV6_PKTINFO);
            control.set(JAVA_LONG, to + HEADER, control.get(JAVA_LONG, ipv6 + HEADER)); // ipi6_addr
            control.set(JAVA_LONG, to + HEADER + 8, control.get(JAVA_LONG, ipv6 + HEADER + 8));
            int link = isLinkLocal(control, ipv6 + HEADER) ? control.get(JAVA_INT, ipv6 + HEADER + 16) : 0;
            control.set(JAVA_INT, to + HEADER + 16, link); // ipi6_ifindex
            return aligned(HEADER + IN6_PKTINFO);
        }
        return 0;
    }

    /** Whether the datagram was sent to this address, IPv4 in its place in IPv6; false where the kernel does not tell. */
    static boolean isSentTo(MemorySegment control, long start, long octets, long high, long low) {
        long ipv4 = find(control, start, octets, SocketAbi.SOL_IP, SocketAbi.IP_PKTINFO);
        if (ipv4 >= 0) {
            int address = control.get(IPV4, ipv4 + HEADER + 8); // ipi_addr
            return high == 0 && low == (MAPPED_IPV4 | Integer.toUnsignedLong(address));
        }
        long ipv6 = find(control, start, octets, SocketAbi.SOL_IPV6, SocketAbi.IPV6_PKTINFO);
        return ipv6 >= 0
                && control.get(IPV6_HALF, ipv6 + HEADER) == high
                && control.get(IPV6_HALF, ipv6 + HEADER + 8) == low;
    }

    /**
     * Whether the datagram was sent to a group or to everybody on a link, and so perhaps to other servers too; false
     * where the kernel does not tell. Of IPv4 the kernel names the address to answer from beside the one in the packet,
     * and they differ in these cases alone.
     */
    static boolean isSentToMany(MemorySegment control, long start, long octets) {
        long ipv4 = find(control, start, octets, SocketAbi.SOL_IP, SocketAbi.IP_PKTINFO);
        if (ipv4 >= 0) {
            return control.get(JAVA_INT, ipv4 + HEADER + 4) != control.get(JAVA_INT, ipv4 + HEADER + 8);
        }
        long ipv6 = find(control, start, octets, SocketAbi.SOL_IPV6, SocketAbi.IPV6_PKTINFO);
        return ipv6 >= 0 && control.get(JAVA_BYTE, ipv6 + HEADER) == (byte) 0xff; // RFC 4291 section 2.7
    }

    /** Whether it is of fe80::/10 (RFC 4291 section 2.4). */
    private static boolean isLinkLocal(MemorySegment control, long address) {
        return control.get(JAVA_BYTE, address) == (byte) 0xfe && (control.get(JAVA_BYTE, address + 1) & 0xc0) == 0x80;
    }

    private static void header(MemorySegment control, long at, long length, int level, int type) {
        control.set(JAVA_LONG, at, length);
        control.set(JAVA_INT, at + LEVEL, level);
        control.set(JAVA_INT, at + TYPE, type);
    }

    /** Where the message starts, or −1; stops at a length that cannot be. */
    private static long find(MemorySegment control, long start, long octets, int level, int type) {
        long end = start + octets;
        long at = start;
        while (at + HEADER <= end) {
            long length = control.get(JAVA_LONG, at);
            if (length < HEADER || length > end - at) {
                return -1;
            }
            if (control.get(JAVA_INT, at + LEVEL) == level && control.get(JAVA_INT, at + TYPE) == type) {
                return at;
            }
            at += aligned(length);
        }
        return -1;
    }

    private static int aligned(long length) {
        return (int) (length + 7 & ~7L);
    }
}
