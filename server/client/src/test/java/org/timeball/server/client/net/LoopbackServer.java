package org.timeball.server.client.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.keyexchange.ServerCertificate;
import org.timeball.server.keyexchange.net.KeyExchangeListener;
import org.timeball.server.keyexchange.net.tls.ServedCertificates;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.net.UdpLoop;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.protocol.NtsServerExchange;

/** The box's own server, whole, on loopback: key exchange by TLS, NTP by UDP, time as the test wants it. */
final class LoopbackServer implements AutoCloseable {

    /** Clients judge certificates by the machine's clock, so they must be of today. */
    static final Instant NOW = Instant.now();

    private static final KeyExchangeLimits PATIENT = new KeyExchangeLimits(Duration.ofSeconds(30), 200, 200);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final OwnCertificateAuthority authority;
    private final SecureRandom random = new SecureRandom();
    private final CookieJar jar = new CookieJar(CookieKeyRing.create(random, 0), random);
    private final KeyExchangeCounters counters = new KeyExchangeCounters();
    private final long correctionNanos;
    private final UdpSocket socket;
    private final KeyExchangeListener listener;

    /** A good one, that says what the machine's clock says. */
    static LoopbackServer start() throws Exception {
        var authority = OwnCertificateAuthority.create("Timeball tests", NameConstraints.NONE, NOW);
        return new LoopbackServer(authority, authority.issue(localhost(), NOW), Duration.ZERO);
    }

    /** A good one, whose clients are sent to somebody else for the time. */
    static LoopbackServer startBehind(int otherNtpPort) throws Exception {
        var authority = OwnCertificateAuthority.create("Timeball tests", NameConstraints.NONE, NOW);
        return new LoopbackServer(
                authority, authority.issue(localhost(), NOW), Duration.ZERO, OptionalInt.of(otherNtpPort));
    }

    /** @param ahead of the machine's clock, which its time is */
    LoopbackServer(OwnCertificateAuthority authority, ServerIdentity identity, Duration ahead) throws Exception {
        this(authority, identity, ahead, OptionalInt.empty());
    }

    private LoopbackServer(
            OwnCertificateAuthority authority, ServerIdentity identity, Duration ahead, OptionalInt otherNtpPort)
            throws Exception {
        this.authority = authority;
        correctionNanos = ahead.toNanos();
        socket = UdpSocket.bind(ANY_PORT);
        var policy = new KeyExchangePolicy(
                Optional.empty(),
                OptionalInt.of(otherNtpPort.orElse(socket.localAddress().getPort())));
        listener = KeyExchangeListener.bind(
                ANY_PORT,
                new ServedCertificates(List.of(new ServerCertificate(identity.chain(), identity.key()))),
                (exporter, terms) -> new KeyExchangeSession(policy, jar, exporter, terms),
                PATIENT,
                counters,
                new PoolDesk(PoolDesk.IDLE));
        var bits = new SplittableRandom(1);
        var responder = new Responder(
                new Clocks(this::snapshot, RawClock::nanos, System::nanoTime),
                Optional.of(new NtsServerExchange(jar, random)),
                NtpPolicy.OPEN,
                -24,
                bits::nextLong);
        Thread.ofPlatform().daemon().start(new UdpLoop(socket, responder));
    }

    static ServerNames localhost() {
        return new ServerNames(List.of("localhost"), List.of(InetAddress.getLoopbackAddress()));
    }

    private ClockSnapshot snapshot() {
        long raw = RawClock.nanos();
        return new ClockSnapshot(
                ClockState.LOCKED,
                Leap.NONE,
                1,
                RefId.PPS,
                raw,
                System.nanoTime(),
                correctionNanos,
                0,
                raw + correctionNanos - 500_000_000,
                0,
                1e-6,
                100,
                2e-7,
                50);
    }

    int keyExchangePort() {
        return listener.address().getPort();
    }

    int ntpPort() {
        return socket.localAddress().getPort();
    }

    TrustedAuthorities trusted() {
        return TrustedAuthorities.of(List.of(authority.certificate()));
    }

    byte[] authorityPem() {
        return authority.pem();
    }

    long keyExchanges() {
        return counters.stats().completed();
    }

    /** As after a reinstallation: no cookie opens any more. */
    void forgetsItsKeys() {
        jar.replaceRing(CookieKeyRing.create(random, 1));
    }

    /** A client of it that does not mind how soon it asks again. */
    ClientSettings nts() {
        return unhurried(ClientSettings.nts("localhost", trusted()).withPort(keyExchangePort()));
    }

    ClientSettings plain() {
        return unhurried(ClientSettings.plain("localhost").withPort(ntpPort()));
    }

    private static ClientSettings unhurried(ClientSettings settings) {
        return settings.withFamily(AddressFamily.IPV4)
                .withPolls(new org.timeball.server.client.PollRange(3, 11, Duration.ZERO));
    }

    @Override
    public void close() {
        listener.close();
        // Its loop's thread ends with it.
        socket.close();
    }
}
