package org.timeball.server.certificates;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A private key as PKCS #8 in the form that every TLS library reads.
 *
 * <p>An EC key has the public one inside, which RFC 5915 leaves to the writer, the JDK leaves out, and GnuTLS and rustls
 * insist on. Any other is of PKCS #8's first version: a public key behind an Ed25519 one makes it the second, which older
 * OpenSSL and GnuTLS do not know.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5915#section-3">RFC 5915 §3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8410#section-7">RFC 8410 §7</a>
 */
final class PortableKey {

    /** Of {@code ECPrivateKey}, the only one there is. */
    private static final int EC_VERSION = 1;

    /** The tag of {@code publicKey} in {@code ECPrivateKey}. */
    private static final int EC_PUBLIC_KEY = 1;

    private PortableKey() {}

    /**
     * The key's octets, DER.
     *
     * @param open the other half of it
     */
    static byte[] pkcs8(PrivateKey secret, PublicKey open) {
        try {
            var key = PrivateKeyInfo.getInstance(secret.getEncoded());
            return portable(key, open).getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new AssertionError("a key that was decoded or made here has an encoding", impossible);
        }
    }

    private static PrivateKeyInfo portable(PrivateKeyInfo key, PublicKey open) throws IOException {
        var algorithm = key.getPrivateKeyAlgorithm();
        boolean isEc = algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
        return new PrivateKeyInfo(algorithm, isEc ? ecKey(key, open) : key.parsePrivateKey());
    }

    /** The curve is named outside already; rustls takes no second name. */
    private static DERSequence ecKey(PrivateKeyInfo key, PublicKey open) throws IOException {
        byte[] scalar =
                ECPrivateKey.getInstance(key.parsePrivateKey()).getPrivateKey().getOctets();
        var point = SubjectPublicKeyInfo.getInstance(open.getEncoded()).getPublicKeyData();
        var fields = new ASN1EncodableVector();
        fields.add(new ASN1Integer(EC_VERSION));
        fields.add(new DEROctetString(scalar));
        fields.add(new DERTaggedObject(true, EC_PUBLIC_KEY, point));
        return new DERSequence(fields);
    }
}
