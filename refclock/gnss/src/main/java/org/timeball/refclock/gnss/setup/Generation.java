package org.timeball.refclock.gnss.setup;

import java.util.Optional;
import java.util.regex.Pattern;
import org.timeball.refclock.gnss.UbxFrame;

/** How a u-blox receiver wants to be configured, as told by MON-VER. */
enum Generation {
    /** u-blox 6 and 7: configuration messages, and no list of satellites but that of NMEA. */
    SEVEN,
    /** M8: configuration messages. */
    EIGHT,
    /** M9, F9, M10 and later: configuration values. */
    NINE;

    /** Since protocol 27 there are configuration values. */
    private static final int VALUES_PROTOCOL = 27;

    /** Since protocol 15, u-blox 8, there is NAV-SAT. */
    private static final int EIGHT_PROTOCOL = 15;

    private static final Pattern PROTOCOL = Pattern.compile("(\\d{1,3})\\.\\d\\d");

    /** The generation; empty if the receiver does not tell, or is older than any of these. */
    static Optional<Generation> of(UbxFrame.MonVer version) {
        var protocol = version.extension("PROTVER").map(PROTOCOL::matcher);
        if (protocol.isPresent() && protocol.get().matches()) {
            int number = Integer.parseInt(protocol.get().group(1));
            if (number >= VALUES_PROTOCOL) {
                return Optional.of(NINE);
            }
            return Optional.of(number >= EIGHT_PROTOCOL ? EIGHT : SEVEN);
        }
        return switch (version.hardware()) {
            case "00190000", "000A0000" -> Optional.of(NINE);
            case "00080000" -> Optional.of(EIGHT);
            case "00070000", "00040007" -> Optional.of(SEVEN);
            default -> Optional.empty();
        };
    }
}
