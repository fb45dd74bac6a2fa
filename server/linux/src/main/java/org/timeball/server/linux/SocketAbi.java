package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/**
 * Structures and numbers of the socket interface on 64-bit Linux, x86_64 and aarch64 alike.
 *
 * <p>From {@code linux/socket.h}, {@code asm-generic/socket.h}, {@code linux/in.h}, {@code linux/in6.h} and
 * {@code linux/uio.h}.
 */
final class SocketAbi {

    /** {@code struct iovec}: where the octets of one datagram are. */
    static final StructLayout IOVEC = MemoryLayout.structLayout(ADDRESS.withName("base"), JAVA_LONG.withName("len"));

    /** {@code struct mmsghdr}: a {@code struct msghdr} of 56 octets, then how long the datagram was. */
    static final StructLayout MMSGHDR = MemoryLayout.structLayout(
            ADDRESS.withName("name"),
            JAVA_INT.withName("namelen"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("iov"),
            JAVA_LONG.withName("iovlen"),
            ADDRESS.withName("control"),
            JAVA_LONG.withName("controllen"),
            JAVA_INT.withName("flags"),
            MemoryLayout.paddingLayout(4),
            JAVA_INT.withName("len"),
            MemoryLayout.paddingLayout(4));

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SHUT_RDWR = 2;

    static final int SOL_IP = 0;
    static final int SOL_SOCKET = 1;
    static final int SOL_IPV6 = 41;

    static final int SO_REUSEPORT = 15;
    static final int SO_RCVTIMEO = 20;
    /** Both the option and the type of the control message that it brings. */
    static final int SO_TIMESTAMPNS = 35;

    /** Both the option and the type of the control message that it brings. */
    static final int SO_RXQ_OVFL = 40;

    /** Both the option and the type of the control message that it brings. */
    static final int IP_PKTINFO = 8;

    static final int IPV6_V6ONLY = 26;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;

    /** Asked for, it makes a datagram's length the one it came with. */
    static final int MSG_TRUNC = 0x20;

    static final int MSG_DONTWAIT = 0x40;
    /** Waits for the first datagram only. */
    static final int MSG_WAITFORONE = 0x10000;

    /** {@code sizeof(struct sockaddr_in)}. */
    static final int SOCKADDR_IN_OCTETS = 16;
    /** {@code sizeof(struct sockaddr_in6)}. */
    static final int SOCKADDR_IN6_OCTETS = 28;

    private SocketAbi() {}
}
