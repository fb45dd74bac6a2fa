package org.timeball.server.keyexchange.net.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.DefaultTlsCredentialedSigner;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsECDSA13Signer;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsEd25519Signer;
import org.timeball.server.keyexchange.ServerCertificate;

/**
 * A certificate made ready for handshakes: encoded, its key in the form that signs, its names read.
 *
 * @param names   DNS names, in small letters
 * @param chain   as it is sent
 * @param schemes by which the key signs, best first
 */
record Credentials(List<String> names, Certificate chain, List<Scheme> schemes) {

    /** One way of signing, and what does it. */
    record Scheme(int id, TlsSigner signer) {}

    /** Which of the schemes of RFC 8446 section 4.2.3 a NIST curve signs by goes by its size. */
    private static final int P256_BITS = 256;

    private static final int P384_BITS = 384;
    private static final int P521_BITS = 521;

    Credentials {
        names = List.copyOf(names);
        schemes = List.copyOf(schemes);
    }

    /**
     * Makes one ready.
     *
     * @throws IllegalArgumentException if the key is of a kind that TLS 1.3 cannot sign with here
     */
    static Credentials of(TlsPrimitives primitives, ServerCertificate certificate) {
        try {
            return new Credentials(
                    certificate.names(),
                    chain(primitives, certificate.chain()),
                    schemes(primitives, certificate.key()));
        } catch (IOException | GeneralSecurityException cause) {
            throw new IllegalArgumentException(certificate + " cannot be served", cause);
        }
    }

    private static Certificate chain(TlsPrimitives primitives, List<X509Certificate> chain)
            throws IOException, GeneralSecurityException {
        var entries = new CertificateEntry[chain.size()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new CertificateEntry(
                    primitives.createCertificate(chain.get(i).getEncoded()), null);
        }
        return new Certificate(TlsUtils.EMPTY_BYTES, entries);
    }

    private static List<Scheme> schemes(TlsPrimitives primitives, PrivateKey key) throws IOException {
        if (key.getAlgorithm().equals("RSA")) {
            return List.of(
                    new Scheme(SignatureScheme.rsa_pss_rsae_sha256, new RsaPssSigner(key, "SHA-256")),
                    new Scheme(SignatureScheme.rsa_pss_rsae_sha384, new RsaPssSigner(key, "SHA-384")),
                    new Scheme(SignatureScheme.rsa_pss_rsae_sha512, new RsaPssSigner(key, "SHA-512")));
        }
        return switch (PrivateKeyFactory.createKey(key.getEncoded())) {
            case Ed25519PrivateKeyParameters edwards ->
                List.of(new Scheme(SignatureScheme.ed25519, new BcTlsEd25519Signer(primitives.curves(), edwards)));
            case ECPrivateKeyParameters nist -> {
                int scheme = ecdsa(nist);
                yield List.of(new Scheme(scheme, new BcTlsECDSA13Signer(primitives.curves(), nist, scheme)));
            }
            default -> throw new IllegalArgumentException(key.getAlgorithm() + ": not a key for TLS 1.3");
        };
    }

    private static int ecdsa(ECPrivateKeyParameters key) {
        return switch (key.getParameters().getN().bitLength()) {
            case P256_BITS -> SignatureScheme.ecdsa_secp256r1_sha256;
            case P384_BITS -> SignatureScheme.ecdsa_secp384r1_sha384;
            case P521_BITS -> SignatureScheme.ecdsa_secp521r1_sha512;
            default -> throw new IllegalArgumentException("EC: a curve that TLS 1.3 has no signatures for");
        };
    }

    /** The first scheme that a client knows too. */
    Optional<Scheme> schemeFor(List<SignatureAndHashAlgorithm> known) {
        return schemes.stream()
                .filter(scheme -> known.stream().anyMatch(each -> SignatureScheme.from(each) == scheme.id()))
                .findFirst();
    }

    /** What Bouncy Castle wants for one handshake. */
    TlsCredentialedSigner signer(TlsCryptoParameters parameters, Scheme scheme) {
        return new DefaultTlsCredentialedSigner(
                parameters, scheme.signer(), chain, SignatureScheme.getSignatureAndHashAlgorithm(scheme.id()));
    }
}
