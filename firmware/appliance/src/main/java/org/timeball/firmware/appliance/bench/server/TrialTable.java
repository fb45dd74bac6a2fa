package org.timeball.firmware.appliance.bench.server;

import java.io.PrintWriter;
import java.util.OptionalDouble;

/** The lines of what is judged beside the rates, printed as soon as they are known. */
final class TrialTable {

    private final PrintWriter out;

    TrialTable(PrintWriter out) {
        this.out = out;
    }

    void row(String what, String server, OptionalDouble value, String note) {
        row(what, server, value, OptionalDouble.empty(), note);
    }

    /**
     * A line.
     *
     * @param ratio to what the note names
     */
    void row(String what, String server, OptionalDouble value, OptionalDouble ratio, String note) {
        var remark = ratio.isPresent() ? ResultsTable.ratio(ratio) + " " + note : note;
        print("%-34s %-14s %12s   %s".formatted(what, server, ResultsTable.figure(value), remark));
    }

    /** The line of what was not measured. */
    void refusal(String what, String server, String reason) {
        print("%-34s %-14s not measured (%s)".formatted(what, server, reason));
    }

    private void print(String line) {
        out.println(line.stripTrailing());
        out.flush();
    }
}
