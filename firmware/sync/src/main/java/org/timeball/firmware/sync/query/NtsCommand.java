package org.timeball.firmware.sync.query;

import picocli.CommandLine.Command;

/** {@code nts}: about network time security. */
@Command(
        name = "nts",
        description = "About NTS servers: check says what is wrong with one.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = NtsCheckCommand.class)
public final class NtsCommand {

    /** Does nothing by itself. */
    public NtsCommand() {}
}
