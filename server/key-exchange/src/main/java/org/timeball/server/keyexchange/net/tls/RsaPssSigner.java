package org.timeball.server.keyexchange.net.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsSigner;
import org.bouncycastle.tls.crypto.TlsStreamSigner;

/**
 * RSASSA-PSS by the JDK, which multiplies in machine code; the salt is as long as the hash.
 *
 * @param key    RSA
 * @param digest of the message and of the mask, as {@code SHA-256}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.3">RFC 8446 §4.2.3</a>
 */
record RsaPssSigner(PrivateKey key, String digest) implements TlsSigner {

    private static final int TRAILER = 1; // RFC 8017 section A.2.3: trailerFieldBC

    /** Not asked for: there is a stream signer. */
    @Override
    public byte[] generateRawSignature(SignatureAndHashAlgorithm algorithm, byte[] hash) {
        throw new UnsupportedOperationException("the message is signed, not its hash");
    }

    @Override
    public TlsStreamSigner getStreamSigner(SignatureAndHashAlgorithm algorithm) throws IOException {
        try {
            var signature = Signature.getInstance("RSASSA-PSS");
            int saltOctets = Integer.parseInt(digest.substring(digest.indexOf('-') + 1)) / Byte.SIZE;
            signature.setParameter(
                    new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), saltOctets, TRAILER));
            signature.initSign(key);
            return new Signing(signature);
        } catch (GeneralSecurityException cause) {
            throw new TlsFatalAlert(AlertDescription.internal_error, cause);
        }
    }

    /** One signature in the making. */
    private record Signing(Signature signature) implements TlsStreamSigner {

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    write(new byte[] {(byte) octet}, 0, 1);
                }

                @Override
                public void write(byte[] octets, int offset, int length) throws IOException {
                    try {
                        signature.update(octets, offset, length);
                    } catch (SignatureException impossible) {
                        throw new TlsFatalAlert(AlertDescription.internal_error, impossible);
                    }
                }
            };
        }

        @Override
        public byte[] getSignature() throws IOException {
            try {
                return signature.sign();
            } catch (SignatureException cause) {
                throw new TlsFatalAlert(AlertDescription.internal_error, cause);
            }
        }
    }
}
