package org.timeball.server.state;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code [[certificate]]} and {@code [own-ca]}: certificates that the daemon keeps and has renewed by itself.
 *
 * @param kept      any number, each with another name
 * @param authority what {@code from = "own-ca"} issues
 */
public record CertificateSettings(List<Kept> kept, Authority authority) {

    /** In the state directory: where they are kept, each with its key. */
    public static final String FOLDER = "certificates";

    /** The names that a certificate may be called by: they are names of files. */
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /** Copies the list. */
    public CertificateSettings {
        kept = List.copyOf(kept);
    }

    /** The file of one of them, which holds its key, too. */
    public static Path file(Path stateDirectory, String name) {
        return stateDirectory.resolve(FOLDER).resolve(name + ".pem");
    }

    /**
     * {@code [[certificate]]}.
     *
     * @param name      {@code name}: what it is called here, 1 to 32 small letters, digits and dashes
     * @param hostNames {@code host-names}: what it vouches for, names and, of the own authority, addresses; none where it
     *     is imported
     * @param origin    {@code from}: where it comes from
     */
    public record Kept(String name, List<String> hostNames, Origin origin) {

        /** Copies the list. */
        public Kept {
            hostNames = List.copyOf(hostNames);
        }
    }

    /** Where a certificate comes from. */
    public sealed interface Origin {

        /** The word in the file. */
        default String words() {
            return switch (this) {
                case OwnAuthority() -> "own-ca";
                case Imported() -> "import";
                case Acme _ -> "acme";
            };
        }
    }

    /** {@code "own-ca"}: the authority of this box. */
    public record OwnAuthority() implements Origin {}

    /** {@code "import"}: brought by {@code timeball certificate import}. */
    public record Imported() implements Origin {}

    /**
     * {@code "acme"}: ordered from a public authority.
     *
     * @param directory   {@code directory}: the authority's, an https URL
     * @param trusted     {@code directory-ca-path}: who may vouch for that server, in place of the Java runtime's authorities
     * @param contact     {@code e-mail}: where the authority may write to
     * @param profile     {@code profile}: which of the authority's kinds of certificate; default: it chooses
     * @param binding     {@code eab-key-id} and {@code eab-key-path}: an account there that this one belongs to
     * @param proof       {@code challenge}: how it is shown that the names are ours
     * @param dnsWaitSeconds {@code dns-wait-seconds}: from a record's being set until the authority is told to look, for
     *     name servers that copy it from another; 0 to 600, default 30
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8555">RFC 8555</a>
     */
    public record Acme(
            URI directory,
            Optional<Path> trusted,
            Optional<String> contact,
            Optional<String> profile,
            Optional<ExternalAccount> binding,
            Proof proof,
            int dnsWaitSeconds)
            implements Origin {

        static final Range DNS_WAIT = new Range(0, 600, "seconds");
        static final int DEFAULT_DNS_WAIT_SECONDS = 30;
    }

    /**
     * External account binding.
     *
     * @param id   from the authority
     * @param key  a file with the key it gave, base64url, readable by its owner alone
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8555#section-7.3.4">RFC 8555 §7.3.4</a>
     */
    public record ExternalAccount(String id, Path key) {}

    /** How it is shown that a name is ours. */
    public sealed interface Proof {}

    /**
     * {@code "http-01"}: a file on port 80, while an order is under way.
     *
     * @param listen {@code challenge-listen}: where port 80 of the name leads to; default {@code 0.0.0.0:80}
     */
    public record ByHttp(InetSocketAddress listen) implements Proof {}

    /**
     * {@code "tls-alpn-01"}: a certificate on port 443, while an order is under way.
     *
     * @param listen {@code challenge-listen}: where port 443 of the name leads to; default {@code 0.0.0.0:443}
     */
    public record ByTls(InetSocketAddress listen) implements Proof {}

    /**
     * {@code "dns-01"} with {@code [certificate.rfc2136]}: a record that a name server takes from us.
     *
     * @param server    {@code server}: its address and port, UDP and TCP
     * @param zone      {@code zone}: that the records are in
     * @param keyName   {@code key-name}: of the key that signs updates (TSIG)
     * @param algorithm {@code key-algorithm}: {@code hmac-sha256}, {@code hmac-sha384} or {@code hmac-sha512}
     * @param key       {@code key-path}: a file with the key, base64, readable by its owner alone
     * @see <a href="https://www.rfc-editor.org/rfc/rfc2136">RFC 2136</a>
     */
    public record ByUpdate(InetSocketAddress server, String zone, String keyName, String algorithm, Path key)
            implements Proof {

        static final List<String> ALGORITHMS = List.of("hmac-sha256", "hmac-sha384", "hmac-sha512");
    }

    /**
     * {@code "dns-01"} with {@code [certificate.acme-dns]}: a record in a server that does nothing else, to which the name
     * leads by a CNAME.
     *
     * @param server      {@code server}: its URL
     * @param subdomain   {@code subdomain}: what it gave us
     * @param user        {@code user}: as what
     * @param password    {@code password-path}: a file, readable by its owner alone
     */
    public record ByAcmeDns(URI server, String subdomain, String user, Path password) implements Proof {}

    /**
     * {@code "dns-01"} with {@code script}: a record that a program of the operator's sets.
     *
     * @param script called as {@code SCRIPT set|clear NAME TEXT}
     */
    public record ByScript(Path script) implements Proof {}

    /**
     * {@code [own-ca]}.
     *
     * @param name      {@code name}: what browsers list it as; default {@code Timeball}
     * @param permitted {@code permitted}: names with all below them and networks, for which alone it can vouch; default:
     *     the host names of the certificates, what a home network is called, and private addresses
     */
    public record Authority(String name, List<String> permitted) {

        static final String DEFAULT_NAME = "Timeball";

        /** RFC 8375, RFC 6762, draft-davies-internal-tld, and what routers make up. */
        static final List<String> HOME_NAMES = List.of("home.arpa", "local", "internal", "lan", "localhost");

        /** RFC 1918, RFC 4193, RFC 3927, RFC 4291 §2.5.6, loopback. */
        static final List<String> HOME_NETWORKS = List.of(
                "10.0.0.0/8",
                "172.16.0.0/12",
                "192.168.0.0/16",
                "169.254.0.0/16",
                "127.0.0.0/8",
                "fc00::/7",
                "fe80::/10",
                "::1/128");

        /** Copies the list. */
        public Authority {
            permitted = List.copyOf(permitted);
        }
    }
}
