package org.timeball.server.client.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.CertificateWindow;

/**
 * Judges one server's certificate as the platform does (RFC 5280 for the path, RFC 6125 for the name), but at the instant
 * that a {@link CertificateClock} says, and remembers when it is valid.
 */
final class ServerTrust extends X509ExtendedTrustManager {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TrustedAuthorities authorities;
    private final CertificateClock clock;
    private Optional<CertificateWindow> window = Optional.empty();

    ServerTrust(TrustedAuthorities authorities, CertificateClock clock) {
        this.authorities = authorities;
        this.clock = clock;
    }

    /** When the path is valid that was found; empty before the handshake. */
    Optional<CertificateWindow> window() {
        return window;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            var parameters = parameters(chain);
            if (platform(parameters) instanceof X509ExtendedTrustManager platform) {
                platform.checkServerTrusted(chain, authType, socket);
            } else {
                throw new CertificateException("the platform does not check names");
            }
            // The platform does not look at the dates of a server's certificate that is itself among the trusted ones.
            chain[0].checkValidity(parameters.getDate());
            window = Optional.of(windowOf(chain, parameters));
        } catch (CertificateException refusal) {
            throw refusal;
        } catch (GeneralSecurityException failure) {
            throw new CertificateException(failure);
        }
    }

    private PKIXBuilderParameters parameters(X509Certificate[] chain) throws GeneralSecurityException {
        var parameters = new PKIXBuilderParameters(authorities.anchors(), new X509CertSelector());
        parameters.setRevocationEnabled(false);
        if (!authorities.revocations().isEmpty()) {
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(authorities.revocations())));
            parameters.addCertPathChecker(revocationChecker());
        }
        long begins = Nanos.of(chain[0].getNotBefore().toInstant());
        parameters.setDate(new Date(clock.lookNanos(begins) / NANOS_PER_MILLI));
        return parameters;
    }

    /** By the lists that were given alone: no authority is asked over the network while a server waits. */
    private static PKIXRevocationChecker revocationChecker() throws GeneralSecurityException {
        var checker =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(EnumSet.of(
                PKIXRevocationChecker.Option.PREFER_CRLS,
                PKIXRevocationChecker.Option.NO_FALLBACK,
                PKIXRevocationChecker.Option.SOFT_FAIL));
        return checker;
    }

    private static TrustManager platform(PKIXBuilderParameters parameters) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers()[0];
    }

    /** Of the path that is valid, for servers send certificates beside it, too, which may have ended long ago. */
    private static CertificateWindow windowOf(X509Certificate[] chain, PKIXBuilderParameters parameters)
            throws GeneralSecurityException {
        var target = new X509CertSelector();
        target.setCertificate(chain[0]);
        parameters.setTargetCertConstraints(target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(chain))));
        var path = CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath().getCertificates().stream()
                .map(X509Certificate.class::cast)
                .toList();
        var looked = Stream.concat(Stream.of(chain[0]), path.stream()).toList();
        return new CertificateWindow(
                instants(looked.stream().map(X509Certificate::getNotBefore))
                        .max()
                        .orElse(Long.MIN_VALUE),
                instants(looked.stream().map(X509Certificate::getNotAfter))
                        .min()
                        .orElse(Long.MAX_VALUE));
    }

    private static java.util.stream.LongStream instants(Stream<Date> dates) {
        return dates.map(Date::toInstant).mapToLong(Nanos::of);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("there are sockets alone here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("without a socket the name is not known");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw notAServer();
    }

    private static CertificateException notAServer() {
        return new CertificateException("clients are not judged here");
    }
}
