package org.timeball.firmware.sync.query;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.timeball.server.discovery.ServerDiscovery;
import org.timeball.server.discovery.net.DnsDiscovery;
import org.timeball.server.discovery.net.DnsSettings;
import org.timeball.server.discovery.net.Trust;
import org.timeball.server.discovery.net.TrustAnchors;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options that say whom to ask about names, and who checks that the answers are the zone's own. */
final class DiscoveryOptions {

    private final CommandSpec spec;

    private DiscoveryOptions(CommandSpec spec) {
        this.spec = spec;
    }

    /** A command that has them. */
    static DiscoveryOptions addedTo(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--resolver")
                .arity("1")
                .paramLabel("ADDRESS")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Resolver to ask for SRV records, with :PORT if it is not 53; may be given several times."
                        + " Without it, the system's.")
                .build());
        spec.addArgGroup(ArgGroupSpec.builder()
                .exclusive(true)
                .addArg(OptionSpec.builder("--trust-anchors")
                        .arity("1")
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description("DS or DNSKEY records where trust in DNSSEC begins; without it, the root's.")
                        .build())
                .addArg(CommandWords.flag(
                        "Believe a resolver on this machine that says that it has checked DNSSEC itself.",
                        "--trust-resolver"))
                .build());
        return new DiscoveryOptions(spec);
    }

    /** @throws ParameterException if something of it is of no use */
    ServerDiscovery discovery() {
        try {
            var resolvers = CommandWords.<List<String>>value(spec, "--resolver", List.of());
            return new DnsDiscovery(DnsSettings.usual()
                    .with(resolvers.stream().map(DiscoveryOptions::address).toList())
                    .with(trust()));
        } catch (IOException failure) {
            var what = "--trust-anchors cannot be used: ";
            throw new ParameterException(spec.commandLine(), what + failure.getMessage(), failure);
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()), mistake);
        }
    }

    private Trust trust() throws IOException {
        if (CommandWords.has(spec, "--trust-resolver")) {
            return new Trust.ResolverOnLoopback();
        }
        return new Trust.OwnValidation(
                spec.commandLine().getParseResult().hasMatchedOption("--trust-anchors")
                        ? TrustAnchors.of(CommandWords.value(spec, "--trust-anchors", Path.of("")))
                        : TrustAnchors.root());
    }

    /** An address, never a name: who would be asked for that? */
    private static InetSocketAddress address(String typed) {
        var target = Target.of(typed);
        try {
            return new InetSocketAddress(
                    InetAddress.ofLiteral(target.host()), target.port().orElse(DnsSettings.PORT));
        } catch (IllegalArgumentException notAnAddress) {
            throw new IllegalArgumentException(
                    "--resolver " + typed + " is no address; write 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353",
                    notAnAddress);
        }
    }
}
