package org.timeball.server.discovery.net;

import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;

/**
 * Leaves the names of hosts to the system, as if there were no provider. dnsjava's archive has one that takes the place of
 * the system's resolver for the whole process, hosts file and all, wherever it lies on the class path; the first that is
 * found wins, so every program with this module names this one among its own resources.
 */
public final class SystemNames extends InetAddressResolverProvider {

    /** For the JVM. */
    public SystemNames() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return configuration.builtinResolver();
    }

    @Override
    public String name() {
        return "system";
    }
}
