package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.certificates.CertificateFiles;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.net.KeyExchangeListener;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.state.StateDirectory;

/** Renewal, from the files to what a client is shown. */
class CertificateWatchTest {

    private static final long TEN_SECONDS_NANOS = Duration.ofSeconds(10).toNanos();

    /** The client checks dates by the machine's clock. */
    private static final Instant NOW = Instant.now();

    private static final OwnCertificateAuthority AUTHORITY =
            OwnCertificateAuthority.create("Test", NameConstraints.NONE, NOW);

    @TempDir
    Path directory;

    private ServerIdentity renew() throws Exception {
        var identity = AUTHORITY.issue(new ServerNames(List.of("localhost"), List.of()), NOW);
        PemCertificates.save(StateDirectory.open(directory), "chain.pem", "key.pem", identity);
        return identity;
    }

    /** K16, K24: a client sees the new certificate ten seconds after its files are there, and the old one until then. */
    @Test
    void showsWhatTheFilesHold() throws Exception {
        var first = renew();
        var files = CertificateFiles.load(
                List.of(new CertificateFiles.Pair(directory.resolve("chain.pem"), directory.resolve("key.pem"))), NOW);
        var watched = CertificateWatch.Watched.of(files);
        var watch = new CertificateWatch(List.of(watched), () -> NOW);
        watch.lookIfDue(0);
        try (var listener = listener(watched)) {
            assertEquals(first.leaf(), shown(listener.address()));

            var second = renew();
            watch.lookIfDue(TEN_SECONDS_NANOS - 1);
            assertEquals(first.leaf(), shown(listener.address()), "not due yet");
            watch.lookIfDue(TEN_SECONDS_NANOS);
            assertEquals(second.leaf(), shown(listener.address()));

            Files.delete(directory.resolve("key.pem"));
            watch.lookIfDue(2 * TEN_SECONDS_NANOS);
            assertEquals(second.leaf(), shown(listener.address()), "what cannot be read changes nothing");

            var third = renew();
            watch.lookIfDue(3 * TEN_SECONDS_NANOS);
            assertEquals(third.leaf(), shown(listener.address()));
        }
    }

    private static KeyExchangeListener listener(CertificateWatch.Watched watched) throws Exception {
        var jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
        return KeyExchangeListener.bind(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                watched.shown(),
                exporter -> new KeyExchangeSession(KeyExchangePolicy.SAME_HOST, jar, exporter),
                KeyExchangeLimits.DEFAULT,
                new KeyExchangeCounters());
    }

    private static X509Certificate shown(InetSocketAddress server) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", AUTHORITY.certificate());
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(server.getAddress(), server.getPort())) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"ntske/1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }
}
