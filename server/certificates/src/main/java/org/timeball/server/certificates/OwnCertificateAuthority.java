package org.timeball.server.certificates;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.timeball.server.state.Readers;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/**
 * A certificate authority of one box's own, for names no public authority can vouch for.
 *
 * <p>It is made once: clients are given {@link #CERTIFICATE_FILE} and trust it. Its P-256 key stays in the state
 * directory, mode 0600. It lasts ten years, what it issues lasts two.
 *
 * <p>Immutable and thread-safe.
 */
public final class OwnCertificateAuthority {

    /** The authority's certificate in the state directory, PEM, readable by everybody: what clients are given. */
    public static final String CERTIFICATE_FILE = "own-ca.pem";

    /** The authority's private key in the state directory, PEM, readable by its owner alone. */
    public static final String KEY_FILE = "own-ca-key.pem";

    private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(10 * 365);
    private static final Duration SERVER_LIFETIME = Duration.ofDays(2 * 365);

    private final X509Certificate certificate;
    private final KeyPair keys;

    private OwnCertificateAuthority(X509Certificate certificate, KeyPair keys) {
        this.certificate = certificate;
        this.keys = keys;
    }

    /**
     * Makes a new authority, kept nowhere yet.
     *
     * @param name        of the authority, for people; shown where a browser lists what it trusts
     * @param constraints what it may vouch for at most
     * @param now         its certificate counts from a day earlier
     */
    public static OwnCertificateAuthority create(String name, NameConstraints constraints, Instant now) {
        var keys = KeyPairs.newP256();
        var subject = new X500Principal("CN=\"" + name.replaceAll("[\"\\\\]", "") + '"');
        var certificate = CertificateForms.authority(subject, keys, constraints, now, AUTHORITY_LIFETIME);
        return new OwnCertificateAuthority(certificate, keys);
    }

    /**
     * The authority kept in {@code directory}; made and saved there if there is none.
     *
     * @throws StateException               if its files cannot be read or written
     * @throws UnusableCertificateException if they do not hold an authority
     */
    public static OwnCertificateAuthority openOrCreate(
            StateDirectory directory, String name, NameConstraints constraints, Instant now)
            throws StateException, UnusableCertificateException {
        var key = directory.readPlain(KEY_FILE, Readers.OWNER);
        var certificate = directory.readPlain(CERTIFICATE_FILE, Readers.EVERYBODY);
        if (key.isPresent() && certificate.isPresent()) {
            return open(directory, certificate.get(), key.get());
        }
        if (certificate.isPresent()) {
            // A new authority would be refused by every client that trusts the old one: that is for a person to decide.
            throw new UnusableCertificateException(
                    directory.resolve(KEY_FILE),
                    "the own authority's key is missing beside its certificate",
                    "restore it, or remove " + directory.resolve(CERTIFICATE_FILE) + " to start a new authority");
        }
        // A key alone is what a cut between the two writes leaves: nobody has seen its certificate.
        var created = create(name, constraints, now);
        created.save(directory);
        return created;
    }

    /**
     * The authority kept in {@code directory}, if there is one.
     *
     * @throws StateException               if its files cannot be read
     * @throws UnusableCertificateException if they do not hold an authority
     */
    public static Optional<OwnCertificateAuthority> openIfThere(StateDirectory directory)
            throws StateException, UnusableCertificateException {
        var key = directory.readPlain(KEY_FILE, Readers.OWNER);
        var certificate = directory.readPlain(CERTIFICATE_FILE, Readers.EVERYBODY);
        return key.isPresent() && certificate.isPresent()
                ? Optional.of(open(directory, certificate.get(), key.get()))
                : Optional.empty();
    }

    private static OwnCertificateAuthority open(StateDirectory directory, byte[] certificate, byte[] key)
            throws UnusableCertificateException {
        Path certificateFile = directory.resolve(CERTIFICATE_FILE);
        Path keyFile = directory.resolve(KEY_FILE);
        var chain = PemReader.chain(certificateFile, certificate);
        var secret = PemReader.privateKey(keyFile, key);
        var open = chain.getFirst().getPublicKey();
        if (!KeyPairs.belongTogether(open, secret)) {
            throw new UnusableCertificateException(
                    keyFile,
                    "is not the key of the authority in " + certificateFile,
                    "restore both from one backup, or remove both to start a new authority");
        }
        return new OwnCertificateAuthority(chain.getFirst(), new KeyPair(open, secret));
    }

    /** The key first: a certificate is only ever seen with its key in place. */
    private void save(StateDirectory directory) throws StateException {
        directory.writePlain(KEY_FILE, Pem.encode(keys.getPrivate(), keys.getPublic()), Readers.OWNER);
        directory.writePlain(CERTIFICATE_FILE, pem(), Readers.EVERYBODY);
    }

    /** What clients are to trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** What it may vouch for at most, as its certificate says. */
    public NameConstraints constraints() {
        return CertificateForms.constraints(certificate);
    }

    /** {@link #certificate} as PEM. */
    public byte[] pem() {
        return Pem.encode(List.of(certificate));
    }

    /**
     * Vouches for a key that another process made and keeps.
     *
     * @param now the certificate counts from a day earlier, and for two years
     * @return the chain to serve: the server's certificate alone, as clients have the authority's
     */
    public List<X509Certificate> issue(PublicKey key, ServerNames names, Instant now) {
        return List.of(CertificateForms.server(certificate, keys, key, names, now, SERVER_LIFETIME));
    }

    /**
     * Makes a P-256 key and vouches for it.
     *
     * @param now the certificate counts from a day earlier, and for two years
     */
    public ServerIdentity issue(ServerNames names, Instant now) {
        var made = KeyPairs.newP256();
        return new ServerIdentity(issue(made.getPublic(), names, now), made.getPrivate());
    }

    /** The name; nothing of the key. */
    @Override
    public String toString() {
        return "OwnCertificateAuthority[%s]".formatted(certificate.getSubjectX500Principal());
    }
}
