package org.timeball.firmware.appliance.daemon;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.appliance.daemon.stamps.StampSources;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.firmware.sync.service.RootThread;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.control.ClientReport;
import org.timeball.server.linux.StampWish;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.NtpStatistics;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.net.UdpLoop;
import org.timeball.server.ntp.net.WarmUp;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.state.NtpSettings;
import org.timeball.server.state.TimeballConfig;

/**
 * The NTP sockets, one thread each.
 *
 * @param settings   what the operator decided
 * @param responders one for each socket
 * @param loops      one for each socket
 * @param ciphers    what now makes their NTS exchanges
 * @param stampSources who stamps what they receive and send
 */
record NtpService(
        NtpSettings settings,
        List<Responder> responders,
        List<UdpLoop> loops,
        Current<NtsExchanges> ciphers,
        StampSources stampSources) {

    private static final Logger LOG = LoggerFactory.getLogger(NtpService.class);

    /** The machine's clock is read in about 30 ns (measured); RFC 5905 §7.3 wants that as a power of two. */
    private static final int PRECISION_LOG2 = -25;

    /**
     * Claims every address before any is served, and serves none before the path is compiled.
     *
     * @throws DeviceException if an address cannot be had; those claimed are closed by {@code closing}
     */
    static NtpService start(
            TimeballConfig configuration, Supplier<ClockSnapshot> snapshots, NtsExchanges exchanges, Closing closing)
            throws DeviceException {
        var settings = configuration.ntp();
        var clocks = new Clocks(snapshots, RawClock::nanos, System::nanoTime);
        warmUp(responder(clocks, NtpPolicy.OPEN, exchanges), exchanges.jar(), warmUpTime(configuration));
        var stampSources = StampSources.open(settings.hardwareStamps(), System.nanoTime());
        closing.add(stampSources::close);
        var claim = new Claim(settings.threads(), exchanges.random(), stampSources.wish(), closing);
        var sockets = claim.sockets(configuration.servers());
        var policy = NtpPolicies.of(settings);
        var responders = new ArrayList<Responder>();
        var loops = new ArrayList<UdpLoop>();
        for (var socket : sockets) {
            var responder = responder(clocks, policy, exchanges);
            var loop = new UdpLoop(socket, responder, stampSources::time);
            responders.add(responder);
            loops.add(loop);
            RootThread.start("ntp-" + socket.localAddress(), loop);
        }
        return new NtpService(
                settings, List.copyOf(responders), List.copyOf(loops), new Current<>(exchanges), stampSources);
    }

    /** How addresses are claimed. */
    private record Claim(int threads, SecureRandom random, StampWish wish, Closing closing) {

        List<UdpSocket> sockets(List<TimeballConfig.Server> servers) throws DeviceException {
            var sockets = new ArrayList<UdpSocket>();
            for (var server : servers) {
                var first = UdpSocket.bind(server.listen(), wish);
                closing.add(first::close);
                sockets.add(first);
                for (int i = 1; i < threads; i++) {
                    var sibling = first.sibling();
                    closing.add(sibling::close);
                    sockets.add(sibling);
                }
                if (threads > 1) {
                    first.spreadBySource(threads, random.nextInt());
                }
            }
            return sockets;
        }
    }

    private static Responder responder(Clocks clocks, NtpPolicy policy, NtsExchanges exchanges) {
        var bits = new SplittableRandom(exchanges.random().nextLong());
        return new Responder(clocks, Optional.of(exchanges.next()), policy, PRECISION_LOG2, bits::nextLong);
    }

    /** What a start may be delayed by for the sake of the first second of one protocol of the two. */
    static Duration warmUpTime(TimeballConfig configuration) {
        return Duration.ofSeconds(configuration.warmUpSeconds()).dividedBy(2);
    }

    private static void warmUp(Responder responder, CookieJar jar, Duration time) throws DeviceException {
        var result = WarmUp.run(responder, jar, time.toNanos());
        LOG.info("event=warmed-up requests={} milliseconds={}", result.requests(), result.nanos() / 1_000_000);
    }

    /** Lets in whom other settings let in from the next packet on, and as often; see {@link Responder#adopt}. */
    void adopt(NtpSettings other) {
        var policy = NtpPolicies.of(other);
        loops.forEach(loop -> loop.adopt(policy));
    }

    /** Computes with other ciphers from the next packet on, where they are others; what was handed out stays good. */
    void adopt(TimeballConfig.Nts other) {
        var before = ciphers.get();
        if (other.nettle() != before.nettle()) {
            var now = before.with(other);
            ciphers.set(now);
            loops.forEach(loop -> loop.adopt(now.next()));
        }
    }

    /** What an operator has to see to, a sentence each. */
    List<String> alarms() {
        return ciphers.get().alarms();
    }

    /** All sockets together, since start. */
    NtpStatistics statistics() {
        return NtpStatistics.sum(responders.stream().map(Responder::counters).toList());
    }

    /** The clients that asked most, at most {@code count}. */
    ClientReport clients(int count, long nowNanos) {
        return ClientsReport.of(
                settings, responders.stream().map(Responder::clients).toList(), count, nowNanos);
    }

    /** Clients forgotten for want of room, all sockets together. */
    long forgotten() {
        return responders.stream()
                .mapToLong(responder -> responder.clients().evicted())
                .sum();
    }

    /** Transmit stamps kept for interleaved mode, all sockets together. */
    long stampsHeld() {
        return responders.stream()
                .mapToLong(responder -> responder.stamps().held())
                .sum();
    }

    /** How far back they reach, of the socket where that is furthest. */
    long stampSpanSeconds() {
        return responders.stream()
                .mapToLong(responder -> responder.stamps().spanSeconds())
                .max()
                .orElse(0);
    }

    /** Datagrams that could not be answered for their source, all sockets together. */
    long unanswerable() {
        return loops.stream()
                .mapToLong(loop -> loop.statistics().unanswerable())
                .sum();
    }

    /** Requests that the kernel did not stamp, all sockets together. */
    long unstamped() {
        return loops.stream().mapToLong(loop -> loop.statistics().unstamped()).sum();
    }

    /** Requests whose arrival a network card stamped, all sockets together. */
    long receivedByCard() {
        return loops.stream()
                .mapToLong(loop -> loop.statistics().receivedByCard())
                .sum();
    }

    /** Replies of which a network card said when they left, all sockets together. */
    long sentByCard() {
        return loops.stream().mapToLong(loop -> loop.statistics().sentByCard()).sum();
    }

    /** Replies that the kernel did not take, all sockets together. */
    long unsent() {
        return loops.stream().mapToLong(loop -> loop.statistics().unsent()).sum();
    }

    /** Datagrams that came faster than they were taken, and were dropped by the kernel, all sockets together. */
    long overflows() {
        return loops.stream().mapToLong(loop -> loop.statistics().overflows()).sum();
    }
}
