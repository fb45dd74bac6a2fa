package org.timeball.firmware.sync.query;

import java.util.LinkedHashMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command said to picocli in words of its programming interface, not in annotations: those of one command cost a start
 * 30 ms, of which a query has 60 in all ({@code docs/performance.md}).
 */
public final class CommandWords {

    private CommandWords() {}

    /** What every command has: a name, a sentence, help. */
    public static void describe(CommandSpec spec, String name, String description) {
        spec.name(name);
        spec.usageMessage().description(description);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .arity("0")
                .type(boolean.class)
                .description("Show this help message and exit.")
                .build());
    }

    /** The option that has a program tell its version. */
    public static OptionSpec version() {
        return OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .arity("0")
                .type(boolean.class)
                .description("Print version information and exit.")
                .build();
    }

    /**
     * How a command ends.
     *
     * @param usage code for words that are not understood
     * @param codes each with what it means, as {@code CODE:MEANING}
     */
    static void exitCodes(CommandSpec spec, int usage, String... codes) {
        spec.exitCodeOnInvalidInput(usage);
        var list = new LinkedHashMap<String, String>();
        for (var code : codes) {
            int colon = code.indexOf(':');
            list.put(code.substring(0, colon), code.substring(colon + 1));
        }
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(list);
    }

    /** An option that is there or not. */
    static OptionSpec flag(String description, String name, String... others) {
        return OptionSpec.builder(name, others)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build();
    }

    /** Whether a flag was typed. */
    static boolean has(CommandSpec spec, String name) {
        return value(spec, name, false);
    }

    /** What was typed for an option. */
    static <T> T value(CommandSpec spec, String name, T otherwise) {
        return spec.commandLine().getParseResult().matchedOptionValue(name, otherwise);
    }

    /** What was typed beside the options. */
    static <T> T positional(CommandSpec spec, T otherwise) {
        return spec.commandLine().getParseResult().matchedPositionalValue(0, otherwise);
    }
}
