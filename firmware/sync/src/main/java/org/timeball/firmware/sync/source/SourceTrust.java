package org.timeball.firmware.sync.source;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.timeball.server.client.net.TrustedAuthorities;
import org.timeball.server.discovery.ServerDiscovery;
import org.timeball.server.discovery.net.DnsDiscovery;
import org.timeball.server.discovery.net.DnsSettings;
import org.timeball.server.discovery.net.Trust;
import org.timeball.server.discovery.net.TrustAnchors;
import org.timeball.server.state.NameTrust;
import org.timeball.server.state.SourceMembers;
import org.timeball.server.state.SourceSettings;

/**
 * Who vouches for sources, as the files say that a configuration names.
 *
 * @param authorities who may vouch for servers, by the file that names them; empty for those of the Java runtime
 * @param discoveries who finds the servers of domains
 */
public record SourceTrust(
        Map<Optional<Path>, TrustedAuthorities> authorities, Map<NameTrust, ServerDiscovery> discoveries) {

    /** Copies the maps. */
    public SourceTrust {
        authorities = Map.copyOf(authorities);
        discoveries = Map.copyOf(discoveries);
    }

    /**
     * Reads every file that is named, each once.
     *
     * @throws IOException if one cannot be read or holds nothing of use; says which
     */
    public static SourceTrust read(List<SourceSettings> sources) throws IOException {
        var authorities = new HashMap<Optional<Path>, TrustedAuthorities>();
        var discoveries = new HashMap<NameTrust, ServerDiscovery>();
        for (var source : sources) {
            if (source.protection() instanceof SourceSettings.ByNts(var file, var _)
                    && !authorities.containsKey(file)) {
                authorities.put(file, authorities(file));
            }
            if (source.members() instanceof SourceMembers.OfDomain(int _, var trust)
                    && !discoveries.containsKey(trust)) {
                discoveries.put(trust, discovery(trust));
            }
        }
        return new SourceTrust(authorities, discoveries);
    }

    private static TrustedAuthorities authorities(Optional<Path> file) throws IOException {
        try {
            return file.isPresent() ? TrustedAuthorities.of(file.get()) : TrustedAuthorities.system();
        } catch (IOException | GeneralSecurityException refused) {
            var where = file.map(path -> "ca-path " + path).orElse("the Java runtime's list of authorities");
            throw new IOException(where + " is of no use: " + refused.getMessage(), refused);
        }
    }

    private static ServerDiscovery discovery(NameTrust trust) throws IOException {
        try {
            var who = trust.isResolverTrusted() ? new Trust.ResolverOnLoopback() : ownValidation(trust);
            return new DnsDiscovery(DnsSettings.usual().with(trust.resolvers()).with(who));
        } catch (IOException refused) {
            throw new IOException("trust-anchors-path is of no use: " + refused.getMessage(), refused);
        }
    }

    private static Trust ownValidation(NameTrust trust) throws IOException {
        return new Trust.OwnValidation(
                trust.anchors().isPresent() ? TrustAnchors.of(trust.anchors().get()) : TrustAnchors.root());
    }

    /** Those of a file that was read. */
    TrustedAuthorities trusted(Optional<Path> file) {
        return Optional.ofNullable(authorities.get(file))
                .orElseThrow(() -> new IllegalStateException("authorities were not read: " + file));
    }

    /** What finds a domain's servers. */
    ServerDiscovery discovering(NameTrust trust) {
        return Optional.ofNullable(discoveries.get(trust))
                .orElseThrow(() -> new IllegalStateException("trust was not read: " + trust));
    }
}
