package org.timeball.web.appliance.page.alert;

import java.util.List;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.alert.ToldRecord;
import org.timeball.web.appliance.page.Notice;

/**
 * What somebody who is not looking is told of.
 *
 * @param notice    what became of what was just asked for
 * @param isQuiet   whether nothing new is told yet, for the daemon has just begun
 * @param raised    what is worst first
 * @param channels  in the configuration's order
 * @param told      the newest first
 * @param mayTest   whether whoever looks may send a test
 * @param complaint why nothing is known; empty where it is
 */
public record AlertsPage(
        Notice notice,
        boolean isQuiet,
        List<RaisedRow> raised,
        List<ChannelRow> channels,
        List<ToldRecord> told,
        boolean mayTest,
        String complaint) {

    /** Copies the lists. */
    public AlertsPage {
        raised = List.copyOf(raised);
        channels = List.copyOf(channels);
        told = List.copyOf(told);
    }

    /**
     * As the daemon says.
     *
     * @param utcSecond now
     */
    public static AlertsPage of(Notice notice, AlertReport report, boolean mayTest, long utcSecond) {
        return new AlertsPage(
                notice,
                report.isQuiet(),
                report.raised().stream()
                        .map(one -> RaisedRow.of(one, utcSecond))
                        .toList(),
                report.channels().stream()
                        .map(one -> ChannelRow.of(one, utcSecond))
                        .toList(),
                report.told().reversed(),
                mayTest,
                "");
    }

    /** Where the daemon is silent. */
    public static AlertsPage silent(Notice notice, boolean mayTest, String complaint) {
        return new AlertsPage(notice, false, List.of(), List.of(), List.of(), mayTest, complaint);
    }
}
