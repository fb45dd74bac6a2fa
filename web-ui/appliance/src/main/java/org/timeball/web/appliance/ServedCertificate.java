package org.timeball.web.appliance;

import io.micronaut.http.ssl.CertificateProvider;
import java.security.KeyStore;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Hands the identity to Micronaut's TLS, which asks for it by name. */
final class ServedCertificate implements CertificateProvider {

    static final String NAME = "web";

    private final TlsIdentity identity;

    ServedCertificate(TlsIdentity identity) {
        this.identity = identity;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Publisher<KeyStore> getKeyStore() {
        return Mono.just(identity.keyStore());
    }
}
