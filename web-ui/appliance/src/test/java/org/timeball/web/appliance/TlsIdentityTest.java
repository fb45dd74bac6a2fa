package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TlsIdentityTest {

    static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("ALGORITHMS")
    void readsACertificateAndItsKey(String algorithm) throws Exception {
        var pair = Certificates.make(folder, "web", algorithm);

        var store = TlsIdentity.read(pair.certificate(), pair.privateKey()).keyStore();

        assertTrue(store.isKeyEntry("web"));
        assertEquals(1, store.getCertificateChain("web").length);
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() throws Exception {
        var one = Certificates.make(folder, "one", "EC");
        var two = Certificates.make(folder, "two", "EC");

        refuses(one.certificate(), two.privateKey(), "does not belong to the first certificate of");
    }

    @Test
    void refusesTheKeyOfAnotherKind() throws Exception {
        var one = Certificates.make(folder, "one", "EC");
        var two = Certificates.make(folder, "two", "RSA");

        refuses(one.certificate(), two.privateKey(), "is no EC key");
    }

    @Test
    void refusesWhatIsNotThere() throws Exception {
        var pair = Certificates.make(folder, "web", "EC");
        var missing = folder.resolve("missing.pem");

        refuses(missing, pair.privateKey(), "--certificate " + missing + ": no such file");
        refuses(pair.certificate(), missing, "--private-key " + missing + ": no such file");
    }

    @Test
    void refusesWhatIsNoCertificateOrKey() throws Exception {
        var pair = Certificates.make(folder, "web", "EC");
        var empty = Files.writeString(folder.resolve("empty.pem"), "");
        var text = Files.writeString(folder.resolve("text.pem"), "-----BEGIN CERTIFICATE-----\n!\n");

        refuses(empty, pair.privateKey(), "is empty");
        refuses(text, pair.privateKey(), "holds no readable certificate");
        refuses(pair.certificate(), pair.certificate(), "openssl pkcs8 -topk8");
    }

    @Test
    void saysNothingOfTheKey() throws Exception {
        var pair = Certificates.make(folder, "web", "EC");
        var damaged = Files.writeString(
                folder.resolve("damaged.pem"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

        var refusal = assertThrows(StartException.class, () -> TlsIdentity.read(pair.certificate(), damaged));

        assertTrue(!refusal.getMessage().contains("c2VjcmV0"), refusal.getMessage());
    }

    private static void refuses(Path certificate, Path privateKey, String words) {
        var refusal = assertThrows(StartException.class, () -> TlsIdentity.read(certificate, privateKey));
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
    }
}
