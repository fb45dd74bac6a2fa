package org.timeball.firmware.appliance.simulate;

import java.util.List;
import java.util.Locale;

/** A run as comma-separated values with a heading, a line a second (RFC 4180). */
final class RunCsv {

    private static final String HEAD = "second,state,error_ns,bound_ns,within_ns,oscillator_ppm,true_ppm,celsius,pulse";

    private RunCsv() {}

    static String of(List<Look> looks) {
        var csv = new StringBuilder(HEAD).append("\r\n");
        for (var look : looks) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%.1f,%.1f,%.1f,%.6f,%.6f,%.2f,%s\r\n",
                    look.second(),
                    look.state().words(),
                    look.errorSeconds() * 1e9,
                    look.boundSeconds() * 1e9,
                    look.withinSeconds() * 1e9,
                    look.oscillatorPpm(),
                    look.truePpm(),
                    look.celsius(),
                    quoted(look.verdict())));
        }
        return csv.toString();
    }

    private static String quoted(String words) {
        return '"' + words.replace("\"", "\"\"") + '"';
    }
}
