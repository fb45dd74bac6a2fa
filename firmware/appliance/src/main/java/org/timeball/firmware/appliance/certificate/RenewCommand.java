package org.timeball.firmware.appliance.certificate;

import java.util.concurrent.Callable;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.CertificateSettings.Imported;
import org.timeball.server.state.CertificateSettings.OwnAuthority;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.StateException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certificate renew}: has the daemon order one now. */
@Command(
        name = "renew",
        aliases = "request",
        description = "Has the daemon order a certificate within seconds, whether it is due or not.",
        mixinStandardHelpOptions = true,
        footer = {"", "What came of it: timeball certificate status."})
public final class RenewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KeptOptions options = new KeptOptions();

    /** Asks for nothing until it is called. */
    public RenewCommand() {}

    @Override
    public Integer call() throws ConfigException, StateException {
        var command = spec.commandLine();
        switch (options.kept(command).origin()) {
            case Imported() ->
                throw new ParameterException(
                        command, options.name() + " is imported: bring a newer one with certificate import");
            case OwnAuthority() -> options.store().ask(options.name());
            case Acme _ -> options.store().ask(options.name());
        }
        command.getOut().println("asked: the daemon orders " + options.name() + " as soon as it knows the time");
        return 0;
    }
}
