package org.timeball.server.certificates.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;
import org.timeball.server.certificates.OrderException;

/** The way to an authority's server, and who may vouch for it. */
final class AcmeDirectory {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private AcmeDirectory() {}

    /** A session for one order; nothing is asked yet. */
    static Session session(URI directory, Optional<Path> trusted) throws OrderException {
        var provider = trusted.isEmpty() ? new GenericAcmeProvider() : new Trusting(context(trusted.get()));
        var session = new Session(directory, provider);
        session.networkSettings().setTimeout(PATIENCE);
        session.setLocale(Locale.ENGLISH);
        return session;
    }

    private static final class Trusting extends GenericAcmeProvider {

        private final SSLContext context;

        Trusting(SSLContext context) {
            this.context = context;
        }

        @Override
        public HttpClient createHttpClient(NetworkSettings settings) {
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .connectTimeout(settings.getTimeout())
                    .build();
        }
    }

    private static SSLContext context(Path authorities) throws OrderException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(authorities)));
            for (var certificate : found) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException cause) {
            throw new OrderException(
                    "directory-ca-path: %s cannot be used: %s; it must hold certificates, PEM"
                            .formatted(authorities, AcmeWords.of(cause)),
                    cause);
        }
    }
}
