package org.timeball.server.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.List;

/** Makes key pairs, and finds out whether two halves are one. */
final class KeyPairs {

    private static final byte[] PROBE = {'t', 'i', 'm', 'e', 'b', 'a', 'l', 'l'};

    private static final List<Integer> NIST_BITS = List.of(256, 384, 521);
    private static final int LEAST_RSA_BITS = 2048;

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

    /**
     * Whether TLS 1.3 has a signature for such a key that clients accept: P-256, P-384 or P-521, Ed25519, or RSA of 2048
     * bits or more (RFC 8446 section 4.2.3, RFC 9325 section 4.4).
     */
    static boolean signsTls13(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec -> NIST_BITS.contains(ec.getParams().getOrder().bitLength());
            case EdECPublicKey edwards -> edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
            case RSAPublicKey rsa ->
                key.getAlgorithm().equals("RSA") && rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
            default -> false;
        };
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
