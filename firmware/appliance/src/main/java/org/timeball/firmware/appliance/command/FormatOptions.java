package org.timeball.firmware.appliance.command;

import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say who reads the report: a person, or a script of either kind. */
final class FormatOptions {

    @ArgGroup
    private Script script = new Script();

    /** One of the two, or neither. */
    static final class Script {

        @Option(
                names = {"-c", "--csv"},
                description = "Comma-separated, without names; what chronyc has comes first.")
        private boolean isCsv;

        @Option(names = "--json", description = "The daemon's own record as JSON.")
        private boolean isJson;
    }

    /** The one of three texts that was asked for, with a newline at its end. */
    String choose(Supplier<String> text, Supplier<String> csv, Supplier<String> json) {
        if (script.isJson) {
            return json.get() + "\n";
        }
        return script.isCsv ? csv.get() : text.get();
    }
}
