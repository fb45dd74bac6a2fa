package org.timeball.firmware.appliance.command;

import picocli.CommandLine.Option;

/** {@code --help}; the version is the program's and not a subcommand's. */
public final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean isAsked;

    /** For picocli, which fills the field. */
    public HelpOption() {}
}
