package org.timeball.server.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as people have them in their folders. */
class BroughtIdentityTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final char[] PASSWORD = "a word".toCharArray();

    private static final java.security.KeyPair ROOT_KEYS = KeyPairs.newP256();
    private static final java.security.KeyPair KEYS = KeyPairs.newP256();
    private static final X509Certificate ROOT =
            CertificateForms.authority(new X500Principal("CN=Root"), ROOT_KEYS, NameConstraints.NONE, NOW, YEAR);
    private static final X509Certificate LEAF = CertificateForms.server(
            ROOT, ROOT_KEYS, KEYS.getPublic(), new ServerNames(List.of("time.example.org"), List.of()), NOW, YEAR);

    @TempDir
    Path folder;

    private Path file(String name, byte[]... parts) throws Exception {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return Files.write(folder.resolve(name), content.toByteArray());
    }

    private static byte[] key() {
        return Pem.encode(KEYS.getPrivate(), KEYS.getPublic());
    }

    private static byte[] pem(X509Certificate certificate) {
        return Pem.encode(List.of(certificate));
    }

    private static ServerIdentity read(Path... files) throws Exception {
        return BroughtIdentity.read(List.of(files), Optional.empty());
    }

    /** The root is left out: whoever trusts it has it. */
    @Test
    void takesOneFileInAnyOrder() throws Exception {
        assertEquals(List.of(LEAF), read(file("a", pem(ROOT), key(), pem(LEAF))).chain());
        assertEquals(List.of(LEAF), read(file("b", pem(LEAF), pem(ROOT), key())).chain());
    }

    @Test
    void takesSeveralFiles() throws Exception {
        assertEquals(
                List.of(LEAF),
                read(file("key", key()), file("ca", pem(ROOT)), file("cert", pem(LEAF)))
                        .chain());
    }

    @Test
    void takesPkcs12WithItsPassword() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", KEYS.getPrivate(), PASSWORD, new X509Certificate[] {LEAF, ROOT});
        var content = new ByteArrayOutputStream();
        store.store(content, PASSWORD);
        var file = file("p12", content.toByteArray());

        assertEquals(
                List.of(LEAF),
                BroughtIdentity.read(List.of(file), Optional.of(PASSWORD)).chain());
        assertSays("is PKCS #12 or DER; give its password", file);
        var wrong = assertThrows(
                UnusableCertificateException.class,
                () -> BroughtIdentity.read(List.of(file), Optional.of("other".toCharArray())));
        assertTrue(String.valueOf(wrong.getMessage()).contains("see that the password is right"), wrong::toString);
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertSays("hold no private key", file("a", pem(LEAF), pem(ROOT)));
        assertSays("hold no certificate", file("b", key()));
        assertSays("no key belongs to any of the certificates", file("c", key(), pem(ROOT)));
        assertSays("there is no such file", folder.resolve("none"));
    }

    private static void assertSays(String words, Path file) {
        var refused = assertThrows(UnusableCertificateException.class, () -> read(file));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused::toString);
    }
}
