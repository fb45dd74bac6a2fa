package org.timeball.server.keyexchange.net.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.KeyShareEntry;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.timeball.server.keyexchange.Failure;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.keyexchange.TlsAlert;

/**
 * What is decided in one handshake: TLS 1.3 alone, ALPN {@code ntske/1} or nothing, which certificate, no ticket. It also
 * notes how the handshake ended.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-3">RFC 8915 §3</a>
 */
final class Negotiation extends DefaultTlsServer {

    /** The only protocol spoken here (RFC 8915 section 7.2). */
    static final ProtocolName NTSKE = ProtocolName.asUtf8Encoding("ntske/1");

    private static final Vector<ProtocolName> PROTOCOLS = new Vector<>(List.of(NTSKE));

    /** The suites of RFC 8446 section 9.1, the cheapest on most machines first. */
    private static final int[] SUITES = {
        CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_CHACHA20_POLY1305_SHA256
    };

    /** Real ones have 200 to 2000 octets; what is longer is not from a client of ours. */
    private static final int MAX_HANDSHAKE_MESSAGE_OCTETS = 16 * 1024;

    private final ServedCertificates certificates;

    private boolean hasShareOfOurs;
    private boolean isUnknownName;
    private boolean isSecured;
    private Optional<TlsSecret> exporterSecret = Optional.empty();
    private int hash;
    private Optional<Failure> failure = Optional.empty();

    Negotiation(ServedCertificates certificates, TlsPrimitives primitives) {
        super(primitives);
        this.certificates = certificates;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.TLSv13.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return SUITES.clone();
    }

    @Override
    protected boolean preferLocalCipherSuites() {
        return true;
    }

    @Override
    public int[] getSupportedGroups() {
        return TlsPrimitives.GROUPS.clone();
    }

    /** Our order where it costs no round trip, the client's where it would. */
    @Override
    public boolean preferLocalSupportedGroups() {
        return hasShareOfOurs;
    }

    @Override
    public int getMaxHandshakeMessageSize() {
        return MAX_HANDSHAKE_MESSAGE_OCTETS;
    }

    @Override
    protected Vector<ProtocolName> getProtocolNames() {
        return PROTOCOLS;
    }

    /** A client that sends no list at all is refused too, for which Bouncy Castle leaves room. */
    @Override
    @SuppressWarnings("rawtypes") // as Bouncy Castle, which has to run on older Javas, declares it
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        if (clientProtocolNames == null || clientProtocolNames.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.no_application_protocol);
        }
        Vector<?> shares = TlsExtensionsUtils.getKeyShareClientHello(extensions);
        hasShareOfOurs = shares != null
                && shares.stream()
                        .anyMatch(share ->
                                share instanceof KeyShareEntry entry && entry.getNamedGroup() == NamedGroup.x25519);
    }

    @Override
    public TlsCredentials getCredentials() throws IOException {
        var parameters = context.getSecurityParametersHandshake();
        List<SignatureAndHashAlgorithm> schemes = typed(parameters.getClientSigAlgs(), SignatureAndHashAlgorithm.class);
        var name = typed(parameters.getClientServerNames(), ServerName.class).stream()
                .filter(each -> each.getNameType() == NameType.host_name)
                .map(each -> new String(each.getNameData(), StandardCharsets.US_ASCII))
                .findFirst();
        var choice = certificates
                .choose(name, schemes)
                .orElseThrow(() -> new TlsFatalAlert(AlertDescription.handshake_failure, "no shared signature"));
        isUnknownName = !choice.isNamed();
        return choice.credentials().signer(new TlsCryptoParameters(context), choice.scheme());
    }

    private static <T> List<T> typed(Vector<?> vector, Class<T> type) {
        return vector == null ? List.of() : vector.stream().map(type::cast).toList();
    }

    /** Bouncy Castle forgets the secret after this; which keys are wanted is known when the request is there. */
    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        isSecured = true;
        var parameters = context.getSecurityParametersConnection();
        exporterSecret = Optional.of(context.getCrypto().adoptSecret(parameters.getExporterMasterSecret()));
        hash = parameters.getPRFCryptoHashAlgorithm();
    }

    @Override
    public void notifyAlertRaised(short level, short alert, String message, Throwable cause) {
        if (level == AlertLevel.fatal) {
            note(
                    alert == AlertDescription.internal_error && !isOfTls(cause)
                            ? KeyExchangeFailure.INTERNAL_ERROR
                            : reasonOf(alert));
        }
    }

    @Override
    public void notifyAlertReceived(short level, short alert) {
        if (level == AlertLevel.fatal) {
            note(
                    isUnknownName && isAboutCertificates(alert)
                            ? KeyExchangeFailure.UNKNOWN_SERVER_NAME
                            : new TlsAlert(false, nameOf(alert)));
        }
    }

    /** Bouncy Castle calls it an internal error when a message is too long, too; then nothing lies behind it. */
    private static boolean isOfTls(Throwable cause) {
        return cause instanceof TlsFatalAlert && cause.getCause() == null;
    }

    /** The client has thought better of it. */
    void givenUp() {
        note(KeyExchangeFailure.CLOSED_EARLY);
    }

    private void note(Failure reason) {
        if (failure.isEmpty()) {
            failure = Optional.of(reason);
        }
    }

    private static Failure reasonOf(short alert) {
        return switch (alert) {
            case AlertDescription.no_application_protocol -> KeyExchangeFailure.NO_ALPN;
            case AlertDescription.protocol_version -> KeyExchangeFailure.TLS_TOO_OLD;
            case AlertDescription.handshake_failure -> KeyExchangeFailure.NOTHING_IN_COMMON;
            default -> new TlsAlert(true, nameOf(alert));
        };
    }

    /** Those a client ends a handshake with when it does not like the certificate (RFC 8446 section 6.2). */
    private static boolean isAboutCertificates(short alert) {
        return switch (alert) {
            case AlertDescription.bad_certificate,
                    AlertDescription.unsupported_certificate,
                    AlertDescription.certificate_unknown,
                    AlertDescription.unknown_ca -> true;
            default -> false;
        };
    }

    /** One of a closed set. */
    private static String nameOf(short alert) {
        String name = AlertDescription.getName(alert);
        return name.equals("UNKNOWN") ? "number " + alert : name;
    }

    /** Why the handshake, or what came after it, failed. */
    Optional<Failure> failure() {
        return failure;
    }

    /** Whether the handshake is done, for good. */
    boolean isSecured() {
        return isSecured;
    }

    /** The exporter's master secret, from the end of the handshake until it is forgotten. */
    Optional<TlsSecret> exporterSecret() {
        return exporterSecret;
    }

    /** The hash of the suite agreed on, in Bouncy Castle's numbers. */
    int hash() {
        return hash;
    }

    /** Forgets the secret. */
    void forget() {
        exporterSecret.ifPresent(TlsSecret::destroy);
        exporterSecret = Optional.empty();
    }
}
