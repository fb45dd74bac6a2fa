package org.timeball.web.appliance;

import io.micronaut.http.ssl.CertificateProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/**
 * The identity that is served: read again when its files change, and handed to Micronaut's TLS, which asks for it by name and shows the
 * newest from the next connection on. Whoever renews it writes one file after the other, so what does not fit together is no
 * mistake yet: the last good one stays.
 *
 * <p>A thread of its own looks at the files; all else is for any thread.
 */
final class ServedCertificate implements CertificateProvider, AutoCloseable {

    static final String NAME = "web";

    private static final Logger LOG = LoggerFactory.getLogger(ServedCertificate.class);

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Path certificate;
    private final Path privateKey;
    private final Surroundings surroundings;
    private final Sinks.Many<KeyStore> keyStores = Sinks.many().replay().latest();
    private final Thread thread = Thread.ofVirtual().name("certificate-watch").unstarted(this::watch);

    private List<Stamp> stamps;
    private volatile Shown shown;

    /** How a file lies there; another one has another number, even where it is as long and as old. */
    private record Stamp(long octets, long modifiedMillis, String file) {

        static Stamp of(Path path) {
            try {
                var found = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(found.size(), found.lastModifiedTime().toMillis(), String.valueOf(found.fileKey()));
            } catch (IOException gone) {
                return new Stamp(-1, 0, "");
            }
        }
    }

    /** What follows from an identity. */
    private record Shown(List<String> names, boolean isTrusted) {}

    private ServedCertificate(Path certificate, Path privateKey, Surroundings surroundings) throws StartException {
        this.certificate = certificate;
        this.privateKey = privateKey;
        this.surroundings = surroundings;
        // Before reading: what is written meanwhile is found changed at the next look.
        stamps = stamps();
        shown = taken(TlsIdentity.read(certificate, privateKey));
    }

    /**
     * Reads both files.
     *
     * @throws StartException naming the file and what to do
     */
    static ServedCertificate read(Path certificate, Path privateKey, Surroundings surroundings) throws StartException {
        return new ServedCertificate(certificate, privateKey, surroundings);
    }

    /** Looks at the files from now on. */
    void start() {
        thread.start();
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(INTERVAL);
                look();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the files again if one of them has changed; by one thread at a time. */
    synchronized void look() {
        var now = stamps();
        if (now.equals(stamps)) {
            return;
        }
        stamps = now;
        try {
            shown = taken(TlsIdentity.read(certificate, privateKey));
            LOG.info("event=certificate-changed names=\"{}\"", String.join(" ", shown.names()));
        } catch (StartException refused) {
            LOG.warn("event=certificate-not-changed reason=\"{}\" shown=\"as before\"", refused.getMessage());
        }
    }

    private Shown taken(TlsIdentity identity) throws StartException {
        var next = new Shown(identity.names(), identity.isTrustedBy(surroundings.authorities()));
        keyStores.tryEmitNext(identity.keyStore());
        return next;
    }

    private List<Stamp> stamps() {
        return Stream.of(certificate, privateKey).map(Stamp::of).toList();
    }

    /** Of the certificate that is shown. */
    List<String> names() {
        return shown.names();
    }

    /** Whether every browser trusts it by itself. */
    boolean isTrusted() {
        return shown.isTrusted();
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Publisher<KeyStore> getKeyStore() {
        return keyStores.asFlux();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
