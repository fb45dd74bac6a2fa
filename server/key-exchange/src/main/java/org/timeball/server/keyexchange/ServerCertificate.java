package org.timeball.server.keyexchange;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the server can prove itself with, and under which names.
 *
 * @param chain at least one certificate; the server's own first, each next one has signed the one before
 * @param key   of the first certificate: EC, Ed25519 or RSA
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {

    /** GeneralName's choice dNSName (RFC 5280 section 4.2.1.6). */
    private static final Integer DNS_NAME = 2;

    private static final String ANY_LABEL = "*.";

    /**
     * Copies the chain.
     *
     * @throws IllegalArgumentException if there is no certificate
     */
    public ServerCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a server certificate without a certificate");
        }
    }

    /** The DNS names it vouches for, in small letters; some may begin with {@code *.}. */
    public List<String> names() {
        try {
            return Optional.ofNullable(chain.getFirst().getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> DNS_NAME.equals(name.getFirst()))
                    .map(name -> String.valueOf(name.getLast()).toLowerCase(Locale.ROOT))
                    .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    /**
     * Whether one of the names is what a client asks for; an asterisk stands for one label, the leftmost.
     *
     * @param names  as {@link #names} gives them
     * @param wanted a host name in any letters
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9525#section-6.3">RFC 9525 §6.3</a>
     */
    public static boolean matches(List<String> names, String wanted) {
        String name = wanted.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        String anySibling = dot < 1 ? name : ANY_LABEL + name.substring(dot + 1);
        return names.contains(name) || names.contains(anySibling);
    }

    /** Names and dates; nothing of the key. */
    @Override
    public String toString() {
        var leaf = chain.getFirst();
        return "ServerCertificate[%s, until %s]"
                .formatted(leaf.getSubjectX500Principal(), leaf.getNotAfter().toInstant());
    }
}
