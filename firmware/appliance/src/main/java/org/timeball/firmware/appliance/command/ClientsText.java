package org.timeball.firmware.appliance.command;

import java.util.Locale;
import org.timeball.server.control.ClientRecord;
import org.timeball.server.control.ClientReport;

/**
 * The report of chronyc's {@code clients}. Commands come through a socket that knows no addresses, so their columns are
 * empty; and our interval while answers are dropped is not another one.
 */
final class ClientsText {

    private static final String HEADER =
            "Hostname                      NTP   Drop Int IntL Last     Cmd   Drop Int  Last\n" + "=".repeat(79) + "\n";

    /** What chronyc writes for an interval that is not known: 127, shown as a dash. */
    private static final int UNKNOWN_LOG2 = 127;

    /** What chronyc writes for the age of what never came: 2³² − 1. */
    private static final long NEVER = 0xffff_ffffL;

    private ClientsText() {}

    static String report(ClientReport report) {
        var text = new StringBuilder(HEADER);
        for (var client : report.clients()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-25s  %6d  %5d  %2s  %2s  %s  %6d  %5d  %2s  %s\n",
                    client.name(),
                    client.requests(),
                    client.dropped(),
                    shown(intervalLog2(client)),
                    "-",
                    ChronyScale.age(client.lastSeconds()),
                    0,
                    0,
                    "-",
                    ChronyScale.age(-1)));
        }
        return text + caption(report);
    }

    private static String caption(ClientReport report) {
        if (report.naming().equals("off")) {
            return "Clients are not shown: the configuration says client-names = \"off\".\n";
        }
        return report.remembered() > report.clients().size()
                ? report.remembered() - report.clients().size() + " more are remembered; --count shows more of them.\n"
                : "";
    }

    static String csv(ClientReport report) {
        var text = new StringBuilder();
        for (var client : report.clients()) {
            text.append(Csv.line(
                    client.name(),
                    client.requests(),
                    client.dropped(),
                    intervalLog2(client),
                    UNKNOWN_LOG2,
                    client.lastSeconds(),
                    0,
                    0,
                    UNKNOWN_LOG2,
                    NEVER,
                    client.nts(),
                    client.interleaved()));
        }
        return text.toString();
    }

    private static int intervalLog2(ClientRecord client) {
        double seconds = client.intervalSeconds();
        return seconds == 0 ? UNKNOWN_LOG2 : (int) Math.round(Math.log(seconds) / Math.log(2));
    }

    private static String shown(int intervalLog2) {
        return intervalLog2 == UNKNOWN_LOG2 ? "-" : Integer.toString(intervalLog2);
    }
}
