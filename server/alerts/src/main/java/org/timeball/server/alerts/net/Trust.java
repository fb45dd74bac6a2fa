package org.timeball.server.alerts.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** By whom others have to be vouched for. */
final class Trust {

    private Trust() {}

    /**
     * TLS that believes the authorities of a file, or those of the Java runtime.
     *
     * @param authorities PEM; read each time, so that a new one counts without a restart
     * @throws DeliveryException if the file cannot be used
     */
    static SSLContext context(Optional<Path> authorities) throws DeliveryException {
        try {
            if (authorities.isEmpty()) {
                return SSLContext.getDefault();
            }
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (var in = Files.newInputStream(authorities.get())) {
                for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("authority-" + store.size(), certificate);
                }
            }
            if (store.size() == 0) {
                throw new DeliveryException("there is no certificate in " + authorities.get());
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new DeliveryException(
                    "the authorities cannot be used"
                            + authorities.map(file -> ", see ca-path " + file).orElse("") + ": "
                            + unusable.getMessage(),
                    unusable);
        }
    }
}
