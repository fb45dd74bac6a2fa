package org.timeball.firmware.sync.query;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.TrustedAuthorities;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how a server is reached, and who may vouch for it. */
final class ServerOptions {

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "PEM file of the authorities that may vouch for a server; without it, those of the Java runtime.")
    private Optional<Path> authorities = Optional.empty();

    @ArgGroup
    private Family family = new Family();

    /** One of the two, or neither. */
    static final class Family {

        @Option(
                names = {"-4", "--ipv4"},
                description = "IPv4 addresses alone.")
        private boolean isIpv4;

        @Option(
                names = {"-6", "--ipv6"},
                description = "IPv6 addresses alone.")
        private boolean isIpv6;
    }

    AddressFamily family() {
        if (family.isIpv4) {
            return AddressFamily.IPV4;
        }
        return family.isIpv6 ? AddressFamily.IPV6 : AddressFamily.ANY;
    }

    /** @throws ParameterException if the file is of no use */
    TrustedAuthorities authorities(CommandSpec spec) {
        try {
            return authorities.isPresent() ? TrustedAuthorities.of(authorities.get()) : TrustedAuthorities.system();
        } catch (IOException failure) {
            throw misused(spec, "cannot be read", failure);
        } catch (GeneralSecurityException failure) {
            throw misused(spec, "holds no certificates in PEM", failure);
        }
    }

    private ParameterException misused(CommandSpec spec, String why, Exception failure) {
        var where = authorities.map(file -> "--ca " + file).orElse("the Java runtime's list of authorities");
        return new ParameterException(spec.commandLine(), where + " " + why + ": " + failure.getMessage());
    }
}
