package org.timeball.web.appliance.page.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.alert.ChannelRecord;
import org.timeball.server.control.alert.RaisedRecord;
import org.timeball.server.control.alert.ToldRecord;
import org.timeball.web.appliance.page.Frame;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.Rendering;
import org.timeball.web.appliance.page.StateMark;

/** The page Alerts from the daemon's records, in words and as HTML. */
class AlertsPageTest {

    private static final String HOSTILE = "</p><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&";
    private static final long NOW = 1_795_000_125L;

    private static AlertReport report(String text) {
        return new AlertReport(
                false,
                List.of(new RaisedRecord("source-false", text, "warning", "Source", text, text, NOW - 125, true)),
                List.of(
                        new ToldRecord(1, "began", "antenna", "", "warning", "first", text, NOW - 60),
                        new ToldRecord(2, "over", "antenna", "", "warning", "second", text, NOW)),
                List.of(
                        new ChannelRecord(
                                "phone", "ntfy", "ntfy.sh", "critical", 0, 1_200, 0, 0, NOW - 30, Double.NaN, ""),
                        new ChannelRecord("mail", "e-mail", text, "warning", 2, 0, 3, 4, 0, 61, text)));
    }

    private static String html(AlertsPage page) {
        return new Rendering()
                .page(
                        "alerts.jte",
                        page,
                        new Frame(
                                "t",
                                StateMark.LOCKED,
                                "timeball",
                                "",
                                Place.ALERTS,
                                List.of(Place.ALERTS),
                                Optional.of("anna"),
                                "token-of-the-form"));
    }

    @Test
    void saysWhatIsRaisedAndWhetherItArrives() {
        var page = AlertsPage.of(Notice.NONE, report("x.example"), true, NOW);

        assertEquals(
                List.of(new RaisedRow(
                        "warning",
                        "Source (x.example)",
                        "Since 2026-11-18 11:06:40 UTC, for 2 min 5 s; gone for the moment",
                        "x.example",
                        "x.example")),
                page.raised());
        assertEquals(
                List.of(
                        new ChannelRow(
                                "phone",
                                "ntfy to ntfy.sh",
                                "critical alone",
                                "1,200, last 30 s ago",
                                "none",
                                "none",
                                ""),
                        new ChannelRow(
                                "mail",
                                "e-mail to x.example",
                                "warning or worse",
                                "none yet",
                                "2, tried again in 1 min 1 s",
                                "3",
                                "x.example")),
                page.channels());
        assertEquals("second", page.told().getFirst().title());
    }

    @Test
    void letsThoseTestWhoMay() {
        var operators = html(AlertsPage.of(Notice.NONE, report("x"), true, NOW));
        var viewers = html(AlertsPage.of(Notice.NONE, report("x"), false, NOW));

        assertTrue(operators.contains("Send a test by phone"), operators);
        assertTrue(operators.contains("value=\"token-of-the-form\""), operators);
        assertFalse(viewers.contains("<form method=\"post\" action=\"/alerts"), viewers);
        assertTrue(viewers.contains("the last attempt failed"), viewers);
    }

    @Test
    void escapesWhateverStrangersSay() {
        var page = html(AlertsPage.of(new Notice(HOSTILE, false, ""), report(HOSTILE), true, NOW));

        assertFalse(page.contains("<script>"), page);
        assertFalse(page.contains("<img"), page);
        assertFalse(
                Pattern.compile("<[^>]* (style|on[a-z]+)=")
                        .matcher(page.replace("&quot;", ""))
                        .find(),
                page);
    }

    @Test
    void saysThatNobodyIsToldAndWhenTheDaemonIsSilent() {
        var empty = html(AlertsPage.of(Notice.NONE, AlertReport.NONE, true, NOW));
        var silent = html(AlertsPage.silent(Notice.NONE, true, "The daemon does not answer"));

        assertTrue(empty.contains("Nothing is raised.") && empty.contains("[[alert]]"), empty);
        assertTrue(silent.contains("role=\"alert\">The daemon does not answer"), silent);
        assertFalse(silent.contains("Nothing is raised."), silent);
    }
}
