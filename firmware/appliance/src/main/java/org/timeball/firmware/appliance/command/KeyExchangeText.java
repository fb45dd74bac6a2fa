package org.timeball.firmware.appliance.command;

import java.util.Locale;
import java.util.TreeMap;
import org.timeball.server.control.KeyExchangeStats;

/**
 * The lines that {@code serverstats} says of key exchanges beyond chronyc's two: how many went well, on which cipher they
 * agreed, and why others did not.
 */
final class KeyExchangeText {

    private KeyExchangeText() {}

    static String report(KeyExchangeStats exchanges) {
        var text = new StringBuilder(line("NTS-KE completed", exchanges.completed()));
        new TreeMap<>(exchanges.byAead()).forEach((id, count) -> text.append(line("NTS-KE with AEAD " + id, count)));
        new TreeMap<>(exchanges.failures()).forEach((reason, count) -> text.append(line("NTS-KE: " + reason, count)));
        return text.toString();
    }

    private static String line(String what, long count) {
        return String.format(Locale.ROOT, "%-27s: %d\n", what, count);
    }
}
