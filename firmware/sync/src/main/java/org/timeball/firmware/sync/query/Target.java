package org.timeball.firmware.sync.query;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A server as it is typed: {@code HOST}, {@code HOST:PORT}, an IPv6 address bare or as {@code [ADDRESS]:PORT}.
 *
 * @param host a name, or an address without brackets
 * @param port if one was typed
 */
record Target(String host, OptionalInt port) {

    private static final Pattern BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::(\\d{1,5}))?");
    private static final Pattern NAME = Pattern.compile("([^:\\[\\]/%\\s]+)(?::(\\d{1,5}))?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** @throws IllegalArgumentException if that is no server, with a sentence that says so */
    static Target of(String typed) {
        if (IPV6.matcher(typed).matches()) {
            return new Target(typed, OptionalInt.empty());
        }
        for (var pattern : new Pattern[] {BRACKETS, NAME}) {
            var matcher = pattern.matcher(typed);
            if (matcher.matches()) {
                return new Target(matcher.group(1), portOf(matcher.group(2), typed));
            }
        }
        throw new IllegalArgumentException("\"" + typed + "\" is no server; write HOST, HOST:PORT or [IPV6]:PORT");
    }

    @SuppressWarnings("NullAway") // a group that did not take part is null
    private static OptionalInt portOf(String digits, String typed) {
        if (digits == null) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("\"" + typed + "\" has port " + port + "; a port is 1 to 65535");
        }
        return OptionalInt.of(port);
    }
}
