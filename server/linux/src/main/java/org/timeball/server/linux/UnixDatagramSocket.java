package org.timeball.server.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.timeball.refclock.linux.Errno;
import org.timeball.refclock.time.DeviceException;

/**
 * A Unix socket whose messages have bounds, which Java's own channels do not offer: what {@code sd_notify} speaks over.
 *
 * <p>One thread at a time. Neither side waits for ever: a receive a quarter of a second, a send while the receiver's
 * queue is full up to two.
 */
public final class UnixDatagramSocket implements AutoCloseable {

    private static final long RECEIVE_TIMEOUT_MICROS = 250_000;
    private static final long SEND_TIMEOUT_SECONDS = 2;

    /** {@code SO_SNDTIMEO} of asm-generic/socket.h. */
    private static final int SO_SNDTIMEO = 21;

    /** Longer than any message that is expected; what is longer loses its end. */
    private static final int MOST_OCTETS = 4096;

    private final int descriptor;
    private boolean isClosed;

    private UnixDatagramSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * A socket without an address of its own, to send from.
     *
     * @throws DeviceException if the kernel refuses
     */
    public static UnixDatagramSocket unnamed() throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            return open(arena);
        }
    }

    /**
     * A socket at an address; the file of a path is made, and is left for its owner to delete.
     *
     * @param address {@code /path}, or {@code @name} for one without a file
     * @throws DeviceException if it cannot be had
     */
    public static UnixDatagramSocket bind(String address) throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            var socket = open(arena);
            int result =
                    Libc.bind(arena.allocate(Libc.CALL_STATE), socket.descriptor, UnixAddress.encode(arena, address));
            if (result < 0) {
                socket.close();
                throw new Errno(-result).failureOf("bind(" + address + ')', "name another place for the socket");
            }
            return socket;
        }
    }

    private static UnixDatagramSocket open(Arena arena) throws DeviceException {
        MemorySegment state = arena.allocate(Libc.CALL_STATE);
        int descriptor = Libc.socket(state, UnixAddress.AF_UNIX, SocketAbi.SOCK_DGRAM | SocketAbi.SOCK_CLOEXEC);
        if (descriptor < 0) {
            throw new Errno(-descriptor).failureOf("socket(AF_UNIX)", "");
        }
        var receive = arena.allocateFrom(JAVA_LONG, 0, RECEIVE_TIMEOUT_MICROS);
        var send = arena.allocateFrom(JAVA_LONG, SEND_TIMEOUT_SECONDS, 0);
        int result = Math.min(
                Libc.setsockopt(state, descriptor, SocketAbi.SOL_SOCKET, SocketAbi.SO_RCVTIMEO, receive),
                Libc.setsockopt(state, descriptor, SocketAbi.SOL_SOCKET, SO_SNDTIMEO, send));
        if (result < 0) {
            Libc.close(state, descriptor);
            throw new Errno(-result).failureOf("setsockopt(AF_UNIX)", "");
        }
        return new UnixDatagramSocket(descriptor);
    }

    /**
     * Sends one message.
     *
     * @param address of the receiver, {@code /path} or {@code @name}
     * @throws DeviceException if nobody is there, or makes no room
     */
    public void send(String address, byte[] message) throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment name = UnixAddress.encode(arena, address);
            MemorySegment header = header(arena, arena.allocateFrom(JAVA_BYTE, message));
            header.set(ADDRESS, field("name"), name);
            header.set(JAVA_INT, field("namelen"), (int) name.byteSize());
            int result = Libc.sendmmsg(arena.allocate(Libc.CALL_STATE), descriptor, header, 1, 0);
            if (result < 0) {
                throw new Errno(-result).failureOf("sendmmsg(" + address + ')', "");
            }
        }
    }

    /**
     * Waits a little for a message.
     *
     * @return the message, its end cut off where it is longer than {@value #MOST_OCTETS} octets, or nothing
     * @throws DeviceException if the kernel refuses
     */
    public Optional<byte[]> receive() throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment room = arena.allocate(MOST_OCTETS);
            MemorySegment header = header(arena, room);
            int result = Libc.recvmmsg(arena.allocate(Libc.CALL_STATE), descriptor, header, 1, 0);
            if (result == -Errno.EAGAIN || result == -Errno.EINTR) {
                return Optional.empty();
            }
            if (result < 0) {
                throw new Errno(-result).failureOf("recvmmsg(AF_UNIX)", "");
            }
            return Optional.of(
                    room.asSlice(0, header.get(JAVA_INT, field("len"))).toArray(JAVA_BYTE));
        }
    }

    /** A message of one piece, from or to nobody yet. */
    private static MemorySegment header(Arena arena, MemorySegment octets) {
        MemorySegment vector = arena.allocate(SocketAbi.IOVEC);
        vector.set(ADDRESS, SocketAbi.IOVEC.byteOffset(groupElement("base")), octets);
        vector.set(JAVA_LONG, SocketAbi.IOVEC.byteOffset(groupElement("len")), octets.byteSize());
        MemorySegment header = arena.allocate(SocketAbi.MMSGHDR);
        header.set(ADDRESS, field("iov"), vector);
        header.set(JAVA_LONG, field("iovlen"), 1);
        return header;
    }

    private static long field(String name) {
        return SocketAbi.MMSGHDR.byteOffset(groupElement(name));
    }

    /** Harmless when repeated. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            try (var arena = Arena.ofConfined()) {
                Libc.close(arena.allocate(Libc.CALL_STATE), descriptor);
            }
        }
    }
}
