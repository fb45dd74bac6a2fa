package org.timeball.firmware.appliance.command;

import org.timeball.firmware.appliance.certificate.ImportCommand;
import org.timeball.firmware.appliance.certificate.RenewCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code certificate}: the certificates that the daemon keeps. */
@Command(
        name = "certificate",
        description = "The certificates that the daemon keeps and renews.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            CertificateStatusCommand.class,
            RenewCommand.class,
            ImportCommand.class,
            OwnAuthorityCommand.class
        })
public final class CertificateCommand {

    @Mixin
    private HelpOption help = new HelpOption();

    /** Does nothing itself. */
    public CertificateCommand() {}
}
