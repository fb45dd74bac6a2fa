package org.timeball.server.discovery.net;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.Refusal;
import org.timeball.server.discovery.ServerDiscovery;
import org.timeball.server.discovery.ServiceName;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Asks recursive resolvers for SRV records, and believes what is signed.
 *
 * <p>Every discovery begins anew and keeps nothing. May be used by any number of threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4035#section-5">RFC 4035 §5, authenticating DNS responses</a>
 */
public final class DnsDiscovery implements ServerDiscovery {

    private final DnsSettings settings;
    private final Clock clock;
    private final RandomGenerator random;

    /** Opens nothing until it is asked. */
    public DnsDiscovery(DnsSettings settings) {
        this(settings, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * With another clock for the signatures' dates, and other lots.
     *
     * @param random must not be foreseeable by who wants to be chosen
     */
    public DnsDiscovery(DnsSettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Discovery discover(String domain) throws InterruptedException {
        var service = ServiceName.of(domain);
        if (service.isEmpty()) {
            return new Discovery.Refused(Refusal.NOT_A_NAME, "\"" + domain + "\" is no domain name");
        }
        var name = nameOf(service.get());
        Optional<Discovery> first = Optional.empty();
        for (var resolver : resolvers()) {
            var answer = ask(new Lookup(resolver, name, settings.patience()));
            if (!(answer instanceof Discovery.Refused(var reason, String _)) || !reason.isResolvers()) {
                return answer;
            }
            first = first.or(() -> Optional.of(answer));
        }
        return first.orElseGet(() -> new Discovery.Refused(
                Refusal.INDETERMINATE, "no resolver of the system is on this machine, and no other is believed"));
    }

    private static Name nameOf(String service) {
        try {
            return Name.fromString(service);
        } catch (TextParseException impossible) {
            throw new AssertionError(service + " was found to be a name", impossible);
        }
    }

    private List<InetSocketAddress> resolvers() {
        if (!settings.resolvers().isEmpty()) {
            return settings.resolvers();
        }
        var all = SystemResolvers.of(SystemResolvers.FILE);
        return switch (settings.trust()) {
            case Trust.OwnValidation _ -> all;
            case Trust.ResolverOnLoopback() ->
                all.stream()
                        .filter(resolver -> resolver.getAddress().isLoopbackAddress())
                        .toList();
        };
    }

    private Discovery ask(Lookup lookup) throws InterruptedException {
        return switch (settings.trust()) {
            case Trust.OwnValidation(var anchors) -> lookup.validated(anchors, clock, random);
            case Trust.ResolverOnLoopback() -> lookup.believed(random);
        };
    }
}
