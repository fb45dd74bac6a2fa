package org.timeball.server.state;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code 192.0.2.1:123} and {@code [2001:db8::1]:123}: literals only, so that no name server is asked. */
final class ListenAddress {

    /** Four numbers: Java would read {@code 1.2} as 1.0.0.2, which nobody means. */
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}):(\\d{1,5})");

    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]+(?:%[\\w.-]+)?)]:(\\d{1,5})");
    private static final Pattern WITH_PORT = Pattern.compile("[^:]+:\\d+|\\[.*]:\\d+");
    private static final int MAX_PORT = 65_535;

    private ListenAddress() {}

    /** The address, or nothing if {@code text} is none. */
    static Optional<InetSocketAddress> parse(String text) {
        for (var form : new Pattern[] {IPV4, IPV6}) {
            var match = form.matcher(text);
            if (match.matches()) {
                return address(match.group(1), Integer.parseInt(match.group(2)));
            }
        }
        return Optional.empty();
    }

    /** The same where the port may be left out, an IPv6 address then standing with brackets or without. */
    static Optional<InetSocketAddress> parse(String text, int usualPort) {
        if (WITH_PORT.matcher(text).matches()) {
            return parse(text);
        }
        boolean isBareIpv6 = text.indexOf(':') >= 0 && text.indexOf('[') < 0;
        return parse((isBareIpv6 ? "[" + text + "]" : text) + ":" + usualPort);
    }

    private static Optional<InetSocketAddress> address(String literal, int port) {
        try {
            return port > MAX_PORT
                    ? Optional.empty()
                    : Optional.of(new InetSocketAddress(InetAddress.ofLiteral(literal), port));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
