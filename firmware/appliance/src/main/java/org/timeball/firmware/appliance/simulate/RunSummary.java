package org.timeball.firmware.appliance.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Spoken;

/** A run in a few lines: how it went from state to state, how far off it was, and whether it said so. */
record RunSummary(Scenario scenario, List<Look> looks) {

    private static final int SHOWN_STATES = 24;

    /** For a terminal. */
    String text() {
        var lines = new ArrayList<String>();
        lines.add(scenario.title());
        lines.add("");
        lines.addAll(states());
        lines.add("");
        long vouched =
                looks.stream().filter(look -> look.state().isSynchronised()).count();
        lines.add("vouched for    %s of %s s".formatted(Spoken.count(vouched), Spoken.count(looks.size())));
        if (vouched > 0) {
            lines.add("error          " + errors());
            lines.add("bound          " + bound());
        }
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** Seconds in which time was vouched for and farther off than was said. */
    long broken() {
        return looks.stream().filter(Look::isBroken).count();
    }

    private List<String> states() {
        var lines = new ArrayList<String>();
        ClockState state = ClockState.STARTING;
        for (var look : looks) {
            if (look.state() != state) {
                state = look.state();
                lines.add("%-14s %-16s %s".formatted(Spoken.span(look.second()), state.words(), look.reason()));
            }
        }
        if (lines.size() > SHOWN_STATES) {
            int left = lines.size() - SHOWN_STATES;
            lines.subList(SHOWN_STATES, lines.size()).clear();
            lines.add("and " + left + " more changes");
        }
        return lines;
    }

    private String errors() {
        double squares = 0;
        int count = 0;
        var worst = looks.getFirst();
        double worstError = 0;
        for (var look : looks) {
            if (look.state() == ClockState.LOCKED) {
                squares += look.errorSeconds() * look.errorSeconds();
                count++;
            }
            if (look.state().isSynchronised() && Math.abs(look.errorSeconds()) >= worstError) {
                worstError = Math.abs(look.errorSeconds());
                worst = look;
            }
        }
        String locked =
                count == 0 ? "never locked" : "RMS %s while locked".formatted(nanos(Math.sqrt(squares / count)));
        return "%s, worst %s after %s (%s)"
                .formatted(
                        locked,
                        nanos(worstError),
                        Spoken.span(worst.second()),
                        worst.state().words());
    }

    private String bound() {
        long vouched =
                looks.stream().filter(look -> look.state().isSynchronised()).count();
        double ratio = median(looks.stream()
                .filter(look -> look.state().isSynchronised())
                .mapToDouble(look -> look.boundSeconds() / Math.max(1e-12, Math.abs(look.errorSeconds())))
                .sorted()
                .toArray());
        return String.format(
                Locale.ROOT,
                "held in %.3f %% of the seconds vouched for; in the median second %.0f times the error",
                100.0 * (vouched - broken()) / vouched,
                ratio);
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static String nanos(double seconds) {
        return String.format(Locale.ROOT, "%,.0f ns", seconds * 1e9);
    }
}
