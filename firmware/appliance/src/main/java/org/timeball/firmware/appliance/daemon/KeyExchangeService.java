package org.timeball.firmware.appliance.daemon;

import java.util.List;
import java.util.OptionalInt;
import org.timeball.server.certificates.SwappingKeyManager;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.net.KeyExchangeListener;
import org.timeball.server.keyexchange.net.ListenException;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.state.TimeballConfig;

/**
 * The NTS-KE listeners.
 *
 * @param counters of all of them together
 */
record KeyExchangeService(KeyExchangeCounters counters) {

    /**
     * Listens on every address.
     *
     * @param identities one for each server, in the same order
     * @throws ListenException if an address cannot be had; those claimed are closed by {@code closing}
     */
    static KeyExchangeService start(
            List<TimeballConfig.KeyExchangeServer> servers, Identities identities, CookieJar jar, Closing closing)
            throws ListenException {
        var counters = new KeyExchangeCounters();
        for (int i = 0; i < servers.size(); i++) {
            var server = servers.get(i);
            var policy = new KeyExchangePolicy(server.ntpServer(), recordSeven(server.ntpPort()));
            var listener = KeyExchangeListener.bind(
                    server.listen(),
                    new SwappingKeyManager(identities.ofKeyExchange().get(i)),
                    exporter -> new KeyExchangeSession(policy, jar, exporter),
                    KeyExchangeLimits.DEFAULT,
                    counters);
            closing.add(listener::close);
        }
        return new KeyExchangeService(counters);
    }

    KeyExchangeStats stats() {
        return counters.stats();
    }

    /** Record 7 is left out where it would say what clients do without it (RFC 8915 §4.1.8). */
    private static OptionalInt recordSeven(OptionalInt ntpPort) {
        return ntpPort.orElse(KeyExchangePolicy.NTP_PORT) == KeyExchangePolicy.NTP_PORT ? OptionalInt.empty() : ntpPort;
    }
}
