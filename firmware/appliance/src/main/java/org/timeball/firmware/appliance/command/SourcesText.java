package org.timeball.firmware.appliance.command;

import java.util.List;
import java.util.Locale;
import org.timeball.server.control.Source;

/** The report of chronyc's {@code sources}; its explained form says why, at the end of each line. */
final class SourcesText {

    private static final String HEADER =
            "MS Name/IP address         Stratum Poll Reach LastRx Last sample               ";
    private static final String RULE = "=".repeat(79);

    /** What chronyc's columns mean; the lines end above the columns they speak of. */
    private static final String LEGEND = """

              .-- Mode   '#' reference clock, '^' server, '=' peer
             / .- State  '*' selected, '+' combined with it, '-' left out,
            | /          'x' contradicts the others, '~' varies too much, '?' unusable
            ||                                                 .- aaaa [ bbbb ] +/- cccc
            ||      Last eight polls, in octal   --.           |  aaaa = offset now,
            ||      Log2 of seconds per poll --.    \\          |  bbbb = offset as measured,
            ||                                  \\    |         |  cccc = error bound;
            ||                                   |   |          \\ + when our clock is ahead
            """;

    private static final int NAME_COLUMNS = 27;

    /** What chronyc writes for the age of a sample that never came: 2³² − 1. */
    private static final long NEVER = 0xffff_ffffL;

    private SourcesText() {}

    static String report(List<Source> sources) {
        var text = new StringBuilder(HEADER).append('\n').append(RULE).append('\n');
        sources.forEach(
                source -> text.append(row(source)).append(pool(source, "   ")).append('\n'));
        return text.toString();
    }

    /** Of which pool it is, where it is of one. */
    private static String pool(Source source, String before) {
        boolean isMember = !source.pool().isEmpty() && !source.pool().equals(source.name());
        return isMember ? before + "of " + source.pool() : "";
    }

    static String explained(List<Source> sources) {
        var text = new StringBuilder(LEGEND).append(HEADER).append("   Why\n");
        text.append(RULE).append("=".repeat(6)).append('\n');
        sources.forEach(source -> text.append(row(source))
                .append("   ")
                .append(source.reason())
                .append(pool(source, "; "))
                .append('\n'));
        return text.toString();
    }

    static String csv(List<Source> sources) {
        var text = new StringBuilder();
        sources.forEach(source -> text.append(Csv.line(
                source.mode(),
                source.state(),
                source.name(),
                source.stratum(),
                source.pollLog2(),
                Integer.toOctalString(source.reach()),
                source.lastSampleSeconds() < 0 ? NEVER : source.lastSampleSeconds(),
                Csv.seconds(source.offsetSeconds()),
                Csv.seconds(source.measuredSeconds()),
                Csv.seconds(source.errorSeconds()),
                source.reason())));
        return text.toString();
    }

    private static String row(Source source) {
        return String.format(
                Locale.ROOT,
                "%s%s %-27s  %2d  %2d   %3o  %s  %s[%s] +/- %s",
                source.mode(),
                source.state(),
                fitting(source.name()),
                source.stratum(),
                source.pollLog2(),
                source.reach(),
                ChronyScale.age(source.lastSampleSeconds()),
                ChronyScale.signed(source.offsetSeconds()),
                ChronyScale.signed(source.measuredSeconds()),
                ChronyScale.size(source.errorSeconds()));
    }

    /** As chronyc marks a name that was cut. */
    private static String fitting(String name) {
        return name.length() <= NAME_COLUMNS ? name : name.substring(0, NAME_COLUMNS - 1) + '>';
    }
}
