package org.timeball.firmware.appliance.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Debian's chronyd as a client that asks once and, by {@code -x}, cannot touch the clock. */
final class Chronyd {

    private static final Pattern OFFSET = Pattern.compile("System clock wrong by (-?[0-9.]+) seconds");

    private Chronyd() {}

    /** A {@code server} line for plain NTP. */
    static String ntp(int port) {
        return "server 127.0.0.1 port " + port + " iburst";
    }

    /** A {@code server} line for NTS. */
    static String nts(int ntpPort, int keyExchangePort) {
        return "server localhost port " + ntpPort + " iburst nts ntsport " + keyExchangePort;
    }

    /** Asks, for at most {@code seconds}. */
    static Launcher.Finished ask(int seconds, String... configuration) throws IOException, InterruptedException {
        Launcher.require("chronyd");
        var command = new ArrayList<>(List.of("chronyd", "-Q", "-x", "-U", "-t", Integer.toString(seconds)));
        command.addAll(List.of(configuration));
        return Launcher.run(seconds + 20, command);
    }

    /** What chronyd found the machine's clock to be wrong by, seconds; positive when the machine is behind. */
    static double offsetSeconds(Launcher.Finished finished) {
        var matcher = OFFSET.matcher(finished.all());
        if (!matcher.find()) {
            throw new AssertionError("chronyd got no time:\n" + finished.all());
        }
        return Double.parseDouble(matcher.group(1));
    }
}
