package org.timeball.server.keyexchange.net.tls;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.timeball.server.keyexchange.ServerCertificate;

/**
 * The certificates that clients are shown, each by its names and by what a client can verify; others may take their
 * place at any moment while the server runs.
 *
 * <p>A handshake looks once and takes certificate and key from what it then holds, so that a swap never parts the two.
 * The first certificate is for clients that name no server, as those do that were given an address and ntpsec before
 * 1.2.5, and for those that name one nobody here has: they may know the server by a name that its certificate lacks and
 * trust the certificate all the same, and if they do not, they say so.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6066#section-3">RFC 6066 §3</a>
 */
public final class ServedCertificates {

    private final TlsPrimitives primitives;

    private volatile List<Credentials> shown;

    /** What one handshake is to show. */
    record Choice(Credentials credentials, Credentials.Scheme scheme, boolean isNamed) {}

    /**
     * Begins with these.
     *
     * @param certificates at least one; which names are equal, the earlier goes first
     * @throws IllegalArgumentException if there is none, or a key is of a kind that TLS 1.3 cannot sign with
     */
    public ServedCertificates(List<ServerCertificate> certificates) {
        this();
        shown = prepared(certificates);
    }

    private ServedCertificates() {
        primitives = new TlsPrimitives(new SecureRandom());
        shown = List.of();
    }

    /** Begins with none where there is none yet, until the first {@linkplain #swap swap}. */
    public static ServedCertificates ofThoseThere(List<ServerCertificate> certificates) {
        return certificates.isEmpty() ? new ServedCertificates() : new ServedCertificates(certificates);
    }

    /** Whether there is nothing to show yet: who asks all the same is refused. */
    public boolean isEmpty() {
        return shown.isEmpty();
    }

    /**
     * Shows others from now on; connections that stand are not touched.
     *
     * @param certificates as for the constructor
     * @throws IllegalArgumentException as there; then those before are still shown
     */
    public void swap(List<ServerCertificate> certificates) {
        shown = prepared(certificates);
    }

    /**
     * Shakes hands with itself, so that the first client does not wait for what later ones find ready.
     *
     * @param most   how often
     * @param budget how long; the handshake at hand is finished
     * @return how often it was done and went well
     */
    public int rehearse(int most, Duration budget) {
        var rehearsal = new Rehearsal(this);
        long endNanos = System.nanoTime() + budget.toNanos();
        int done = 0;
        while (done < most && System.nanoTime() - endNanos < 0 && rehearsal.perform()) {
            done++;
        }
        return done;
    }

    private List<Credentials> prepared(List<ServerCertificate> certificates) {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("a server without a certificate");
        }
        return certificates.stream()
                .map(certificate -> Credentials.of(primitives, certificate))
                .toList();
    }

    /** The server's end of one new connection. */
    public TlsConnection open() {
        return new TlsConnection(this, primitives);
    }

    /**
     * What to show a client; nothing if it can verify none of them.
     *
     * @param name    the host it asks for
     * @param schemes the signatures it can verify
     */
    Optional<Choice> choose(Optional<String> name, List<SignatureAndHashAlgorithm> schemes) {
        var candidates = shown;
        return name.flatMap(wanted -> candidates.stream()
                        .filter(each -> ServerCertificate.matches(each.names(), wanted))
                        .flatMap(each -> choice(each, schemes, true).stream())
                        .findFirst())
                .or(() -> candidates.stream()
                        .flatMap(each -> choice(each, schemes, name.isEmpty()).stream())
                        .findFirst());
    }

    private static Optional<Choice> choice(
            Credentials credentials, List<SignatureAndHashAlgorithm> schemes, boolean isNamed) {
        return credentials.schemeFor(schemes).map(scheme -> new Choice(credentials, scheme, isNamed));
    }
}
