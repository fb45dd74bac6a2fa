package org.timeball.firmware.appliance.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.net.UdpLoop;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.protocol.KeyExportException;
import org.timeball.server.protocol.NtsRecord;
import org.timeball.server.protocol.NtsServerExchange;

/**
 * A key exchange server on loopback that gives the members of a pool, the first that is not denied by a record 13; by the
 * JDK's TLS. The members are NTP servers of ours at addresses of their own, all at one port, and their cookies are good.
 */
final class PoolBalancer implements AutoCloseable {

    /** In the drafts of the NTS pool. */
    private static final int SERVER_DENY = 13;

    private static final char[] NO_PASSWORD = {};

    private final SecureRandom random = new SecureRandom();
    private final OwnCertificateAuthority authority;
    private final SSLServerSocket listener;
    private final int ntpPort;
    private final List<Member> members = new ArrayList<>();
    private final List<List<String>> denials = new CopyOnWriteArrayList<>();

    /** One of the pool; without a socket it gives keys, and never any time. */
    private record Member(String name, CookieJar jar, Optional<UdpSocket> socket) {}

    /**
     * Listens.
     *
     * @param silent whether the members do not answer
     * @param names  addresses of 127.0.0.0/8 for the members
     */
    PoolBalancer(boolean silent, String... names) throws Exception {
        authority = OwnCertificateAuthority.create("a pool's balancer", NameConstraints.NONE, Instant.now());
        listener = listen();
        // A port that is free at one address of loopback is free at the others, but for a machine that is very busy.
        ntpPort = RunningDemo.Ports.free(Launcher.HOME).ntp();
        for (String name : names) {
            var jar = new CookieJar(CookieKeyRing.create(random, 0), random);
            var socket = silent
                    ? Optional.<UdpSocket>empty()
                    : Optional.of(UdpSocket.bind(new InetSocketAddress(InetAddress.ofLiteral(name), ntpPort)));
            socket.ifPresent(it -> answer(it, jar));
            members.add(new Member(name, jar, socket));
        }
        Thread.ofVirtual().start(this::serve);
    }

    private SSLServerSocket listen() throws Exception {
        var identity = authority.issue(new ServerNames(List.of("localhost"), List.of()), Instant.now());
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("it", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, NO_PASSWORD);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        var socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"ntske/1"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    private void answer(UdpSocket socket, CookieJar jar) {
        var responder = new Responder(
                new Clocks(PoolBalancer::snapshot, RawClock::nanos, System::nanoTime),
                Optional.of(new NtsServerExchange(jar, random)),
                NtpPolicy.OPEN,
                -24,
                new SplittableRandom(1)::nextLong);
        Thread.ofPlatform().daemon().start(new UdpLoop(socket, responder));
    }

    /** As the machine's clock says. */
    private static ClockSnapshot snapshot() {
        long raw = RawClock.nanos();
        return new ClockSnapshot(
                ClockState.LOCKED,
                Leap.NONE,
                1,
                RefId.PPS,
                raw,
                System.nanoTime(),
                0,
                0,
                raw - 500_000_000,
                0,
                1e-3,
                100,
                2e-7,
                50);
    }

    int keyExchangePort() {
        return listener.getLocalPort();
    }

    byte[] authorityPem() {
        return authority.pem();
    }

    /** Whom each request denied, in the order in which they came. */
    List<List<String>> denials() {
        return List.copyOf(denials);
    }

    /** As after a reinstallation of that member: no cookie opens any more. */
    void losesItsKeys(String name) {
        members.stream()
                .filter(member -> member.name.equals(name))
                .forEach(member -> member.jar.replaceRing(CookieKeyRing.create(random, 1)));
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (var socket = (SSLSocket) listener.accept()) {
                byte[] request = new byte[1_024];
                int length = Math.max(0, socket.getInputStream().read(request));
                socket.getOutputStream().write(answer(socket, ByteBuffer.wrap(request, 0, length)));
            } catch (IOException refused) {
                // By the client, or the end.
            }
        }
    }

    private byte[] answer(SSLSocket socket, ByteBuffer request) throws IOException {
        var denied = denied(request.duplicate());
        denials.add(denied);
        var member = members.stream()
                .filter(one -> !denied.contains(one.name))
                .findFirst()
                .orElseGet(members::getFirst);
        var policy = new KeyExchangePolicy(Optional.of(member.name), OptionalInt.of(ntpPort));
        var session = new KeyExchangeSession(
                policy, member.jar, (label, context, octets) -> export(socket, label, context, octets));
        if (session.receive(request) instanceof KeyExchangeSession.Reply reply) {
            return reply.response();
        }
        throw new IOException("half a request");
    }

    private static byte[] export(SSLSocket socket, String label, byte[] context, int octets) throws KeyExportException {
        try {
            return ((ExtendedSSLSession) socket.getSession()).exportKeyingMaterialData(label, context, octets);
        } catch (IOException failure) {
            throw new KeyExportException("exporting for " + label, failure);
        }
    }

    private static List<String> denied(ByteBuffer request) {
        var names = new ArrayList<String>();
        while (request.hasRemaining() && NtsRecord.decode(request) instanceof Decoded.Ok<NtsRecord>(var record)) {
            if (record instanceof NtsRecord.Unknown unknown && unknown.type() == SERVER_DENY) {
                names.add(new String(unknown.body().octets(), StandardCharsets.US_ASCII));
            }
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        members.forEach(member -> member.socket.ifPresent(UdpSocket::close));
    }
}
