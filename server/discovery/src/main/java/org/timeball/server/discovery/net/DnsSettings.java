package org.timeball.server.discovery.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Whom to ask, and whom to believe.
 *
 * @param resolvers recursive resolvers, asked one after the other until one can tell; empty for those of the system
 * @param trust     who checks
 * @param patience  for one resolver with all that has to be asked of it
 */
public record DnsSettings(List<InetSocketAddress> resolvers, Trust trust, Duration patience) {

    /** Where resolvers listen. */
    public static final int PORT = 53;

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(8);

    /** Refuses to believe in a resolver that others could speak for. */
    public DnsSettings {
        resolvers = List.copyOf(resolvers);
        if (resolvers.stream().anyMatch(InetSocketAddress::isUnresolved)) {
            throw new IllegalArgumentException("a resolver is asked by its address: " + resolvers);
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience of " + patience);
        }
        switch (trust) {
            case Trust.OwnValidation _ -> {}
            case Trust.ResolverOnLoopback() ->
                resolvers.stream()
                        .filter(resolver -> !resolver.getAddress().isLoopbackAddress())
                        .findFirst()
                        .ifPresent(DnsSettings::refuse);
        }
    }

    private static void refuse(InetSocketAddress resolver) {
        throw new IllegalArgumentException("the resolver " + resolver.getHostString()
                + " is not on this machine, so anybody on the way could say for it that an answer is signed");
    }

    /** The system's resolvers, and the root's keys. */
    public static DnsSettings usual() {
        return new DnsSettings(List.of(), new Trust.OwnValidation(TrustAnchors.root()), USUAL_PATIENCE);
    }

    /** Other resolvers. */
    public DnsSettings with(List<InetSocketAddress> others) {
        return new DnsSettings(others, trust, patience);
    }

    /** Another trust. */
    public DnsSettings with(Trust other) {
        return new DnsSettings(resolvers, other, patience);
    }

    /** Another patience. */
    public DnsSettings with(Duration other) {
        return new DnsSettings(resolvers, trust, other);
    }
}
