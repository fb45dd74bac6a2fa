package org.timeball.server.keyexchange.net.tls;

import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.keyexchange.ServerCertificate;

/** An authority for tests, certificates of it for keys of every kind, and clients that trust it. */
public final class TestCertificates {

    /** The tests' clients check dates by the machine's clock, so the certificates must be of today. */
    private static final Instant NOW = Instant.now();

    public static final OwnCertificateAuthority AUTHORITY =
            OwnCertificateAuthority.create("Timeball tests", NameConstraints.NONE, NOW);

    private TestCertificates() {}

    /** A P-256 certificate. */
    public static ServerCertificate issued(String... names) {
        return issuedFor("P-256", names);
    }

    /**
     * A certificate for a new key, for these names and the loopback address.
     *
     * @param kind {@code P-256}, {@code P-384}, {@code P-521}, {@code Ed25519} or {@code RSA}
     */
    public static ServerCertificate issuedFor(String kind, String... names) {
        try {
            var generator = KeyPairGenerator.getInstance(kind.startsWith("P-") ? "EC" : kind);
            if (kind.startsWith("P-")) {
                generator.initialize(new ECGenParameterSpec("secp" + kind.substring(2) + "r1"));
            }
            var keys = generator.generateKeyPair();
            var subject = new ServerNames(List.of(names), List.of(InetAddress.getLoopbackAddress()));
            return new ServerCertificate(AUTHORITY.issue(keys.getPublic(), subject, NOW), keys.getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A client's context of its own, so that no session could be resumed by accident. */
    public static SSLContext trusting() {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", AUTHORITY.certificate());
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** For a server that is known to be the right one by other means. */
    public static SSLContext trustingAnybody() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
