package org.timeball.firmware.appliance.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.timeball.firmware.appliance.pool.PoolWatch;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.keyexchange.net.KeyExchangeListener;
import org.timeball.server.keyexchange.net.ListenException;
import org.timeball.server.keyexchange.net.tls.ServedCertificates;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.state.ConnectionLimits;
import org.timeball.server.state.TimeballConfig;

/**
 * The NTS-KE listeners.
 *
 * @param counters of all of them together
 * @param jar      where their cookies come from
 * @param pools    that may ask on any of them
 * @param shown    what each of them shows, and from which files, in the configuration's order
 * @param listeners in the same order; such as have no certificate yet are not open
 * @param told      what the clients of each are told, in the same order
 */
record KeyExchangeService(
        KeyExchangeCounters counters,
        CookieJar jar,
        PoolWatch pools,
        List<CertificateWatch.Watched> shown,
        List<LateListener> listeners,
        List<Current<KeyExchangePolicy>> told) {

    /** About as often as the compiler waits for. */
    private static final int REHEARSALS = 1_000;

    /** Copies the lists. */
    KeyExchangeService {
        shown = List.copyOf(shown);
        listeners = List.copyOf(listeners);
        told = List.copyOf(told);
    }

    /**
     * Shakes hands with itself, so that all is loaded and most of it compiled before there is a client to wait for it, by
     * NTP or by this. What one listener needs serves all of them. Where every certificate is yet to come it is done with one
     * that nobody else ever sees: once the first is there, clients come at once, and none must pay for our start.
     *
     * @param time what it may take; on a board that is slower the compiler does the rest beside the first clients
     * @return how often it was done
     */
    static int rehearse(Identities identities, Duration time) {
        if (identities.ofKeyExchange().isEmpty()) {
            return 0;
        }
        var shown = identities.ofKeyExchange().stream()
                .map(files -> files.served().identities())
                .filter(there -> !there.isEmpty())
                .findFirst()
                .orElseGet(() -> List.of(unseen()));
        return new ServedCertificates(CertificateWatch.served(shown)).rehearse(REHEARSALS, time);
    }

    private static ServerIdentity unseen() {
        var now = Instant.now();
        return OwnCertificateAuthority.create("Rehearsal", NameConstraints.NONE, now)
                .issue(new ServerNames(List.of("localhost"), List.of()), now);
    }

    /**
     * Listens on every address for which there is a certificate.
     *
     * @param identities one for each server, in the same order
     * @throws ListenException if an address cannot be had; those claimed are closed by {@code closing}
     */
    static KeyExchangeService start(TimeballConfig configuration, Identities identities, CookieJar jar, Closing closing)
            throws ListenException {
        var counters = new KeyExchangeCounters();
        var pools = new PoolDesk(PoolDesk.IDLE);
        var watch = new PoolWatch(pools);
        watch.adopt(configuration.pools());
        var servers = configuration.keyExchangeServers();
        var shown = identities.ofKeyExchange().stream()
                .map(CertificateWatch.Watched::of)
                .toList();
        var listeners = new ArrayList<LateListener>();
        var told = new ArrayList<Current<KeyExchangePolicy>>();
        for (int i = 0; i < servers.size(); i++) {
            var server = servers.get(i);
            var policy = new Current<>(policy(server));
            var certificates = shown.get(i).shown();
            var listener = new LateListener(
                    certificates,
                    limits(server.limits()),
                    limits -> KeyExchangeListener.bind(
                            server.listen(),
                            certificates,
                            (exporter, terms) -> new KeyExchangeSession(policy.get(), jar, exporter, terms),
                            limits,
                            counters,
                            pools));
            closing.add(listener::close);
            listener.open();
            listeners.add(listener);
            told.add(policy);
        }
        return new KeyExchangeService(counters, jar, watch, shown, listeners, told);
    }

    /**
     * Holds clients to other limits, and tells them another port and server, from the next connection on; what stands
     * beyond a limit goes at once. Pools are let in that are in it, at the next request of each.
     *
     * @param next its listeners are where they were, in the same order
     */
    void adopt(TimeballConfig next) {
        pools.adopt(next.pools());
        var servers = next.keyExchangeServers();
        for (int i = 0; i < servers.size(); i++) {
            told.get(i).set(policy(servers.get(i)));
            listeners.get(i).adopt(limits(servers.get(i).limits()));
        }
    }

    /** Opens those whose certificate has come meanwhile. */
    void openIfDue(long nowNanos) {
        listeners.forEach(listener -> listener.openIfDue(nowNanos));
    }

    /** A sentence for each listener that cannot be opened; for any thread. */
    List<String> alarms() {
        return listeners.stream().flatMap(listener -> listener.alarm().stream()).toList();
    }

    private static KeyExchangePolicy policy(TimeballConfig.KeyExchangeServer server) {
        return new KeyExchangePolicy(server.ntpServer(), recordSeven(server.ntpPort()));
    }

    static KeyExchangeLimits limits(ConnectionLimits settings) {
        long nanos = Math.round(settings.deadlineSeconds() * 1e9);
        return new KeyExchangeLimits(Duration.ofNanos(nanos), settings.connections(), settings.perNetwork());
    }

    KeyExchangeStats stats() {
        var ring = jar.ring();
        return counters.stats()
                .with(new KeyExchangeStats.CookieKeys(
                        ring.newestSinceSeconds(), ring.keys().size()));
    }

    /** Of the connections, those closed for a limit. */
    static long pushedOut(KeyExchangeStats stats) {
        return Stream.of(KeyExchangeFailure.CONNECTION_LIMIT, KeyExchangeFailure.NETWORK_LIMIT)
                .mapToLong(limit -> stats.failures().getOrDefault(limit.words(), 0L))
                .sum();
    }

    /** Record 7 is left out where it would say what clients do without it (RFC 8915 §4.1.8). */
    private static OptionalInt recordSeven(OptionalInt ntpPort) {
        return ntpPort.orElse(KeyExchangePolicy.NTP_PORT) == KeyExchangePolicy.NTP_PORT ? OptionalInt.empty() : ntpPort;
    }
}
