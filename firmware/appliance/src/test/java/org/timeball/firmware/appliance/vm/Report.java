package org.timeball.firmware.appliance.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured and whether it held, as a table for people; a row that does not hold fails the test. */
final class Report {

    private record Row(String claim, String measured, String limit, String verdict) {

        String line() {
            return String.format(Locale.ROOT, "%-46s %-32s %-26s %s", claim, measured, limit, verdict);
        }
    }

    private final List<Row> rows = new ArrayList<>();

    /** Something worth knowing that has no limit. */
    void measured(String what, String value) {
        rows.add(new Row(what, value, "", ""));
    }

    /** A claim; throws if it does not hold. */
    void holds(String claim, String measured, String limit, boolean holds) {
        rows.add(new Row(claim, measured, limit, holds ? "ok" : "FAILED"));
        if (!holds) {
            throw new AssertionError(claim + ": " + measured + ", not " + limit);
        }
    }

    /**
     * A claim that can be judged only while this machine gives the guest its seconds evenly; where it does not, the row says
     * so, and holds nothing against the guest.
     *
     * @param isSteady whether it did
     */
    void holdsIfSteady(boolean isSteady, String claim, String measured, String limit, boolean holds) {
        if (isSteady) {
            holds(claim, measured, limit, holds);
        } else {
            rows.add(new Row(claim, measured, limit, "not judged: this machine is too busy"));
        }
    }

    /** A duration or an offset that must stay below a limit, by its absolute value. */
    void isBelow(String claim, double seconds, double limitSeconds) {
        holds(claim, text(seconds), "below " + text(limitSeconds), Math.abs(seconds) < limitSeconds);
    }

    /** Leaves it as a file, which the launcher prints. */
    void publish(Path file) throws IOException {
        var text = new StringBuilder();
        text.append(new Row("claim", "measured", "limit", "").line()).append('\n');
        rows.forEach(row -> text.append(row.line()).append('\n'));
        Files.writeString(file, text);
    }

    /** Seconds for people: in milliseconds below one. */
    static String text(double seconds) {
        return Math.abs(seconds) < 1
                ? String.format(Locale.ROOT, "%.3f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
