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

    static final int SO_RCVBUF = 8;
    static final int SO_REUSEPORT = 15;
    static final int SO_RCVTIMEO = 20;
    /**
     * The option, the message that asks for one datagram's transmit stamp, and the type of the message that brings a
     * stamp: three {@code struct timespec}, of which the first is the kernel's own (linux/net_tstamp.h, linux/errqueue.h).
     */
    static final int SO_TIMESTAMPING = 37;

    /** In a message beside a datagram: have the card stamp it, where it does. */
    static final int SOF_TIMESTAMPING_TX_HARDWARE = 1;

    /** In a message beside a datagram: stamp it when it is handed to the device. */
    static final int SOF_TIMESTAMPING_TX_SOFTWARE = 1 << 1;

    private static final int SOF_TIMESTAMPING_RX_HARDWARE = 1 << 2;
    private static final int SOF_TIMESTAMPING_RX_SOFTWARE = 1 << 3;
    private static final int SOF_TIMESTAMPING_SOFTWARE = 1 << 4;
    private static final int SOF_TIMESTAMPING_RAW_HARDWARE = 1 << 6;

    /** Transmit stamps carry the number of the datagram among those for which one was asked. */
    private static final int SOF_TIMESTAMPING_OPT_ID = 1 << 7;

    /** Transmit stamps come without the datagram. */
    private static final int SOF_TIMESTAMPING_OPT_TSONLY = 1 << 11;

    /** What a socket asks for; transmit stamps only of the datagrams that say so themselves. */
    static final int STAMPS = SOF_TIMESTAMPING_RX_SOFTWARE
            | SOF_TIMESTAMPING_SOFTWARE
            | SOF_TIMESTAMPING_OPT_ID
            | SOF_TIMESTAMPING_OPT_TSONLY;

    /** The same, with the card's own where there are some; of what departs the kernel then tells one stamp, the card's if it has it. */
    static final int STAMPS_BY_CARD = STAMPS | SOF_TIMESTAMPING_RX_HARDWARE | SOF_TIMESTAMPING_RAW_HARDWARE;

    /** What setting first, and then the same with numbers, makes the kernel count from 0 again. */
    static int unnumbered(int stamps) {
        return stamps & ~SOF_TIMESTAMPING_OPT_ID;
    }

    /** {@code SO_EE_ORIGIN_TIMESTAMPING}: the error that is none but a transmit stamp. */
    static final int ORIGIN_TIMESTAMPING = 4;

    /** The type of the message that goes with what comes from the error queue, of IPv4 and of IPv6. */
    static final int IP_RECVERR = 11;

    static final int IPV6_RECVERR = 25;

    /** Chooses among the sockets of one address by a classic BPF program (linux/filter.h). */
    static final int SO_ATTACH_REUSEPORT_CBPF = 51;

    /** Tells of a socket's memory: nine numbers of 32 bits, the last of them its drops (linux/sock_diag.h). */
    static final int SO_MEMINFO = 55;

    static final int MEMINFO_NUMBERS = 9;
    static final int MEMINFO_DROPS = 8;

    /** How the length of a path is minded, and two of its values; no others are used here. */
    static final int IP_MTU_DISCOVER = 10;

    /** {@code IP_PMTUDISC_WANT}: what is longer than the path was said to be is sent in pieces. */
    static final int IN_PIECES = 1;

    /** {@code IP_PMTUDISC_PROBE}: "don't fragment", whatever ICMP says of the path. */
    static final int IN_ONE_PIECE = 3;

    /** Both the option and the type of the control message that it brings. */
    static final int IP_PKTINFO = 8;

    static final int IPV6_V6ONLY = 26;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;

    /** Asked for, it makes a datagram's length the one it came with. */
    static final int MSG_TRUNC = 0x20;

    static final int MSG_DONTWAIT = 0x40;
    /** Takes from the error queue, where transmit stamps come; never waits. */
    static final int MSG_ERRQUEUE = 0x2000;

    /** Waits for the first datagram only. */
    static final int MSG_WAITFORONE = 0x10000;

    /** {@code sizeof(struct sockaddr_in)}. */
    static final int SOCKADDR_IN_OCTETS = 16;
    /** {@code sizeof(struct sockaddr_in6)}. */
    static final int SOCKADDR_IN6_OCTETS = 28;

    private SocketAbi() {}
}
