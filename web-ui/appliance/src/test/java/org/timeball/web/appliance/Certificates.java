package org.timeball.web.appliance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Throwaway self-signed certificates for tests, made by the JDK's keytool, once for each name, and written as PEM. */
final class Certificates {

    private static final Map<String, KeyStore> MADE = new HashMap<>();
    private static final char[] PASSWORD = "throwaway".toCharArray();

    /** A certificate for localhost and its key, both as PEM files, and as the only authority of a trust store. */
    record Pair(Path certificate, Path privateKey, KeyStore trust) {}

    private Certificates() {}

    /**
     * Makes a certificate.
     *
     * @param folder    for the files
     * @param name      of the files, without suffix
     * @param algorithm as keytool's {@code -keyalg} names it
     */
    static synchronized Pair make(Path folder, String name, String algorithm)
            throws IOException, InterruptedException, GeneralSecurityException {
        var store = MADE.get(name + algorithm);
        if (store == null) {
            var file = folder.resolve(name + ".p12");
            keytool(file, algorithm);
            store = KeyStore.getInstance(file.toFile(), PASSWORD);
            MADE.put(name + algorithm, store);
        }
        var certificate = store.getCertificate("web");
        return new Pair(
                pem(folder.resolve(name + ".pem"), "CERTIFICATE", certificate.getEncoded()),
                pem(
                        folder.resolve(name + "-key.pem"),
                        "PRIVATE KEY",
                        store.getKey("web", PASSWORD).getEncoded()),
                trust(certificate));
    }

    private static void keytool(Path file, String algorithm) throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "web",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    private static Path pem(Path file, String label, byte[] der) throws IOException {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    private static KeyStore trust(Certificate certificate) throws GeneralSecurityException, IOException {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("authority", certificate);
        return trust;
    }
}
