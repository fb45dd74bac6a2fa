package org.timeball.firmware.appliance.support;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Text in which no address leads to a person: of IPv4 three octets are left, of IPv6 the first 48 bits. */
final class ShortenedAddresses {

    /** IPv4, also where it ends an address of IPv6; and IPv6, which is not part of something longer. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![0-9A-Za-z.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9A-Za-z]|\\.[0-9])"
                    + "|(?<![0-9A-Za-z:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![0-9A-Za-z:]|\\.[0-9])");

    private static final int KEPT_OF_IPV6 = 6;

    private ShortenedAddresses() {}

    /** The same with every address shortened, but for those of the machine itself and for everybody. */
    static String in(String text) {
        return ADDRESS.matcher(text).replaceAll(ShortenedAddresses::shortened);
    }

    private static String shortened(MatchResult match) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(match.group());
        } catch (IllegalArgumentException aTime) {
            return match.group();
        }
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return match.group();
        }
        byte[] octets = address.getAddress();
        if (address instanceof Inet4Address) {
            return "%d.%d.%d.x"
                    .formatted(
                            Byte.toUnsignedInt(octets[0]),
                            Byte.toUnsignedInt(octets[1]),
                            Byte.toUnsignedInt(octets[2]));
        }
        var kept = new StringBuilder();
        for (int at = 0; at < KEPT_OF_IPV6; at += 2) {
            kept.append(Integer.toHexString(
                            Byte.toUnsignedInt(octets[at]) << Byte.SIZE | Byte.toUnsignedInt(octets[at + 1])))
                    .append(':');
        }
        return kept + "x";
    }
}
