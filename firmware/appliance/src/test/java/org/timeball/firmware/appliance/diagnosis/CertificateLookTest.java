package org.timeball.firmware.appliance.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.diagnosis.CertificateFacts.Trust;

/** Certificates as they lie in files, and who believes them. */
class CertificateLookTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static final OwnCertificateAuthority AUTHORITY =
            OwnCertificateAuthority.create("Test", NameConstraints.NONE, NOW);
    private static final OwnCertificateAuthority ANOTHER =
            OwnCertificateAuthority.create("Another", NameConstraints.NONE, NOW);
    private static final X509Certificate LEAF = AUTHORITY
            .issue(new ServerNames(List.of("ntp.example.org", "*.example.net"), List.of()), NOW)
            .leaf();

    record Row(String why, List<X509Certificate> chain, Trust trust) {
        @Override
        public String toString() {
            return why;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("alone", List.of(LEAF), Trust.ALONE),
            new Row("with its authority", List.of(LEAF, AUTHORITY.certificate()), Trust.PRIVATE_AUTHORITY),
            new Row("with somebody else's", List.of(LEAF, ANOTHER.certificate()), Trust.BROKEN_CHAIN),
            new Row("in disorder", List.of(LEAF, ANOTHER.certificate(), AUTHORITY.certificate()), Trust.BROKEN_CHAIN),
            new Row("by itself", List.of(AUTHORITY.certificate()), Trust.SELF_SIGNED));

    @ParameterizedTest
    @FieldSource("ROWS")
    void saysWhoBelievesIt(Row row) {
        assertEquals(row.trust, CertificateLook.trust(row.chain));
    }

    @TempDir
    Path folder;

    private static String pem(String label, byte[] octets) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(octets));
    }

    private CertificateLook.Shown shown(String wanted) throws IOException, CertificateEncodingException {
        var file = folder.resolve("public.pem");
        Files.writeString(file, pem("PRIVATE KEY", new byte[] {1, 2, 3}) + pem("CERTIFICATE", LEAF.getEncoded()));
        return new CertificateLook.Shown("public", file, false, List.of(wanted));
    }

    @Test
    void readsAFileThatHoldsItsKeyToo() throws Exception {
        var facts = CertificateLook.look(
                shown("a.example.net"), Optional.of(NOW.plus(Duration.ofDays(1))), Map.of("public", "late"));

        assertEquals("", facts.problem());
        assertEquals(List.of("ntp.example.org", "*.example.net"), facts.names());
        assertTrue(facts.isForWanted());
        assertEquals("late", facts.alarm());
        assertEquals(
                Duration.between(NOW, LEAF.getNotAfter().toInstant()).toSeconds() / 86_400.0 - 1,
                facts.daysLeft(),
                1e-6);
    }

    @Test
    void judgesNoDateWithoutTime() throws Exception {
        var facts = CertificateLook.look(shown("b.example.org"), Optional.empty(), Map.of());

        assertTrue(Double.isNaN(facts.daysLeft()));
        assertFalse(facts.isForWanted());
    }

    @Test
    void saysWhichFileHoldsNone() throws IOException {
        var file = folder.resolve("gone.pem");
        var facts = CertificateLook.look(
                new CertificateLook.Shown("gone", file, false, List.of()), Optional.of(NOW), Map.of());
        assertTrue(facts.problem().contains(file.toString()));

        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertFalse(CertificateLook.look(
                        new CertificateLook.Shown("bad", file, false, List.of()), Optional.of(NOW), Map.of())
                .problem()
                .isEmpty());
    }
}
