package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.keyexchange.net.tls.TestCertificates;

/** The listener against OpenSSL's client, which shares no code with ours. */
class OpensslInteropTest {

    @TempDir
    Path directory;

    private TestServer server;

    /** What it printed: the protocol's octets or words on the one, complaints on the other. */
    private record Said(byte[] output, String errors, int exitCode) {
        String text() {
            return new String(output, StandardCharsets.ISO_8859_1);
        }
    }

    @BeforeEach
    void open() throws Exception {
        server = new TestServer(TestServer.PATIENT);
        Files.write(directory.resolve("ca.pem"), TestCertificates.AUTHORITY.pem());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Said sClient(String... options) throws Exception {
        var command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + server.address().getPort(),
                "-servername",
                "localhost",
                "-verify_hostname",
                "localhost",
                "-verify_return_error",
                "-CAfile",
                directory.resolve("ca.pem").toString()));
        command.addAll(List.of(options));
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        var process = start(
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile()));
        try (var input = process.getOutputStream()) {
            input.write(TestClient.REQUEST);
            input.flush();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "openssl s_client ends when the server closes");
        } catch (IOException brokenPipe) {
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        return new Said(Files.readAllBytes(output), Files.readString(errors), process.exitValue());
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            return Assumptions.abort("skipped: openssl is not here");
        }
    }

    /** Exit code 0 says that close_notify came too: OpenSSL 3 takes an end without it for an attack. */
    @Test
    void givesItEightCookiesAndNothingElse() throws Exception {
        var said = sClient("-quiet", "-tls1_3", "-alpn", "ntske/1");

        assertEquals(0, said.exitCode(), said.errors());
        var records = TestClient.parse(said.output());
        assertEquals(
                List.of(0x8001, 0x8004, 5, 5, 5, 5, 5, 5, 5, 5, 0x8000),
                records.stream().map(TestClient.Answer::type).toList());
        assertEquals(1, server.stats().completed());
    }

    /** A ticket links a client's exchanges, and some clients read it as the answer. */
    @Test
    void sendsNoTicket() throws Exception {
        var said = sClient("-msg", "-ign_eof", "-tls1_3", "-alpn", "ntske/1");

        assertTrue(said.text().contains("Finished"), "the messages are shown");
        assertTrue(said.text().contains("ALPN protocol: ntske/1"), said.text());
        assertFalse(said.text().contains("NewSessionTicket"), said.text());
    }

    record Dialect(String kindOfKey, String suite, String group) {}

    /** Every kind of key, suite and group at least once, each in an implementation that shares no code with ours. */
    static final List<Dialect> DIALECTS = List.of(
            new Dialect("P-256", "TLS_AES_256_GCM_SHA384", "P-256"),
            new Dialect("P-384", "TLS_AES_128_GCM_SHA256", "X25519:P-256"),
            new Dialect("RSA", "TLS_CHACHA20_POLY1305_SHA256", "X25519"),
            new Dialect("Ed25519", "TLS_AES_128_GCM_SHA256", "P-384"),
            new Dialect("P-256", "TLS_AES_128_GCM_SHA256", "P-521:P-384"));

    @ParameterizedTest
    @FieldSource("DIALECTS")
    void speaksItsDialect(Dialect row) throws Exception {
        server.certificates.swap(List.of(TestCertificates.issuedFor(row.kindOfKey, "localhost")));

        var said = sClient("-quiet", "-tls1_3", "-alpn", "ntske/1", "-ciphersuites", row.suite, "-groups", row.group);

        assertEquals(0, said.exitCode(), said.errors());
        assertEquals(8, TestClient.cookies(said.output()).size());
    }

    /** K11: without a ticket there is nothing to resume, and nothing to send early. */
    @Test
    void leavesItNothingToResume() throws Exception {
        Path session = directory.resolve("session");

        var said = sClient("-quiet", "-tls1_3", "-alpn", "ntske/1", "-sess_out", session.toString());

        assertEquals(0, said.exitCode(), said.errors());
        assertFalse(Files.exists(session), "OpenSSL writes a session when it was given a ticket");
    }

    record Refusal(String name, List<String> options, int alert) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("no ALPN", List.of("-tls1_3"), 120),
            new Refusal("wrong ALPN", List.of("-tls1_3", "-alpn", "h2,http/1.1"), 120),
            new Refusal("TLS 1.2", List.of("-tls1_2", "-alpn", "ntske/1"), 70));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refusesItByTheRightAlert(Refusal row) throws Exception {
        var said = sClient(row.options.toArray(String[]::new));

        assertTrue(said.errors().contains("SSL alert number " + row.alert), said.errors());
        assertEquals(0, server.stats().completed());
    }
}
