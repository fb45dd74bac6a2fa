package org.timeball.server.state;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked for the names of a pool's servers, and who checks that the answers are the domain's own.
 *
 * @param resolvers         {@code resolvers}: recursive ones, by their addresses; empty for those of the system
 * @param anchors           {@code trust-anchors-path}: DS or DNSKEY records with which trust begins; empty for the root's
 * @param isResolverTrusted {@code trust-resolver}: whether a resolver on this machine is believed that it has checked, so
 *     that nothing is checked here; default false
 */
public record NameTrust(List<InetSocketAddress> resolvers, Optional<Path> anchors, boolean isResolverTrusted) {

    /** The system's resolvers, and the root's keys. */
    public static final NameTrust USUAL = new NameTrust(List.of(), Optional.empty(), false);

    /** Copies the list, and refuses what contradicts itself or could be forged. */
    public NameTrust {
        resolvers = List.copyOf(resolvers);
        if (isResolverTrusted && (anchors.isPresent() || !resolvers.stream().allMatch(NameTrust::isHere))) {
            throw new IllegalArgumentException("trust in " + resolvers + " beside " + anchors);
        }
    }

    /** Whether nobody is on the way to it who could speak in its name. */
    static boolean isHere(InetSocketAddress resolver) {
        return resolver.getAddress().isLoopbackAddress();
    }
}
