package org.timeball.server.state;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How an NTP server may be named to clients in NTS key exchange: an IPv4 address, an IPv6 address without zone and
 * brackets, or a full domain name, which clients take as absolute.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-4.1.7">RFC 8915 §4.1.7</a>
 */
final class NtpServerName {

    static final String FORMS =
            "an address, as \"192.0.2.1\" or \"2001:db8::1\", or a full name, as \"ntp.example.org\"";
    static final String EXAMPLE = "ntp.example.org";

    /** ntpsec's client has room for no more. */
    static final int MAX_OCTETS = 99;

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** Letters, digits and hyphens (RFC 1123 §2.1), two labels at least; other scripts in their A-label form. */
    private static final Pattern NAME = Pattern.compile(
            "([a-z\\d]([a-z\\d-]{0,61}[a-z\\d])?\\.)+[a-z]([a-z\\d-]{0,61}[a-z\\d])?", Pattern.CASE_INSENSITIVE);

    private NtpServerName() {}

    /** What is wrong with a name, if anything is. */
    static Optional<String> problem(String name) {
        if (name.length() > MAX_OCTETS) {
            return Optional.of(
                    "%d letters, more than the %d that every client takes".formatted(name.length(), MAX_OCTETS));
        }
        boolean isGood = name.contains(":")
                ? isIpv6(name)
                : IPV4.matcher(name).matches() || NAME.matcher(name).matches();
        return isGood ? Optional.empty() : Optional.of("\"" + name + "\" is no address and no full domain name");
    }

    private static boolean isIpv6(String name) {
        if (name.contains("%") || name.contains("[")) {
            return false;
        }
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
