package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.timeball.refclock.linux.Errno;

/** Questions to the kernel about one network interface, by any socket at all. Belongs to one thread. */
final class InterfaceRequest implements AutoCloseable {

    /** {@code struct ifreq}: a name, and here a pointer (linux/if.h). */
    private static final int IFREQ_OCTETS = 40;

    private static final int NAME_OCTETS = 16;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = arena.allocate(Libc.CALL_STATE);
    private final MemorySegment request = arena.allocate(IFREQ_OCTETS, Long.BYTES);
    private final int descriptor;

    private InterfaceRequest(String name) {
        byte[] octets = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), NAME_OCTETS - 1);
        MemorySegment.copy(octets, 0, request, JAVA_BYTE, 0, octets.length);
        descriptor = Libc.socket(state, SocketAbi.AF_INET, SocketAbi.SOCK_DGRAM | SocketAbi.SOCK_CLOEXEC);
    }

    static InterfaceRequest of(String name) {
        return new InterfaceRequest(name);
    }

    /**
     * Asks.
     *
     * @param number of the request
     * @param data   what {@code ifr_data} points at
     * @return 0 or more, or {@code -errno}
     */
    int ask(long number, MemorySegment data) {
        request.set(ADDRESS, NAME_OCTETS, data);
        return descriptor < 0 ? -Errno.EAGAIN : Libc.ioctl(state, descriptor, number, request);
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            Libc.close(state, descriptor);
        }
        arena.close();
    }
}
