package org.timeball.server.certificates;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a certificate vouches for: DNS names in small letters, and addresses. */
public final class CertificateNames {

    /** GeneralName's choices dNSName and iPAddress (RFC 5280 section 4.2.1.6). */
    private static final Set<Object> KINDS = Set.of(2, 7);

    private CertificateNames() {}

    /** All of them, in the certificate's order; none where they cannot be read. */
    public static List<String> of(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> KINDS.contains(name.getFirst()))
                    .map(name -> canonical(String.valueOf(name.getLast())))
                    .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    /** An address in the one form Java writes it in, a name in small letters. */
    static String canonical(String name) {
        try {
            return InetAddress.ofLiteral(name).getHostAddress();
        } catch (IllegalArgumentException aName) {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}
