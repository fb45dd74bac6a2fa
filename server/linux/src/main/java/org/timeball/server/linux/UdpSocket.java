package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.timeball.refclock.linux.Errno;
import org.timeball.refclock.time.DeviceException;

/**
 * A UDP socket whose datagrams come in batches, each with the time at which the kernel took it in.
 *
 * <p>One thread receives and sends; {@link #close} may come from any. Several sockets can share an address, so that
 * the kernel spreads clients over as many threads: the first claims it by {@link #bind}, the others are its
 * {@linkplain #sibling siblings}. An IPv6 socket takes IPv6 alone.
 */
public final class UdpSocket implements AutoCloseable {

    /** How long a receive waits for the first datagram. */
    private static final long RECEIVE_TIMEOUT_MICROS = 250_000;

    /**
     * What may wait to be received: the kernel's own 208 KiB hold 270 requests, which come in half a millisecond. It
     * gives less where {@code net.core.rmem_max} is smaller.
     */
    private static final int RECEIVE_BUFFER_OCTETS = 1 << 20;

    private static final int SOCKADDR_OCTETS = 32;

    private final int descriptor;
    private final InetSocketAddress localAddress;
    private final StampWish wish;

    /** Held while the descriptor is in use; contended by {@link #close} alone, which must not free it under a call. */
    private final Object use = new Object();

    /** Atomic, for the descriptor must be freed once: by the second time it may be that of another file. */
    private final AtomicBoolean closed = new AtomicBoolean();

    private UdpSocket(int descriptor, InetSocketAddress localAddress, StampWish wish) {
        this.descriptor = descriptor;
        this.localAddress = localAddress;
        this.wish = wish;
    }

    /**
     * Claims an address. Fails where any other program has it, even another server of the same user: only then is it
     * opened to {@linkplain #sibling siblings}.
     *
     * @param address where to listen, a resolved one; port 0 takes any free one
     * @throws DeviceException if it cannot be had; names address, port, and what to do
     */
    public static UdpSocket bind(InetSocketAddress address) throws DeviceException {
        return bind(address, StampWish.KERNEL);
    }

    /**
     * The same, with stamps by others than the kernel.
     *
     * @param wish whose stamps are asked for
     */
    public static UdpSocket bind(InetSocketAddress address, StampWish wish) throws DeviceException {
        return open(address, false, wish);
    }

    /**
     * Another socket on the same address and port, for another thread.
     *
     * @throws DeviceException if the kernel refuses
     */
    public UdpSocket sibling() throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            // Only now: a port that is open to siblings is looked up the slower for it with every datagram.
            new Options(arena, arena.allocate(Libc.CALL_STATE), descriptor, localAddress)
                    .turnOn(SocketAbi.SOL_SOCKET, SocketAbi.SO_REUSEPORT);
        }
        return open(localAddress, true, wish);
    }

    /** Whose stamps it asks for. */
    public StampWish wish() {
        return wish;
    }

    /** Where this listens, with the port that port 0 became. */
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /**
     * Waits for datagrams, 250 ms at most, and takes as many as are there and fit.
     *
     * @param batch overwritten
     * @return how many came; 0 when none did, or when this was closed
     * @throws DeviceException if the kernel refuses, which a peer cannot bring about
     */
    public int receive(UdpBatch batch) throws DeviceException {
        int result;
        synchronized (use) {
            result = closed.get() ? 0 : batch.receiveFrom(descriptor);
        }
        if (closed.get() || result == -Errno.EAGAIN || result == -Errno.EINTR) {
            return 0;
        }
        if (result < 0) {
            throw new Errno(-result).failureOf("recvmmsg(" + shown(localAddress) + ')', "");
        }
        return result;
    }

    /**
     * Sends the replies queued in a batch. Never waits: what the kernel does not take is dropped.
     *
     * @return how many were taken
     */
    public int send(UdpBatch batch) {
        synchronized (use) {
            return closed.get() ? 0 : batch.sendTo(descriptor);
        }
    }

    /**
     * Takes the transmit stamps that have come, of replies that asked for one. Never waits.
     *
     * @param batch whose {@link UdpBatch#departures} then hold them
     * @return how many there are
     */
    public int receiveDepartures(UdpBatch batch) {
        synchronized (use) {
            return closed.get() ? 0 : batch.departures().takeFrom(descriptor);
        }
    }

    /**
     * Has the kernel hand all of a client's datagrams to the same one of the sockets that share this address, whatever
     * port they come from: by IPv4 address, or by the upper 64 bits of an IPv6 one. Without this it goes by the port,
     * too.
     *
     * @param sockets how many there are, siblings included; all of them bound
     * @param key     mixed into the choice, so that nobody can choose for others
     * @throws DeviceException if the kernel refuses
     */
    public void spreadBySource(int sockets, int key) throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            boolean isIpv6 = localAddress.getAddress() instanceof Inet6Address;
            MemorySegment program = SourceSpread.program(arena, isIpv6, sockets, key);
            int result = Libc.setsockopt(
                    arena.allocate(Libc.CALL_STATE),
                    descriptor,
                    SocketAbi.SOL_SOCKET,
                    SocketAbi.SO_ATTACH_REUSEPORT_CBPF,
                    program);
            check(result, "setsockopt SO_ATTACH_REUSEPORT_CBPF", localAddress);
        }
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Ends a waiting receive and frees the address. Harmless when repeated. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.CALL_STATE);
            // Wakes a receive at once on Linux, though it reports that a UDP socket has no connection to shut.
            Libc.shutdown(state, descriptor, SocketAbi.SHUT_RDWR);
            synchronized (use) {
                Libc.close(state, descriptor);
            }
        }
    }

    private static UdpSocket open(InetSocketAddress address, boolean shared, StampWish wish) throws DeviceException {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("an address to listen on has to be one, not the name " + address);
        }
        boolean isIpv6 = address.getAddress() instanceof Inet6Address;
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.CALL_STATE);
            int family = isIpv6 ? SocketAbi.AF_INET6 : SocketAbi.AF_INET;
            int descriptor = Libc.socket(state, family, SocketAbi.SOCK_DGRAM | SocketAbi.SOCK_CLOEXEC);
            check(descriptor, "socket", address);
            try {
                var options = new Options(arena, state, descriptor, address);
                options.receiveTimeout();
                options.set(SocketAbi.SOL_SOCKET, SocketAbi.SO_TIMESTAMPING, wish.stamps());
                if (isIpv6) {
                    options.turnOn(SocketAbi.SOL_IPV6, SocketAbi.IPV6_V6ONLY);
                } else {
                    options.set(SocketAbi.SOL_IP, SocketAbi.IP_MTU_DISCOVER, SocketAbi.IN_ONE_PIECE);
                }
                // Where there is one address only, replies leave from it anyhow.
                if (address.getAddress().isAnyLocalAddress()) {
                    options.turnOn(
                            isIpv6 ? SocketAbi.SOL_IPV6 : SocketAbi.SOL_IP,
                            isIpv6 ? SocketAbi.IPV6_RECVPKTINFO : SocketAbi.IP_PKTINFO);
                }
                options.set(SocketAbi.SOL_SOCKET, SocketAbi.SO_RCVBUF, RECEIVE_BUFFER_OCTETS);
                if (shared) {
                    options.turnOn(SocketAbi.SOL_SOCKET, SocketAbi.SO_REUSEPORT);
                }
                check(Libc.bind(state, descriptor, SocketAddress.encode(arena, address)), "bind", address);
                return new UdpSocket(descriptor, boundTo(arena, state, descriptor, address), wish);
            } catch (DeviceException refused) {
                Libc.close(state, descriptor);
                throw refused;
            }
        }
    }

    /** Options of a socket that is being made. */
    private record Options(Arena arena, MemorySegment state, int descriptor, InetSocketAddress address) {

        void turnOn(int level, int option) throws DeviceException {
            set(level, option, 1);
        }

        void set(int level, int option, int number) throws DeviceException {
            MemorySegment value = arena.allocateFrom(JAVA_INT, number);
            check(Libc.setsockopt(state, descriptor, level, option, value), "setsockopt " + option, address);
        }

        void receiveTimeout() throws DeviceException {
            MemorySegment timeval = arena.allocateFrom(JAVA_LONG, 0, RECEIVE_TIMEOUT_MICROS);
            check(
                    Libc.setsockopt(state, descriptor, SocketAbi.SOL_SOCKET, SocketAbi.SO_RCVTIMEO, timeval),
                    "setsockopt SO_RCVTIMEO",
                    address);
        }
    }

    private static InetSocketAddress boundTo(
            Arena arena, MemorySegment state, int descriptor, InetSocketAddress address) throws DeviceException {
        MemorySegment name = arena.allocate(SOCKADDR_OCTETS, Long.BYTES);
        MemorySegment octets = arena.allocateFrom(JAVA_INT, SOCKADDR_OCTETS);
        check(Libc.getsockname(state, descriptor, name, octets), "getsockname", address);
        return SocketAddress.decode(name, 0);
    }

    private static void check(int result, String call, InetSocketAddress address) throws DeviceException {
        if (result < 0) {
            throw new Errno(-result).failureOf(call + "(UDP " + shown(address) + ')', remedy(-result));
        }
    }

    private static String remedy(int errno) {
        return switch (errno) {
            case Errno.EADDRINUSE ->
                "another program has the port: `ss -ulpn` names it; stop it or choose another port";
            case Errno.EACCES -> "grant CAP_NET_BIND_SERVICE or choose a port from 1024 up";
            case Errno.EADDRNOTAVAIL -> "no interface of this machine has the address: `ip address` shows which do";
            default -> "";
        };
    }

    private static String shown(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? '[' + host + ']' : host) + ':' + address.getPort();
    }
}
