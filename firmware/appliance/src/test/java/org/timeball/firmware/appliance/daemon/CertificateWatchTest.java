package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.certificates.CertificateFiles;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.state.StateDirectory;

/** Renewal, from the files to what a client is shown. */
class CertificateWatchTest {

    private static final long TEN_SECONDS_NANOS = Duration.ofSeconds(10).toNanos();

    /** The client checks dates by the machine's clock. */
    private static final Instant NOW = Instant.now();

    private static final OwnCertificateAuthority AUTHORITY =
            OwnCertificateAuthority.create("Test", NameConstraints.NONE, NOW);

    @TempDir
    Path directory;

    private ServerIdentity renew() throws Exception {
        var identity = AUTHORITY.issue(new ServerNames(List.of("localhost"), List.of()), NOW);
        PemCertificates.save(StateDirectory.open(directory), "chain.pem", "key.pem", identity);
        return identity;
    }

    /** K16, K24: a client sees the new certificate ten seconds after its files are there, and the old one until then. */
    @Test
    void showsWhatTheFilesHold() throws Exception {
        var first = renew();
        var files = CertificateFiles.load(
                List.of(new CertificateFiles.Pair(directory.resolve("chain.pem"), directory.resolve("key.pem"))), NOW);
        var watched = CertificateWatch.Watched.of(files);
        var watch = new CertificateWatch(List.of(watched), () -> NOW);
        watch.lookIfDue(0);
        try (var listener = ShownCertificate.listener(watched)) {
            assertEquals(first.leaf(), ShownCertificate.shown(listener.address(), AUTHORITY));

            var second = renew();
            watch.lookIfDue(TEN_SECONDS_NANOS - 1);
            assertEquals(first.leaf(), ShownCertificate.shown(listener.address(), AUTHORITY), "not due yet");
            watch.lookIfDue(TEN_SECONDS_NANOS);
            assertEquals(second.leaf(), ShownCertificate.shown(listener.address(), AUTHORITY));

            Files.delete(directory.resolve("key.pem"));
            watch.lookIfDue(2 * TEN_SECONDS_NANOS);
            assertEquals(
                    second.leaf(),
                    ShownCertificate.shown(listener.address(), AUTHORITY),
                    "what cannot be read changes nothing");

            var third = renew();
            watch.lookIfDue(3 * TEN_SECONDS_NANOS);
            assertEquals(third.leaf(), ShownCertificate.shown(listener.address(), AUTHORITY));
        }
    }
}
