package org.timeball.web.appliance.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.configuration.ConfigurationStep;
import org.timeball.web.appliance.firstrun.SetupStep;
import org.timeball.web.appliance.page.Frame;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.Rendering;
import org.timeball.web.appliance.page.StateMark;
import org.timeball.web.appliance.page.Statuses;
import org.timeball.web.appliance.page.setup.SetupPage;
import org.timeball.web.appliance.page.setup.StepFacts;

/** The configuration on pages: as the file has it, with what strangers may have written into it as text. */
class SettingsPageTest {

    private static final String HOSTILE = "</pre></textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&";
    private static final ConfigurationReport REPORT = new ConfigurationReport(
            "/etc/timeball/timeball.toml",
            "schema = 1\n[ntp]\nburst = 8\n# " + HOSTILE + "\n[web]\nhost-names = ['" + HOSTILE.replace("'", "")
                    + "']\n",
            List.of(HOSTILE),
            List.of("ntp.burst"),
            List.of("receiver", "web"),
            List.of(new ConfigurationStep(
                    4,
                    1_795_400_000_000_000_000L,
                    HOSTILE,
                    HOSTILE,
                    "changed",
                    List.of("@@ -1 +1 @@", "-" + HOSTILE, "+b"))));

    private final Rendering rendering = new Rendering();

    private String rendered(String template, Place here, Object page) {
        return rendering.page(
                template,
                page,
                new Frame(
                        "t",
                        StateMark.LOCKED,
                        "box",
                        "",
                        here,
                        Arrays.asList(Place.values()),
                        Optional.of("anna"),
                        ""));
    }

    private Map<String, String> pages() {
        var notice = new Notice(HOSTILE, false, "");
        var editing = ComparePage.editing(REPORT.text(), REPORT.revision(), notice);
        var certificates = new CertificateReport(true, List.of(), AuthorityRecord.NONE);
        return Map.of(
                "settings", rendered("settings.jte", Place.SETTINGS, SettingsPage.of(notice, true, REPORT)),
                "edit", rendered("compare.jte", Place.SETTINGS, editing),
                "mistakes", rendered("compare.jte", Place.SETTINGS, editing.refused(HOSTILE + "\n" + HOSTILE)),
                "compare",
                        rendered("compare.jte", Place.SETTINGS, editing.wouldChange(List.of("-" + HOSTILE), HOSTILE)),
                "purpose", setup(SetupStep.PURPOSE, StepFacts.purpose(REPORT.text()), notice),
                "receiver", setup(SetupStep.RECEIVER, StepFacts.receiver(Statuses.locked()), notice),
                "clients",
                        setup(SetupStep.CLIENTS, StepFacts.clients(Statuses.locked(), certificates, HOSTILE), notice));
    }

    private String setup(SetupStep step, SetupPage.Facts facts, Notice notice) {
        return rendered("setup.jte", Place.SETUP, SetupPage.of(step, _ -> false, notice, facts, true));
    }

    @Test
    void showWhatIsHostileAsTextAndNothingWithin() {
        pages().forEach((name, page) -> {
            assertFalse(page.contains("<script"), name);
            assertFalse(page.contains("<img"), name);
            assertTrue(page.contains("&lt;script&gt;"), name);
            assertFalse(
                    Pattern.compile("<[^>]* (style|on[a-z]+)=")
                            .matcher(page.replaceAll(" value=\"[^\"]*\"", ""))
                            .find(),
                    name);
        });
    }

    @Test
    void tellsWhatIsNotInForceAndWhoChangedWhat() {
        var page = SettingsPage.of(Notice.NONE, true, REPORT);
        assertEquals(
                List.of(
                        "The file was changed by hand. In force once it is read again (page Log): ntp.burst.",
                        "In force with the daemon's next start (sudo systemctl restart timeball): receiver.",
                        "In force with the next start of these pages (sudo systemctl restart timeball-web): web."),
                page.pending());
        assertTrue(page.steps().getFirst().who().startsWith("2026-11-23 02:13:20 UTC, "));
        assertEquals(
                List.of("place", "out", "in"),
                page.steps().getFirst().lines().stream()
                        .map(DifferenceLine::tone)
                        .toList());
        String html = rendered("settings.jte", Place.SETTINGS, page);
        assertTrue(html.contains("name=\"number\" value=\"4\"") && html.contains(REPORT.revision()));
    }

    @Test
    void whoMayNotChangeItSeesNoWayTo() {
        String html = rendered("settings.jte", Place.SETTINGS, SettingsPage.of(Notice.NONE, false, REPORT));
        assertFalse(
                html.contains("/settings/undo") || html.contains("/settings/edit") || html.contains("/setup\" class"));
        assertTrue(html.contains("burst"));
        var silent = rendered("settings.jte", Place.SETTINGS, SettingsPage.silent(Notice.NONE, "It is silent."));
        assertTrue(silent.contains("It is silent.") && !silent.contains("/settings/edit"));
    }

    /** A browser drops the first newline in a text area, and no other. */
    @Test
    void bringsTheTextIntoTheAreaAsItIs() {
        String html = rendered("compare.jte", Place.SETTINGS, ComparePage.editing("\n\nschema = 1\n", "", Notice.NONE));
        assertTrue(html.contains("required>\n\n\nschema = 1\n</textarea>"), html);
    }
}
