package org.timeball.firmware.sync.query;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.TrustedAuthorities;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options that say how a server is reached, and who may vouch for it. */
final class ServerOptions {

    private final CommandSpec spec;

    private ServerOptions(CommandSpec spec) {
        this.spec = spec;
    }

    /** A command that has them. */
    static ServerOptions addedTo(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--ca")
                .arity("1")
                .paramLabel("FILE")
                .type(Path.class)
                .description(
                        "PEM file of the authorities that may vouch for a server; without it, those of the Java runtime.")
                .build());
        spec.addArgGroup(ArgGroupSpec.builder()
                .exclusive(true)
                .addArg(CommandWords.flag("IPv4 addresses alone.", "-4", "--ipv4"))
                .addArg(CommandWords.flag("IPv6 addresses alone.", "-6", "--ipv6"))
                .build());
        return new ServerOptions(spec);
    }

    AddressFamily family() {
        if (CommandWords.has(spec, "--ipv4")) {
            return AddressFamily.IPV4;
        }
        return CommandWords.has(spec, "--ipv6") ? AddressFamily.IPV6 : AddressFamily.ANY;
    }

    /** @throws ParameterException if the file is of no use */
    TrustedAuthorities authorities() {
        boolean isGiven = spec.commandLine().getParseResult().hasMatchedOption("--ca");
        try {
            return isGiven ? TrustedAuthorities.of(file()) : TrustedAuthorities.system();
        } catch (IOException failure) {
            throw misused(isGiven, "cannot be read", failure);
        } catch (GeneralSecurityException failure) {
            throw misused(isGiven, "holds no certificates in PEM", failure);
        }
    }

    private Path file() {
        return CommandWords.value(spec, "--ca", Path.of(""));
    }

    private ParameterException misused(boolean isGiven, String why, Exception failure) {
        var where = isGiven ? "--ca " + file() : "the Java runtime's list of authorities";
        return new ParameterException(spec.commandLine(), where + " " + why + ": " + failure.getMessage());
    }
}
