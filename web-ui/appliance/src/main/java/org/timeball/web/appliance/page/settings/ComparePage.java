package org.timeball.web.appliance.page.settings;

import java.util.List;
import org.timeball.web.appliance.page.Notice;

/**
 * What another text would change, before it does; or what is wrong with it, above the text itself.
 *
 * @param title    what is being done
 * @param text     as it was typed
 * @param revision of the text that it was made from
 * @param lines    the difference; empty where the text could not be taken, or says the same
 * @param effect   what the daemon says that it would change, a sentence each
 * @param mistakes why it could not be taken, one each
 * @param notice   what became of what was just asked for
 * @param back     where to go on from here
 */
public record ComparePage(
        String title,
        String text,
        String revision,
        List<DifferenceLine> lines,
        List<String> effect,
        List<String> mistakes,
        Notice notice,
        Way back) {

    /**
     * The page from which a change came, and where it leads.
     *
     * @param path  of the page
     * @param label what to call it
     * @param next  the step of the first set-up that is done by it; empty elsewhere
     */
    public record Way(String path, String label, String next) {

        /** Whether it is a step of the first set-up. */
        public boolean isSetup() {
            return !next.isEmpty();
        }

        /** The page Settings. */
        public static final Way SETTINGS = new Way("/settings", "Settings", "");
    }

    /** Copies the lists. */
    public ComparePage {
        lines = List.copyOf(lines);
        effect = List.copyOf(effect);
        mistakes = List.copyOf(mistakes);
    }

    /** A text that is to be changed. */
    public static ComparePage editing(String text, String revision, Notice notice) {
        return new ComparePage(
                "Change the configuration", text, revision, List.of(), List.of(), List.of(), notice, Way.SETTINGS);
    }

    /** The same page, of a text that could not be taken. */
    public ComparePage refused(String sentence) {
        return new ComparePage(
                title, text, revision, List.of(), List.of(), sentence.lines().toList(), notice, back);
    }

    /** The same page, of a text that could. */
    public ComparePage wouldChange(List<String> difference, String sentence) {
        return new ComparePage(
                title,
                text,
                revision,
                DifferenceLine.of(difference),
                sentence.lines().toList(),
                List.of(),
                notice,
                back);
    }

    /** Whether there is something to apply. */
    public boolean isReady() {
        return !lines.isEmpty();
    }
}
