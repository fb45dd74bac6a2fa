package org.timeball.server.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** Makes key pairs, and finds out whether two halves are one. */
final class KeyPairs {

    private static final byte[] PROBE = {'t', 'i', 'm', 'e', 'b', 'a', 'l', 'l'};

    private KeyPairs() {}

    /** A new pair on NIST P-256, which every TLS 1.3 client knows (RFC 8446 section 9.1). */
    static KeyPair newP256() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("this JDK makes no P-256 keys", impossible);
        }
    }

    /** Whether what {@code secret} signs, {@code open} verifies. */
    static boolean belongTogether(PublicKey open, PrivateKey secret) {
        String algorithm =
                switch (secret.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> secret.getAlgorithm();
                };
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }
}
