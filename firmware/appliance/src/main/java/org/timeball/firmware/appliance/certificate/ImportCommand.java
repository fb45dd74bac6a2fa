package org.timeball.firmware.appliance.certificate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.timeball.server.certificates.BroughtIdentity;
import org.timeball.server.certificates.CertificateNames;
import org.timeball.server.certificates.UnusableCertificateException;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.CertificateSettings.Imported;
import org.timeball.server.state.CertificateSettings.OwnAuthority;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.SecretFile;
import org.timeball.server.state.StateException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certificate import}: brings a certificate that somebody else renews. */
@Command(
        name = "import",
        description = "Brings a certificate and its key: one file or several, in any order, PEM or PKCS #12.",
        mixinStandardHelpOptions = true,
        footer = {"", "The daemon shows it within ten seconds."})
public final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KeptOptions options = new KeptOptions();

    @Option(
            names = "--in",
            paramLabel = "FILE",
            required = true,
            arity = "1..*",
            description = "What is brought; may be there several times.")
    private List<Path> files = List.of();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The password of PKCS #12 files, in a file that only its owner can read.")
    private Optional<Path> passwordFile = Optional.empty();

    /** Brings nothing until it is called. */
    public ImportCommand() {}

    @Override
    public Integer call() throws ConfigException, StateException, UnusableCertificateException {
        var command = spec.commandLine();
        switch (options.kept(command).origin()) {
            case Imported() -> {}
            case OwnAuthority() -> throw renewsItself();
            case Acme _ -> throw renewsItself();
        }
        var identity = BroughtIdentity.read(files, password());
        options.store().save(options.name(), identity);
        command.getOut()
                .println("%s: %s until %s, certificates in its chain: %d"
                        .formatted(
                                options.name(),
                                String.join(", ", CertificateNames.of(identity.leaf())),
                                identity.leaf().getNotAfter().toInstant(),
                                identity.chain().size()));
        return 0;
    }

    private ParameterException renewsItself() {
        return new ParameterException(
                spec.commandLine(), options.name() + " renews itself: write from = \"import\" for one that you bring");
    }

    private Optional<char[]> password() throws StateException {
        return passwordFile.isEmpty()
                ? Optional.empty()
                : Optional.of(new String(SecretFile.read(passwordFile.get()), StandardCharsets.UTF_8)
                        .strip()
                        .toCharArray());
    }
}
