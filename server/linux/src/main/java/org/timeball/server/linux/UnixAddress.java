package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.timeball.refclock.time.DeviceException;

/**
 * {@code struct sockaddr_un}: the family, then a path that ends in a zero octet, or a zero octet and an abstract name
 * that ends with the structure. Abstract names are written with an {@code @} in front, as systemd and ss(8) do.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
final class UnixAddress {

    /** {@code AF_UNIX} of linux/socket.h. */
    static final int AF_UNIX = 1;

    /** {@code sizeof(sun_path)} of linux/un.h. */
    static final int PATH_OCTETS = 108;

    private static final int PATH_AT = Short.BYTES;

    private UnixAddress() {}

    /**
     * The structure for an address, just as long as it has to be.
     *
     * @param address {@code /path} or {@code @name}
     * @throws DeviceException if it is neither, or too long
     */
    static MemorySegment encode(Arena arena, String address) throws DeviceException {
        byte[] octets = address.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = address.startsWith("@");
        // A path keeps its last octet for the zero; an abstract name has its zero in the place of the @.
        int roomOctets = isAbstract ? PATH_OCTETS : PATH_OCTETS - 1;
        if (!isAbstract && !address.startsWith("/") || octets.length < 2 || octets.length > roomOctets) {
            throw new DeviceException("no address of a Unix socket: \"" + address
                    + "\"; it begins with / or @ and has 2 to " + roomOctets + " octets");
        }
        MemorySegment out = arena.allocate(PATH_AT + octets.length + (isAbstract ? 0 : 1));
        out.set(JAVA_SHORT_UNALIGNED, 0, (short) AF_UNIX);
        MemorySegment.copy(octets, 0, out, JAVA_BYTE, PATH_AT, octets.length);
        if (isAbstract) {
            out.set(JAVA_BYTE, PATH_AT, (byte) 0);
        }
        return out;
    }
}
