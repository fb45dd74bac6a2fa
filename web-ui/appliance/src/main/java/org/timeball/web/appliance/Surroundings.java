package org.timeball.web.appliance;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.timeball.web.appliance.connection.ConnectionLimits;

/**
 * What is the same on every box.
 *
 * @param limits      of whoever connects
 * @param authorities whom every browser trusts, as far as the JDK knows
 */
record Surroundings(ConnectionLimits limits, X509TrustManager authorities) {

    static Surroundings usual() {
        return new Surroundings(ConnectionLimits.USUAL, ofJdk());
    }

    private static X509TrustManager ofJdk() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every JDK has authorities", impossible);
        }
    }
}
