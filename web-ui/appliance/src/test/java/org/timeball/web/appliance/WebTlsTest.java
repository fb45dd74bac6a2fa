package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.web.appliance.connection.ConnectionLimits;

/** The TLS of the pages, W12 of the catalogue: every version and cipher that the JDK has is offered alone. */
@Timeout(120)
class WebTlsTest {

    /** What an offer is answered with, or nothing. */
    private static List<String> taken(ClaimedBox box, List<String> versions, List<String> ciphers) throws Exception {
        var context = RawTls.context(box.pair().trust());
        try (var socket = (SSLSocket)
                context.getSocketFactory().createSocket("127.0.0.1", box.web().port())) {
            socket.setEnabledProtocols(versions.toArray(String[]::new));
            socket.setEnabledCipherSuites(ciphers.toArray(String[]::new));
            socket.startHandshake();
            return List.of(
                    socket.getSession().getProtocol(), socket.getSession().getCipherSuite());
        } catch (IOException refused) {
            return List.of();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void agreesOnNothingThatIsWeak(String algorithm, @TempDir Path folder) throws Exception {
        try (var box = ClaimedBox.start(folder, algorithm)) {
            var all = RawTls.context(box.pair().trust())
                    .getSupportedSSLParameters()
                    .getCipherSuites();
            var weak = new ArrayList<String>();
            int agreed = 0;
            for (String cipher : all) {
                for (String version : List.of("TLSv1.3", "TLSv1.2")) {
                    var taken = taken(box, List.of(version), List.of(cipher));
                    agreed += taken.isEmpty() ? 0 : 1;
                    boolean isForwardAndAuthenticated =
                            cipher.matches("TLS_(AES|CHACHA20)_.*|TLS_ECDHE_.*_(GCM|POLY1305)_SHA\\d+");
                    if (!taken.isEmpty() && !isForwardAndAuthenticated) {
                        weak.add(version + " " + cipher);
                    }
                }
            }
            assertEquals(List.of(), weak);
            assertTrue(agreed >= 6, agreed + " agreed on: three of TLS 1.3 and three of TLS 1.2");
        }
    }

    /** RFC 6797: with a certificate that browsers trust by themselves, and with no other (section 11.3). */
    @Test
    void holdsBrowsersToHttpsWhereTheyTrustTheCertificate(@TempDir Path folder) throws Exception {
        var pair = Certificates.make(folder, "web", "EC");
        for (boolean isTrusted : List.of(true, false)) {
            var authorities =
                    isTrusted ? authorities(pair.trust()) : Surroundings.usual().authorities();
            var surroundings = new Surroundings(ConnectionLimits.USUAL, authorities);
            var own = Files.createDirectory(folder.resolve("box-" + isTrusted));
            try (var box = ClaimedBox.start(pair, own, surroundings)) {
                for (String path : List.of("/login", "/static/base.css", "/nowhere")) {
                    assertEquals(
                            isTrusted ? List.of("max-age=15768000") : List.of(),
                            box.admin().get(path).headers().allValues("strict-transport-security"),
                            path);
                }
            }
        }
    }

    /** Somebody renews it, a file after the other; nobody is turned away, and what does not fit is not shown. */
    @Test
    void showsAnotherCertificateWithoutARestart(@TempDir Path folder) throws Exception {
        var old = Certificates.make(folder, "old", "EC");
        var renewed = Certificates.make(folder, "renewed", "RSA");
        var served = new Certificates.Pair(
                Files.copy(old.certificate(), folder.resolve("web.pem")),
                Files.copy(old.privateKey(), folder.resolve("web-key.pem")),
                old.trust());
        try (var box = ClaimedBox.start(served, folder, Surroundings.usual())) {
            var certificate = box.web().certificate();
            replace(renewed.privateKey(), served.privateKey());
            certificate.look();
            assertTrue(isTrusted(old.trust(), box), "a key that does not fit is not shown");

            replace(renewed.certificate(), served.certificate());
            certificate.look();
            assertTrue(isTrusted(renewed.trust(), box));
            assertFalse(isTrusted(old.trust(), box));
            assertTrue(box.admin().isIn(), "who is connected stays so");

            Files.writeString(served.certificate(), "rubbish");
            certificate.look();
            Files.delete(served.certificate());
            certificate.look();
            assertTrue(isTrusted(renewed.trust(), box), "the last good one stays");
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.copy(from, to.resolveSibling("fresh"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(to.resolveSibling("fresh"), to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isTrusted(KeyStore trust, ClaimedBox box) throws Exception {
        try (var raw = RawTls.open(trust, "127.0.0.1", box.web().port())) {
            return raw.send("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .heard(5_000)
                    .contains("locked");
        } catch (SSLException stranger) {
            return false;
        }
    }

    private static X509TrustManager authorities(KeyStore trust) throws GeneralSecurityException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        return (X509TrustManager) managers.getTrustManagers()[0];
    }
}
