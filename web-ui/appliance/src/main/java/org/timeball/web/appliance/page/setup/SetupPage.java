package org.timeball.web.appliance.page.setup;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.timeball.server.control.ClientLines;
import org.timeball.web.appliance.firstrun.Purpose;
import org.timeball.web.appliance.firstrun.SetupEdits;
import org.timeball.web.appliance.firstrun.SetupStep;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Tile;

/**
 * A step of the first set-up.
 *
 * @param step   which
 * @param marks  all of them, in their order
 * @param notice what became of what was just asked for
 * @param facts  what there is to say of it now
 * @param canDo  whether the daemon lets its configuration be changed here
 */
public record SetupPage(SetupStep step, List<Mark> marks, Notice notice, Facts facts, boolean canDo) {

    /** Copies the list. */
    public SetupPage {
        marks = List.copyOf(marks);
    }

    /**
     * A step in the list of them.
     *
     * @param step   which
     * @param isHere whether it is this page
     * @param isDone whether it is done, or was passed over
     */
    public record Mark(SetupStep step, boolean isHere, boolean isDone) {}

    /**
     * What is known at a step.
     *
     * @param lead  in a sentence or two
     * @param tone  of that, by its name in the style sheet
     * @param rows  in particular
     * @param lines for clients
     */
    public record Facts(String lead, String tone, List<Tile.Row> rows, List<ClientLines> lines) {

        /** Copies the lists. */
        public Facts {
            rows = List.copyOf(rows);
            lines = List.copyOf(lines);
        }
    }

    /** At a step. */
    public static SetupPage of(SetupStep here, Predicate<SetupStep> isDone, Notice notice, Facts facts, boolean canDo) {
        var marks = Arrays.stream(SetupStep.values())
                .map(step -> new Mark(step, step == here, isDone.test(step)))
                .toList();
        return new SetupPage(here, marks, notice, facts, canDo);
    }

    /** Servers that are offered as witnesses. */
    public List<String> offered() {
        return SetupEdits.OFFERED;
    }

    /** What a box can be for. */
    public List<Purpose> purposes() {
        return List.of(Purpose.values());
    }

    /** Whether it is that step; templates ask. */
    public boolean isAt(String key) {
        return step.key().equals(key);
    }
}
