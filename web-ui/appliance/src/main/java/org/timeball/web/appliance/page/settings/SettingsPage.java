package org.timeball.web.appliance.page.settings;

import java.util.ArrayList;
import java.util.List;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.configuration.ConfigurationStep;
import org.timeball.server.state.edit.SettingSheet;
import org.timeball.server.state.edit.SettingSheet.Part;
import org.timeball.web.appliance.page.Instants;
import org.timeball.web.appliance.page.Notice;

/**
 * The configuration as it stands in its file.
 *
 * @param notice    what became of what was just asked for
 * @param mayChange whether whoever looks may change it
 * @param report    what the daemon tells of it
 * @param said      sections that are in the file
 * @param unsaid    those that are not
 * @param pending   what the file says and the daemon does not do, a sentence each
 * @param steps     the last changes, newest first
 * @param complaint why nothing is known; empty where all is well
 */
public record SettingsPage(
        Notice notice,
        boolean mayChange,
        ConfigurationReport report,
        List<Part> said,
        List<Part> unsaid,
        List<String> pending,
        List<Step> steps,
        String complaint) {

    /** What the pages' own process reads at its start. */
    private static final String PAGES = "web";

    /** Copies the lists. */
    public SettingsPage {
        said = List.copyOf(said);
        unsaid = List.copyOf(unsaid);
        pending = List.copyOf(pending);
        steps = List.copyOf(steps);
    }

    /**
     * A change that can be undone.
     *
     * @param number counts up
     * @param who    who made it, when and from where
     * @param lines  what changed
     */
    public record Step(long number, String who, List<DifferenceLine> lines) {

        /** Copies the list. */
        public Step {
            lines = List.copyOf(lines);
        }

        private static Step of(ConfigurationStep step) {
            String who = "%s UTC, %s from %s: %s"
                    .formatted(Instants.ofNanos(step.utcNanos()), step.user(), step.from(), step.what());
            return new Step(step.number(), who, DifferenceLine.of(step.difference()));
        }
    }

    /** Of what the daemon told. */
    public static SettingsPage of(Notice notice, boolean mayChange, ConfigurationReport report) {
        var parts = SettingSheet.of(report.text()).parts();
        return new SettingsPage(
                notice,
                mayChange && !report.text().isEmpty(),
                report,
                parts.stream().filter(Part::isSaid).toList(),
                parts.stream().filter(part -> !part.isSaid()).toList(),
                pending(report.atOnce(), report.withRestart()),
                report.steps().stream().map(Step::of).toList(),
                report.file().isEmpty() ? "This daemon's configuration came from no file." : "");
    }

    /** Where the daemon does not answer. */
    public static SettingsPage silent(Notice notice, String complaint) {
        return new SettingsPage(
                notice, false, ConfigurationReport.NONE, List.of(), List.of(), List.of(), List.of(), complaint);
    }

    private static List<String> pending(List<String> atOnce, List<String> withRestart) {
        var sentences = new ArrayList<String>();
        if (!atOnce.isEmpty()) {
            sentences.add("The file was changed by hand. In force once it is read again (page Log): "
                    + String.join(", ", atOnce) + ".");
        }
        var daemons = withRestart.stream().filter(name -> !name.equals(PAGES)).toList();
        if (!daemons.isEmpty()) {
            sentences.add("In force with the daemon's next start (sudo systemctl restart timeball): "
                    + String.join(", ", daemons) + ".");
        }
        if (withRestart.contains(PAGES)) {
            sentences.add("In force with the next start of these pages (sudo systemctl restart timeball-web): web.");
        }
        return sentences;
    }
}
