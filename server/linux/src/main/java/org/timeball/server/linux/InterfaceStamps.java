package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Which time stamps a network interface offers.
 *
 * @param name           the interface, as {@code eth0}
 * @param stampsReceived whether the kernel stamps what arrives there
 * @param stampsSent     whether its driver lets the kernel stamp what departs
 * @param card           what the card itself can do, where it has a clock of its own
 * @see <a href="https://docs.kernel.org/networking/timestamping.html">Timestamping, docs.kernel.org</a>
 */
public record InterfaceStamps(String name, boolean stampsReceived, boolean stampsSent, Optional<Card> card) {

    /**
     * A card with a clock.
     *
     * @param clock         its number, {@code /dev/ptp…}
     * @param stampsSent    whether it stamps what departs
     * @param receiveFilter what to ask for, to have all NTP stamped that arrives (linux/net_tstamp.h, {@code
     *     HWTSTAMP_FILTER_…}); 0 where it can do less than that
     */
    public record Card(int clock, boolean stampsSent, int receiveFilter) {

        /** Whether it stamps all that we want stamped. */
        public boolean stampsAll() {
            return stampsSent && receiveFilter != CardStamping.FILTER_NONE;
        }

        /** The clock's device. */
        public String device() {
            return "/dev/ptp" + clock;
        }
    }

    private static final long SIOCETHTOOL = 0x8946;
    private static final int ETHTOOL_GET_TS_INFO = 0x41;

    /** {@code struct ethtool_ts_info}: command, kinds of stamp, clock, and two masks with room to grow (linux/ethtool.h). */
    static final int TS_INFO_OCTETS = 44;

    private static final int KINDS = 4;
    private static final int CLOCK = 8;
    private static final int TRANSMIT_TYPES = 12;
    private static final int RECEIVE_FILTERS = 28;

    private static final int TX_HARDWARE = 1;
    private static final int TX_SOFTWARE = 1 << 1;
    private static final int RX_HARDWARE = 1 << 2;
    private static final int RX_SOFTWARE = 1 << 3;
    private static final int RAW_HARDWARE = 1 << 6;

    /** An interface; one that the kernel says nothing of has no stamps. */
    public static InterfaceStamps of(String name) {
        try (var arena = Arena.ofConfined();
                var request = InterfaceRequest.of(name)) {
            MemorySegment info = arena.allocate(TS_INFO_OCTETS, Long.BYTES);
            info.set(JAVA_INT, 0, ETHTOOL_GET_TS_INFO);
            return request.ask(SIOCETHTOOL, info) < 0
                    ? new InterfaceStamps(name, false, false, Optional.empty())
                    : decode(name, info);
        }
    }

    /** @param info a {@code struct ethtool_ts_info} as the kernel fills it in */
    static InterfaceStamps decode(String name, MemorySegment info) {
        int kinds = info.get(JAVA_INT, KINDS);
        int clock = info.get(JAVA_INT, CLOCK);
        boolean canRead = (kinds & RAW_HARDWARE) != 0;
        boolean sends = (kinds & TX_HARDWARE) != 0 && isIn(info, TRANSMIT_TYPES, CardStamping.TRANSMIT_ON);
        boolean receives = (kinds & RX_HARDWARE) != 0;
        int filter = receives ? filter(info) : CardStamping.FILTER_NONE;
        return new InterfaceStamps(
                name,
                (kinds & RX_SOFTWARE) != 0,
                (kinds & TX_SOFTWARE) != 0,
                clock < 0 ? Optional.empty() : Optional.of(new Card(clock, canRead && sends, filter)));
    }

    /** NTP alone costs the card less than all packets. */
    private static int filter(MemorySegment info) {
        if (isIn(info, RECEIVE_FILTERS, CardStamping.FILTER_NTP_ALL)) {
            return CardStamping.FILTER_NTP_ALL;
        }
        return isIn(info, RECEIVE_FILTERS, CardStamping.FILTER_ALL)
                ? CardStamping.FILTER_ALL
                : CardStamping.FILTER_NONE;
    }

    private static boolean isIn(MemorySegment info, int mask, int number) {
        return (info.get(JAVA_INT, mask) & 1 << number) != 0;
    }
}
