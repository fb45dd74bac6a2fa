package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.timeball.refclock.linux.Errno;

/**
 * Has a network card stamp what departs and what arrives. That is a setting of the interface, not of a socket: it needs
 * {@code CAP_NET_ADMIN} where nobody has made it before, and stays after the program that made it.
 *
 * @see <a href="https://docs.kernel.org/networking/timestamping.html#hardware-timestamping-configuration-siocshwtstamp-and-siocghwtstamp">
 *     SIOCSHWTSTAMP, docs.kernel.org</a>
 */
public final class CardStamping {

    // Of linux/net_tstamp.h: HWTSTAMP_TX_ON, HWTSTAMP_FILTER_NONE, _ALL and _NTP_ALL.
    static final int TRANSMIT_ON = 1;
    static final int FILTER_NONE = 0;
    static final int FILTER_ALL = 1;
    static final int FILTER_NTP_ALL = 15;

    private static final long SIOCSHWTSTAMP = 0x89b0;
    private static final long SIOCGHWTSTAMP = 0x89b1;

    /** {@code struct hwtstamp_config}: flags, which are 0, then these two. */
    private static final int CONFIG_OCTETS = 12;

    private static final int TRANSMIT = 4;
    private static final int RECEIVE = 8;

    private CardStamping() {}

    /** What became of it. */
    public sealed interface Outcome {}

    /** The card stamps all NTP. */
    public record On() implements Outcome {}

    /**
     * It does not.
     *
     * @param reason in a few words, with what to do
     */
    public record Refused(String reason) implements Outcome {}

    /** Sees to it, unless it is so already. */
    public static Outcome turnOn(String name, InterfaceStamps.Card card) {
        try (var arena = Arena.ofConfined();
                var request = InterfaceRequest.of(name)) {
            MemorySegment config = arena.allocate(CONFIG_OCTETS, Integer.BYTES);
            if (request.ask(SIOCGHWTSTAMP, config) >= 0 && isOn(config)) {
                return new On();
            }
            encode(config, card);
            int result = request.ask(SIOCSHWTSTAMP, config);
            if (result < 0) {
                return new Refused("SIOCSHWTSTAMP(" + name + "): " + new Errno(-result) + remedy(-result, name));
            }
            return isOn(config) ? new On() : new Refused("the driver of " + name + " stamps less than all NTP");
        }
    }

    static void encode(MemorySegment config, InterfaceStamps.Card card) {
        config.set(JAVA_INT, 0, 0);
        config.set(JAVA_INT, TRANSMIT, TRANSMIT_ON);
        config.set(JAVA_INT, RECEIVE, card.receiveFilter());
    }

    /** Whether this, as the kernel has filled it in, says that all NTP is stamped: a driver may do more than was asked. */
    static boolean isOn(MemorySegment config) {
        int receive = config.get(JAVA_INT, RECEIVE);
        return config.get(JAVA_INT, TRANSMIT) == TRANSMIT_ON && (receive == FILTER_ALL || receive == FILTER_NTP_ALL);
    }

    private static String remedy(int errno, String name) {
        return errno == Errno.EPERM
                ? "; grant CAP_NET_ADMIN, or have root run: hwstamp_ctl -i " + name + " -t 1 -r 1"
                : "";
    }
}
