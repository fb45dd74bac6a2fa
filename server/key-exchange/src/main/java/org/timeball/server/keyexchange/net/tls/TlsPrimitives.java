package org.timeball.server.keyexchange.net.tls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.tls.EncryptionAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipher;
import org.bouncycastle.tls.crypto.impl.bc.BcChaCha20Poly1305;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/**
 * The primitives of our TLS: hashes, HKDF and AES-GCM from the JDK, which has them in machine code; X25519 and the NIST
 * curves from Bouncy Castle, whose are two to four times as fast as the JDK's.
 *
 * <p>Shared by all connections. Bouncy Castle's own secrets stay inside an agreement: what comes out of it is one of the
 * JDK's side.
 */
final class TlsPrimitives extends JcaTlsCrypto {

    /** The groups a client may agree on keys by, as we like them (RFC 8446 section 9.1 has us know the second). */
    static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1};

    private static final int CHACHA20_KEY_OCTETS = 32;
    private static final int POLY1305_TAG_OCTETS = 16;

    private final BcTlsCrypto curves;

    TlsPrimitives(SecureRandom random) {
        super(new DefaultJcaJceHelper(), random, random);
        curves = new BcTlsCrypto(random);
    }

    /** The side of Bouncy Castle, for signatures. */
    BcTlsCrypto curves() {
        return curves;
    }

    @Override
    public boolean hasECDHAgreement() {
        return true;
    }

    @Override
    public boolean hasNamedGroup(int group) {
        return curves.hasNamedGroup(group);
    }

    @Override
    public TlsECDomain createECDomain(TlsECConfig config) {
        var domain = curves.createECDomain(config);
        return () -> new Agreement(domain.createECDH());
    }

    @Override
    public boolean hasEncryptionAlgorithm(int algorithm) {
        return algorithm == EncryptionAlgorithm.CHACHA20_POLY1305 || super.hasEncryptionAlgorithm(algorithm);
    }

    /** The JDK's cipher of that name seals and opens whole; Bouncy Castle's fits its TLS as it is. */
    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryptionAlgorithm, int macAlgorithm)
            throws IOException {
        return encryptionAlgorithm == EncryptionAlgorithm.CHACHA20_POLY1305
                ? new TlsAEADCipher(
                        parameters,
                        new BcChaCha20Poly1305(true),
                        new BcChaCha20Poly1305(false),
                        CHACHA20_KEY_OCTETS,
                        POLY1305_TAG_OCTETS,
                        TlsAEADCipher.AEAD_CHACHA20_POLY1305,
                        null)
                : super.createCipher(parameters, encryptionAlgorithm, macAlgorithm);
    }

    /** An agreement of Bouncy Castle's whose secret is handed to the JDK's side. */
    private final class Agreement implements TlsAgreement {

        private final TlsAgreement agreement;

        Agreement(TlsAgreement agreement) {
            this.agreement = agreement;
        }

        @Override
        public byte[] generateEphemeral() throws IOException {
            return agreement.generateEphemeral();
        }

        @Override
        public void receivePeerValue(byte[] peerValue) throws IOException {
            agreement.receivePeerValue(peerValue);
        }

        /** {@code extract} empties the one, and the other keeps the array without copying. */
        @Override
        public TlsSecret calculateSecret() throws IOException {
            return createSecret(agreement.calculateSecret().extract());
        }
    }
}
