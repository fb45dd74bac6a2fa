package org.timeball.firmware.appliance.daemon.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.certificates.CertificateStore;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.BroughtFiles;
import org.timeball.server.state.CertificateSettings.Imported;
import org.timeball.server.state.CertificateSettings.Kept;
import org.timeball.server.state.CertificateSettings.OwnAuthority;
import org.timeball.server.state.StateDirectory;

/** What people ask of certificates, and what they are told. */
class CertificateDeskTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String PASSWORD = "a word";
    private static final ServerIdentity IDENTITY = OwnCertificateAuthority.create("Test", NameConstraints.NONE, NOW)
            .issue(new ServerNames(List.of("time.example.org"), List.of()), NOW);

    @TempDir
    Path folder;

    private final AtomicInteger renewed = new AtomicInteger();
    private CertificateStore store;
    private CertificateDesk desk;

    @BeforeEach
    void open() throws Exception {
        store = new CertificateStore(StateDirectory.open(folder));
        desk = new CertificateDesk(
                List.of(
                        new Kept("lan", List.of("box.home.arpa"), new OwnAuthority()),
                        new Kept("public", List.of(), new Imported())),
                store,
                renewed::incrementAndGet);
    }

    private static byte[] pem() throws Exception {
        var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return ("-----BEGIN PRIVATE KEY-----\n"
                        + encoder.encodeToString(IDENTITY.key().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n"
                        + encoder.encodeToString(IDENTITY.leaf().getEncoded())
                        + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pkcs12() throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "1", IDENTITY.key(), PASSWORD.toCharArray(), IDENTITY.chain().toArray(X509Certificate[]::new));
        var octets = new ByteArrayOutputStream();
        keys.store(octets, PASSWORD.toCharArray());
        return octets.toByteArray();
    }

    private X509Certificate kept() throws Exception {
        var file = store.file("public");
        return PemCertificates.load(file, file, NOW).identity().leaf();
    }

    private AdminReply bring(String name, byte[] file, String password) {
        return desk.bring(name, BroughtFiles.ofOctets(List.of(file), password));
    }

    @Test
    void keepsWhatIsBroughtAndSaysWhatItUnderstood() throws Exception {
        var understood =
                new AdminReply.Done("time.example.org until 2028-10-31T12:00:00Z, certificates in its chain: 1");

        assertEquals(understood, bring("public", pem(), ""));
        assertEquals(IDENTITY.leaf(), kept());
        assertEquals(understood, bring("public", pkcs12(), PASSWORD));
        assertEquals(2, renewed.get(), "the listeners look at once");
    }

    @Test
    void saysInWordsWhatIsWrongAndKeepsWhatWasThere() throws Exception {
        bring("public", pem(), "");

        assertSays("hold no certificate", bring("public", "no certificate".getBytes(StandardCharsets.US_ASCII), ""));
        assertSays("give its password", bring("public", pkcs12(), ""));
        assertSays("see that the password is right", bring("public", pkcs12(), "another"));
        assertSays("there is no [[certificate]] named other", bring("other", pem(), ""));
        assertSays("lan renews itself", bring("lan", pem(), ""));
        assertEquals(IDENTITY.leaf(), kept());
        assertEquals(1, renewed.get());
    }

    private static void assertSays(String words, AdminReply reply) {
        assertInstanceOf(AdminReply.Refused.class, reply);
        assertTrue(reply.sentence().contains(words), reply.sentence());
    }

    @Test
    void hasOneOrderedThatIsNotDue() throws Exception {
        assertInstanceOf(AdminReply.Done.class, desk.renew("lan"));
        assertTrue(Files.exists(store.file("lan").resolveSibling("lan.renew")));
        assertSays("bring the next one", desk.renew("public"));
        assertSays("there is no [[certificate]] named other", desk.renew("other"));
    }
}
