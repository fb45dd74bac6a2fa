package org.timeball.firmware.sync.query;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.timeball.server.discovery.ServerDiscovery;
import org.timeball.server.discovery.net.DnsDiscovery;
import org.timeball.server.discovery.net.DnsSettings;
import org.timeball.server.discovery.net.Trust;
import org.timeball.server.discovery.net.TrustAnchors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say whom to ask about names, and who checks that the answers are the zone's own. */
final class DiscoveryOptions {

    @Option(
            names = "--resolver",
            paramLabel = "ADDRESS",
            description = "Resolver to ask for SRV records, with :PORT if it is not 53; may be given several times."
                    + " Without it, the system's.")
    private List<String> resolvers = List.of();

    @ArgGroup
    private Checked checked = new Checked();

    /** One of the two, or neither. */
    static final class Checked {

        @Option(
                names = "--trust-anchors",
                paramLabel = "FILE",
                description = "DS or DNSKEY records where trust in DNSSEC begins; without it, the root's.")
        private Optional<Path> anchors = Optional.empty();

        @Option(
                names = "--trust-resolver",
                description = "Believe a resolver on this machine that says that it has checked DNSSEC itself.")
        private boolean isResolverTrusted;
    }

    /** @throws ParameterException if something of it is of no use */
    ServerDiscovery discovery(CommandSpec spec) {
        try {
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
        if (checked.isResolverTrusted) {
            return new Trust.ResolverOnLoopback();
        }
        return new Trust.OwnValidation(
                checked.anchors.isPresent() ? TrustAnchors.of(checked.anchors.get()) : TrustAnchors.root());
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
