package org.timeball.firmware.appliance.demo;

import java.nio.file.Path;

/** Writes the demo's configuration: the file an operator would write, for hardware that is simulated. */
final class DemoConfiguration {

    private DemoConfiguration() {}

    /**
     * The file's text.
     *
     * @param orders        ports and limit
     * @param folder        where everything lies
     * @param serialPort    the pseudo-terminal
     * @param controlSocket a path short enough for a socket
     */
    static String text(DemoOrders orders, DemoFolder folder, Path serialPort, Path controlSocket) {
        var text = new StringBuilder("""
                # Written by `timeball demo` at every start; for a real receiver begin with a copy.
                schema = 1
                state-directory = %s
                control-socket = %s
                warm-up-seconds = 0 # nobody waits in the first second

                [clock]
                steer = false
                holdover-limit-seconds = %s

                [receiver]
                port = %s
                baud = 115200
                set-up = false

                [leap]
                cold-start-seconds = 0

                [[certificate]]
                name = "%s"
                from = "own-ca"
                host-names = ["localhost", "127.0.0.1", "::1"]
                """.formatted(
                        quoted(folder.state()),
                        quoted(controlSocket),
                        plain(orders.holdoverLimitSeconds()),
                        quoted(serialPort),
                        DemoCertificates.NAME));
        for (String host : new String[] {"127.0.0.1", "[::1]"}) {
            if (host.startsWith("[") && !Loopback.hasIpv6()) {
                continue;
            }
            text.append("""

                    [[server]]
                    listen = "%1$s:%2$d"

                    [[nts-ke-server]]
                    listen = "%1$s:%3$d"
                    certificate-name = "%4$s"
                    ntp-port = %2$d
                    """.formatted(host, orders.ntpPort(), orders.keyExchangePort(), DemoCertificates.NAME));
        }
        return text.toString();
    }

    /** A TOML basic string. */
    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A TOML float, which has no {@code 1.0E-4}. */
    private static String plain(double value) {
        var text = java.math.BigDecimal.valueOf(value).toPlainString();
        return text.contains(".") ? text : text + ".0";
    }
}
