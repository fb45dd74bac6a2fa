package org.timeball.server.state;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a text can be the host of a server: a name as it is written for people, or an address without brackets. */
final class HostName {

    static final String ADVICE = "write a name, as \"time.example.org\", or an address, as \"192.0.2.1\"; the port is a"
            + " line of its own";

    private static final int MOST_LETTERS = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");

    private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");

    private HostName() {}

    /** What is wrong with it, if anything is. */
    static Optional<String> problem(String host) {
        if (host.length() > MOST_LETTERS) {
            return Optional.of("%d letters, more than the %d of a name".formatted(host.length(), MOST_LETTERS));
        }
        boolean isGood = host.indexOf(':') < 0 ? NAME.matcher(host).matches() : isIpv6(host);
        return isGood ? Optional.empty() : Optional.of("\"" + host + "\" is no name and no address");
    }

    /** Whether it is no name: where it has letters, they are those of an IPv6 address. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    private static boolean isIpv6(String host) {
        try {
            InetAddress.ofLiteral(host);
            return host.indexOf('[') < 0;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
