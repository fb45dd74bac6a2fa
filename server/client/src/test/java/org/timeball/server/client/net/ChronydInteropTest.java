package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.client.PollRange;

/** Debian's chronyd as the server, which shares no code with ours; by {@code -x} it cannot touch the clock. */
@Timeout(60)
class ChronydInteropTest {

    private static final String PATHS = System.getenv("PATH") + ":/usr/sbin:/sbin";

    @TempDir
    static Path folder;

    private static Process chronyd;
    private static int ntpPort;
    private static int keyExchangePort;

    @BeforeAll
    static void start() throws Exception {
        var program = require("chronyd");
        run(
                require("openssl"),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                "key.pem",
                "-out",
                "ca.pem",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-days",
                "2");
        findPorts();
        Files.writeString(folder.resolve("chrony.conf"), """
                local stratum 3
                allow 127.0.0.0/8
                bindaddress 127.0.0.1
                port %d
                cmdport 0
                bindcmdaddress /
                pidfile %2$s/chronyd.pid
                ntsport %3$d
                ntsservercert %2$s/ca.pem
                ntsserverkey %2$s/key.pem
                """.formatted(ntpPort, folder, keyExchangePort));
        chronyd = new ProcessBuilder(
                        program, "-d", "-x", "-U", "-u", System.getProperty("user.name"), "-f", folder + "/chrony.conf")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (chronyd != null) {
            chronyd.destroy();
            chronyd.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void findPorts() throws IOException {
        try (var udp = new DatagramSocket();
                var tcp = new ServerSocket(0)) {
            ntpPort = udp.getLocalPort();
            keyExchangePort = tcp.getLocalPort();
        }
    }

    private static String require(String program) {
        var found = Stream.of(PATHS.split(":"))
                .map(path -> Path.of(path, program))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), () -> "skipped: " + program + " is not installed");
        return found.orElseThrow().toString();
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }

    /** Until chronyd has begun to listen its port is closed, and the client asks again. */
    private static ClientSettings patient(ClientSettings settings) {
        return settings.withFamily(AddressFamily.IPV4)
                .withPolls(new PollRange(3, 11, Duration.ofMillis(100)))
                .withPatience(Duration.ofMillis(500), 40);
    }

    private static ClientSettings plain() {
        return patient(ClientSettings.plain("localhost").withPort(ntpPort));
    }

    private static ClientSettings nts() throws Exception {
        // Where it answers to plain NTP, it listens for key exchange, too.
        try (var client = new BlockingClient(plain())) {
            client.query();
        }
        var trusted = TrustedAuthorities.of(folder.resolve("ca.pem"));
        return patient(ClientSettings.nts("localhost", trusted).withPort(keyExchangePort));
    }

    @Test
    void tellsTheTimePlainly() throws Exception {
        try (var client = new BlockingClient(plain())) {
            var measurement = client.query();
            assertEquals(3, measurement.stratum());
            assertEquals(0, measurement.offsetSeconds(), measurement.boundSeconds());
        }
    }

    @Test
    void tellsTheTimeUnderNtsWithACookieForEachRequest() throws Exception {
        try (var client = new BlockingClient(nts())) {
            for (int i = 0; i < 12; i++) {
                var measurement = client.query();
                assertTrue(measurement.isAuthentic());
                assertEquals(0, measurement.offsetSeconds(), measurement.boundSeconds());
            }
        }
    }

    @Test
    void tellsWhenItsLastReplyLeft() throws Exception {
        for (var settings : List.of(plain().interleaved(), nts().interleaved())) {
            try (var client = new BlockingClient(settings)) {
                client.query();
                client.query();
                var measurement = client.query();
                assertTrue(measurement.isInterleaved());
                assertEquals(0, measurement.offsetSeconds(), measurement.boundSeconds());
            }
        }
    }

    @Test
    void honoursCookiesThatWereKept() throws Exception {
        var settings = nts().keptIn(folder.resolve("cookies"));
        try (var client = new BlockingClient(settings)) {
            client.query();
        }
        var elsewhere = settings.withPatience(Duration.ofMillis(500), 3);
        try (var client = new BlockingClient(elsewhere)) {
            assertTrue(client.query().isAuthentic());
        }
    }
}
