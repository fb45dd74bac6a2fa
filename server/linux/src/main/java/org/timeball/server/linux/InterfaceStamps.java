package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which time stamps a network interface offers, and which of them are used.
 *
 * <p>Used are the kernel's own, taken when the driver hands a packet over; a network card's clock is another clock, and is
 * not read.
 *
 * @param name           the interface, as {@code eth0}
 * @param stampsReceived whether the kernel stamps what arrives there
 * @param stampsSent     whether its driver lets the kernel stamp what departs
 * @param cardClock      the number of the card's own clock, {@code /dev/ptp…}, where it has one
 */
public record InterfaceStamps(String name, boolean stampsReceived, boolean stampsSent, Optional<Integer> cardClock) {

    private static final long SIOCETHTOOL = 0x8946;
    private static final int ETHTOOL_GET_TS_INFO = 0x41;

    /** {@code struct ifreq}: a name, and here a pointer (linux/if.h). */
    private static final int IFREQ_OCTETS = 40;

    private static final int NAME_OCTETS = 16;

    /** {@code struct ethtool_ts_info}: command, kinds of stamp, clock, and eight words more (linux/ethtool.h). */
    private static final int TS_INFO_OCTETS = 44;

    private static final int KINDS = 4;
    private static final int CLOCK = 8;

    private static final int TX_SOFTWARE = 1 << 1;
    private static final int RX_SOFTWARE = 1 << 3;

    /** An interface; one that the kernel says nothing of has no stamps. */
    public static InterfaceStamps of(String name) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.CALL_STATE);
            int descriptor = Libc.socket(state, SocketAbi.AF_INET, SocketAbi.SOCK_DGRAM | SocketAbi.SOCK_CLOEXEC);
            if (descriptor < 0) {
                return new InterfaceStamps(name, false, false, Optional.empty());
            }
            try {
                return ask(arena, state, descriptor, name);
            } finally {
                Libc.close(state, descriptor);
            }
        }
    }

    private static InterfaceStamps ask(Arena arena, MemorySegment state, int descriptor, String name) {
        MemorySegment info = arena.allocate(TS_INFO_OCTETS, Long.BYTES);
        info.set(JAVA_INT, 0, ETHTOOL_GET_TS_INFO);
        MemorySegment request = arena.allocate(IFREQ_OCTETS, Long.BYTES);
        byte[] octets = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), NAME_OCTETS - 1);
        MemorySegment.copy(octets, 0, request, JAVA_BYTE, 0, octets.length);
        request.set(ADDRESS, NAME_OCTETS, info);
        if (Libc.ioctl(state, descriptor, SIOCETHTOOL, request) < 0) {
            return new InterfaceStamps(name, false, false, Optional.empty());
        }
        int kinds = info.get(JAVA_INT, KINDS);
        int clock = info.get(JAVA_INT, CLOCK);
        return new InterfaceStamps(
                name,
                (kinds & RX_SOFTWARE) != 0,
                (kinds & TX_SOFTWARE) != 0,
                clock < 0 ? Optional.empty() : Optional.of(clock));
    }

    /** Who stamps what arrives: {@code kernel} or {@code daemon}. */
    public String receiveWords() {
        return stampsReceived ? "kernel" : "daemon";
    }

    /** Who stamps what departs: {@code kernel} or {@code daemon}. */
    public String transmitWords() {
        return stampsSent ? "kernel" : "daemon";
    }

    /** What is there beside and not used. */
    public String hardwareWords() {
        return cardClock.map(number -> "/dev/ptp" + number + ", not used").orElse("none");
    }
}
