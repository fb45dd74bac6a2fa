package org.timeball.firmware.appliance.bench.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A P-256 key as GnuTLS and rustls read it: with the public key inside, which RFC 5915 leaves to the writer and the JDK
 * leaves out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5915#section-3">RFC 5915 §3</a>
 */
final class PortableKey {

    /** PKCS #8 (RFC 5208) of id-ecPublicKey on prime256v1, up to and with the scalar's own header. */
    private static final byte[] BEFORE_SCALAR =
            HexFormat.of().parseHex("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420");

    /** The header of {@code publicKey [1]}. */
    private static final byte[] BEFORE_POINT = HexFormat.of().parseHex("a144");

    private static final int SCALAR_OCTETS = 32;

    /** The BIT STRING with the uncompressed point, with which a SubjectPublicKeyInfo ends. */
    private static final int POINT_OCTETS = 2 + 1 + 1 + 2 * SCALAR_OCTETS;

    private PortableKey() {}

    /** The key as PEM. */
    static byte[] pem(ECPrivateKey key, PublicKey publicKey) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8(key, publicKey));
        return ("-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pkcs8(ECPrivateKey key, PublicKey publicKey) {
        byte[] spki = publicKey.getEncoded();
        return ByteBuffer.allocate(BEFORE_SCALAR.length + SCALAR_OCTETS + BEFORE_POINT.length + POINT_OCTETS)
                .put(BEFORE_SCALAR)
                .put(scalar(key))
                .put(BEFORE_POINT)
                .put(Arrays.copyOfRange(spki, spki.length - POINT_OCTETS, spki.length))
                .array();
    }

    /** Unsigned and of full length, where a BigInteger has a sign or leaves zeros out. */
    private static byte[] scalar(ECPrivateKey key) {
        byte[] signed = key.getS().toByteArray();
        byte[] scalar = new byte[SCALAR_OCTETS];
        int octets = Math.min(signed.length, SCALAR_OCTETS);
        System.arraycopy(signed, signed.length - octets, scalar, SCALAR_OCTETS - octets, octets);
        return scalar;
    }
}
