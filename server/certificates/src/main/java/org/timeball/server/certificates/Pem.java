package org.timeball.server.certificates;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * Writes certificates and keys as PEM.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class Pem {

    private static final int LINE_LENGTH = 64;

    private Pem() {}

    static byte[] encode(List<X509Certificate> chain) {
        var text = new StringBuilder();
        for (var certificate : chain) {
            try {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException impossible) {
                throw new AssertionError("a certificate that was decoded or signed here has an encoding", impossible);
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The key as PKCS #8, unencrypted, for any TLS library.
     *
     * @param open the other half of it
     */
    static byte[] encode(PrivateKey secret, PublicKey open) {
        return block("PRIVATE KEY", PortableKey.pkcs8(secret, open)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String block(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(label, body, label)
                .replace("\r", "");
    }
}
