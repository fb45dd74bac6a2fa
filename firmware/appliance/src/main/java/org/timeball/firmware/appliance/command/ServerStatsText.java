package org.timeball.firmware.appliance.command;

import java.util.Locale;
import java.util.TreeMap;
import org.timeball.server.control.ServerStats;

/** The report of chronyc's {@code serverstats}, with answers, rates, the reasons of drops and who stamps at its end. */
final class ServerStatsText {

    private ServerStatsText() {}

    static String report(ServerStats stats) {
        var text = new StringBuilder()
                .append(line("NTP packets received", stats.ntpReceived()))
                .append(line("NTP packets dropped", stats.ntpDropped()))
                .append(line("Command packets received", stats.commandReceived()))
                .append(line("Command packets dropped", stats.commandDropped()))
                .append(line("Client log records dropped", stats.clientLogDropped()))
                .append(line("NTS-KE connections accepted", stats.keyExchangeAccepted()))
                .append(line("NTS-KE connections dropped", stats.keyExchangeDropped()))
                .append(line("Authenticated NTP packets", stats.authenticated()))
                .append(line("Interleaved NTP packets", stats.interleaved()))
                .append(line("NTP timestamps held", stats.timestampsHeld()))
                .append(line("NTP timestamp span", stats.timestampSpanSeconds()))
                .append(line("NTP daemon RX timestamps", stats.stamps().daemonReceive()))
                .append(line("NTP daemon TX timestamps", stats.stamps().daemonTransmit()))
                .append(line("NTP kernel RX timestamps", stats.stamps().kernelReceive()))
                .append(line("NTP kernel TX timestamps", stats.stamps().kernelTransmit()))
                .append(line("NTP hardware RX timestamps", stats.stamps().hardwareReceive()))
                .append(line("NTP hardware TX timestamps", stats.stamps().hardwareTransmit()))
                .append(line("NTP packets answered", stats.ntpAnswered()))
                .append(line("NTS NAKs sent", stats.naks()))
                .append(line("Answers per second", stats.answeredPerSecond()))
                .append(line("Answers with NTS per second", stats.ntsPerSecond()));
        new TreeMap<>(stats.dropReasons()).forEach((reason, count) -> text.append(line("Dropped: " + reason, count)));
        stats.stamps()
                .interfaces()
                .forEach(each ->
                        text.append(String.format("%-27s: %s\n", "Stamps at " + each.name(), each.stampedBy())));
        return text.toString();
    }

    /** The reasons are not here: they are as many as there are. */
    static String csv(ServerStats stats) {
        return Csv.line(
                stats.ntpReceived(),
                stats.ntpDropped(),
                stats.commandReceived(),
                stats.commandDropped(),
                stats.clientLogDropped(),
                stats.keyExchangeAccepted(),
                stats.keyExchangeDropped(),
                stats.authenticated(),
                stats.interleaved(),
                stats.timestampsHeld(),
                stats.timestampSpanSeconds(),
                stats.ntpAnswered(),
                stats.naks(),
                Csv.tenths(stats.answeredPerSecond()),
                Csv.tenths(stats.ntsPerSecond()),
                stats.stamps().daemonReceive(),
                stats.stamps().daemonTransmit(),
                stats.stamps().kernelReceive(),
                stats.stamps().kernelTransmit(),
                stats.stamps().hardwareReceive(),
                stats.stamps().hardwareTransmit());
    }

    private static String line(String what, long count) {
        return String.format(Locale.ROOT, "%-27s: %d\n", what, count);
    }

    private static String line(String what, double rate) {
        return String.format(Locale.ROOT, "%-27s: %.1f\n", what, rate);
    }
}
