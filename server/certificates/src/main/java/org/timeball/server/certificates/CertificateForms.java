package org.timeball.server.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The two certificates an own authority signs: its own and a server's.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2">RFC 5280 §4.2</a>
 */
final class CertificateForms {

    /** A client's clock may be a little behind ours. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    /** Random serial numbers need 64 bits at least, and 20 octets at most with the sign (RFC 5280 section 4.1.2.2). */
    private static final int SERIAL_BITS = 127;

    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateForms() {}

    /** The authority's own certificate, signed by itself. */
    static X509Certificate authority(
            X500Principal name, KeyPair keys, NameConstraints constraints, Instant now, Duration lifetime) {
        var certificate = builder(name, name, keys.getPublic(), now, lifetime);
        try {
            var identifiers = new JcaX509ExtensionUtils();
            certificate
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            identifiers.createSubjectKeyIdentifier(keys.getPublic()));
            if (!constraints.isNone()) {
                certificate.addExtension(Extension.nameConstraints, true, permitted(constraints));
            }
            return sign(certificate, keys);
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new AssertionError("a certificate of our own form could not be signed", impossible);
        }
    }

    /** A server's certificate, for TLS servers alone. */
    static X509Certificate server(
            X509Certificate authority,
            KeyPair authorityKeys,
            PublicKey key,
            ServerNames names,
            Instant now,
            Duration lifetime) {
        var subject = new X500Principal("CN=" + names.first());
        var certificate = builder(authority.getSubjectX500Principal(), subject, key, now, lifetime);
        try {
            var identifiers = new JcaX509ExtensionUtils();
            certificate
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, alternatives(names))
                    .addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(authorityKeys.getPublic()));
            return sign(certificate, authorityKeys);
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new AssertionError("a certificate of our own form could not be signed", impossible);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, PublicKey key, Instant now, Duration lifetime) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(lifetime)),
                subject,
                key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder certificate, KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(certificate.build(signer));
    }

    private static GeneralNames alternatives(ServerNames names) {
        return new GeneralNames(generalNames(
                        names.dnsNames(),
                        names.addresses().stream()
                                .map(address -> address.getHostAddress())
                                .toList())
                .toArray(GeneralName[]::new));
    }

    private static org.bouncycastle.asn1.x509.NameConstraints permitted(NameConstraints constraints) {
        var subtrees = generalNames(constraints.dnsSubtrees(), constraints.addressBlocks())
                .map(GeneralSubtree::new)
                .toArray(GeneralSubtree[]::new);
        return new org.bouncycastle.asn1.x509.NameConstraints(subtrees, new GeneralSubtree[0]);
    }

    /** What an authority's certificate says it may vouch for. */
    static NameConstraints constraints(X509Certificate authority) {
        byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
        if (extension == null) {
            return NameConstraints.NONE;
        }
        var octets = ASN1OctetString.getInstance(extension).getOctets();
        var permitted = Stream.of(org.bouncycastle.asn1.x509.NameConstraints.getInstance(octets)
                        .getPermittedSubtrees())
                .map(GeneralSubtree::getBase)
                .toList();
        return new NameConstraints(
                permitted.stream()
                        .filter(name -> name.getTagNo() == GeneralName.dNSName)
                        .map(name -> name.getName().toString())
                        .toList(),
                permitted.stream()
                        .filter(name -> name.getTagNo() == GeneralName.iPAddress)
                        .map(name -> block(
                                ASN1OctetString.getInstance(name.getName()).getOctets()))
                        .toList());
    }

    /** Address and mask, one after the other (RFC 5280 section 4.2.1.10). */
    private static String block(byte[] addressAndMask) {
        int half = addressAndMask.length / 2;
        int bits = 0;
        for (int i = half; i < addressAndMask.length; i++) {
            bits += Integer.bitCount(Byte.toUnsignedInt(addressAndMask[i]));
        }
        try {
            var address = InetAddress.getByAddress(Arrays.copyOf(addressAndMask, half));
            return address.getHostAddress() + "/" + bits;
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an authority of ours has addresses of 4 or 16 octets", impossible);
        }
    }

    private static Stream<GeneralName> generalNames(List<String> dnsNames, List<String> addresses) {
        return Stream.concat(
                dnsNames.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)));
    }
}
