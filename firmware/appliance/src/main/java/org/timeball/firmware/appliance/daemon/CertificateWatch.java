package org.timeball.firmware.appliance.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.certificates.CertificateFiles;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.keyexchange.ServerCertificate;
import org.timeball.server.keyexchange.net.tls.ServedCertificates;

/**
 * Shows renewed certificates while the daemon runs: looks at their files now and then, and swaps what the listeners show.
 * Used by one thread at a time.
 */
final class CertificateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    /** Renewals come every few weeks, and their date is the old one's, so that seconds do not count. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    /** The files of one listener, and what it shows. */
    record Watched(CertificateFiles files, ServedCertificates shown) {

        /** Shows what the files held when they were read. */
        static Watched of(CertificateFiles files) {
            return new Watched(
                    files, ServedCertificates.ofThoseThere(served(files.served().identities())));
        }
    }

    private final Supplier<Instant> today;
    private List<Watched> watched;
    private volatile boolean isHurried;
    private OptionalLong lookedNanos = OptionalLong.empty();

    /**
     * Looks at nothing yet.
     *
     * @param today by which dates are judged, for warnings alone
     */
    CertificateWatch(List<Watched> watched, Supplier<Instant> today) {
        this.watched = List.copyOf(watched);
        this.today = today;
    }

    /** Has the next call look at once: somebody knows that there is something new. For any thread. */
    void hurry() {
        isHurried = true;
    }

    /** To be called often; looks every few seconds by a monotonic clock. */
    void lookIfDue(long nowNanos) {
        if (isHurried || lookedNanos.isEmpty() || nowNanos - lookedNanos.getAsLong() >= PAUSE_NANOS) {
            isHurried = false;
            lookedNanos = OptionalLong.of(nowNanos);
            watched.forEach(this::look);
        }
    }

    /**
     * Shows what other files hold from now on.
     *
     * @param files just read, of the same listeners in the same order
     */
    void adopt(List<CertificateFiles> files) {
        var adopted = new ArrayList<Watched>();
        for (int i = 0; i < watched.size(); i++) {
            var one = new Watched(files.get(i), watched.get(i).shown());
            show(one, one.files().served().identities());
            adopted.add(one);
        }
        watched = List.copyOf(adopted);
    }

    private void look(Watched one) {
        switch (one.files.look(today.get())) {
            case CertificateFiles.Unchanged() -> {}
            case CertificateFiles.Changed(var identities, var warnings) -> {
                show(one, identities);
                LOG.info("event=certificates-renewed shown=\"{}\"", identities);
                warnings.forEach(warning -> LOG.warn("event=certificate-warning reason=\"{}\"", warning));
            }
            case CertificateFiles.Refused(var reason) ->
                LOG.warn("event=certificates-refused reason=\"{}\" shown=\"as before\"", reason);
        }
    }

    /** Where all are yet to come, whatever was shown stays. */
    private static void show(Watched one, List<ServerIdentity> identities) {
        if (!identities.isEmpty()) {
            one.shown.swap(served(identities));
        }
    }

    /** As the listeners take them. */
    static List<ServerCertificate> served(List<ServerIdentity> identities) {
        return identities.stream()
                .map(identity -> new ServerCertificate(identity.chain(), identity.key()))
                .toList();
    }
}
