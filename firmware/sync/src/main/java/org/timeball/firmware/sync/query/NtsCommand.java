package org.timeball.firmware.sync.query;

import picocli.CommandLine.Model.CommandSpec;

/** {@code nts}: about network time security. */
public final class NtsCommand {

    private NtsCommand() {}

    /** The command as picocli takes it. */
    public static CommandSpec spec() {
        var spec = CommandSpec.create();
        CommandWords.describe(spec, "nts", "About NTS servers: check says what is wrong with one.");
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
        return spec.addSubcommand("check", NtsCheckCommand.spec());
    }
}
