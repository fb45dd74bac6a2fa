package org.timeball.firmware.appliance.simulate;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A run as comma-separated values with a heading, a line a second (RFC 4180). */
final class RunCsv {

    private static final String HEAD = "second,state,error_ns,bound_ns,within_ns,oscillator_ppm,true_ppm,celsius,pulse";

    private RunCsv() {}

    /** Writes it line by line: a long run is longer than memory is wide. */
    static void write(List<Look> looks, Appendable out) throws IOException {
        out.append(HEAD).append("\r\n");
        for (var look : looks) {
            out.append(line(look)).append("\r\n");
        }
    }

    private static String line(Look look) {
        return String.format(
                Locale.ROOT,
                "%d,%s,%.1f,%.1f,%.1f,%.6f,%.6f,%.2f,%s",
                look.second(),
                look.state().words(),
                look.errorSeconds() * 1e9,
                look.boundSeconds() * 1e9,
                look.withinSeconds() * 1e9,
                look.oscillatorPpm(),
                look.truePpm(),
                look.celsius(),
                quoted(look.verdict()));
    }

    private static String quoted(String words) {
        return '"' + words.replace("\"", "\"\"") + '"';
    }
}
