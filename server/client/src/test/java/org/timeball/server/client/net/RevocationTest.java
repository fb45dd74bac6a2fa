package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.NtpServer;

/** K17: a certificate that its authority has taken back, by a list that OpenSSL made. */
@Timeout(60)
class RevocationTest {

    @TempDir
    static Path folder;

    /** An authority, a server's certificate of it, a list without it and one with it. */
    @BeforeAll
    static void issue() throws Exception {
        boolean hasOpenssl = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl")));
        Assumptions.assumeTrue(hasOpenssl, "skipped: openssl is not installed");
        Files.writeString(folder.resolve("index"), "");
        Files.writeString(folder.resolve("ca.cnf"), """
                [ca]
                default_ca = test
                [test]
                database = index
                new_certs_dir = .
                rand_serial = yes
                default_md = sha256
                default_days = 2
                default_crl_days = 2
                certificate = ca.pem
                private_key = ca-key.pem
                policy = any
                copy_extensions = copy
                [any]
                commonName = supplied
                """);
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca-key.pem -out ca.pem"
                + " -subj /CN=Authority -days 2");
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out request.pem"
                + " -subj /CN=localhost -addext subjectAltName=DNS:localhost");
        openssl("ca -batch -config ca.cnf -in request.pem -out server.pem -notext");
        openssl("ca -config ca.cnf -gencrl -out before.crl");
        openssl("ca -config ca.cnf -revoke server.pem");
        openssl("ca -config ca.cnf -gencrl -out after.crl");
        openssl("pkcs12 -export -in server.pem -inkey key.pem -out server.p12 -passout pass:x");
    }

    private static void openssl(String arguments) throws IOException, InterruptedException {
        var log = folder.resolve("log");
        var process = new ProcessBuilder(("openssl " + arguments).split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(log));
    }

    @Test
    void isRefusedOnceTheListHasIt() throws Exception {
        var trusted = TrustedAuthorities.of(folder.resolve("ca.pem"));
        open(trusted);
        open(trusted.without(folder.resolve("before.crl")));

        var failure = assertThrows(ClientException.class, () -> open(trusted.without(folder.resolve("after.crl"))));

        assertEquals(Trouble.CERTIFICATE, failure.trouble());
        assertTrue(String.valueOf(failure.getMessage()).contains("revoked"), failure::getMessage);
    }

    @Test
    void aListThatIsNoneIsAMistake() {
        assertThrows(
                GeneralSecurityException.class,
                () -> TrustedAuthorities.of(folder.resolve("ca.pem")).without(folder.resolve("ca.cnf")));
    }

    private static void open(TrustedAuthorities trusted) throws Exception {
        try (var listening = listen()) {
            Thread.ofVirtual().start(() -> serveOne(listening));
            long now = LoopbackServer.NOW.getEpochSecond() * 1_000_000_000L + 60_000_000_000L;
            KeyExchangeConnection.open(
                            List.of(InetAddress.getLoopbackAddress()),
                            new NtpServer("localhost", listening.getLocalPort()),
                            trusted,
                            new CertificateClock(now, 0, true),
                            Duration.ofSeconds(20))
                    .close();
        }
    }

    private static SSLServerSocket listen() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(folder.resolve("server.p12"))) {
            store.load(in, "x".toCharArray());
        }
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, "x".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var parameters = listening.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"ntske/1"});
        listening.setSSLParameters(parameters);
        return listening;
    }

    private static void serveOne(SSLServerSocket listening) {
        try (var socket = listening.accept()) {
            socket.getInputStream().readAllBytes();
        } catch (IOException refused) {
            // That is what is expected of the client.
        }
    }
}
