package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.server.client.Measurement;
import org.timeball.server.client.PollRange;
import org.timeball.server.protocol.AeadAlgorithm;

/** The blocking client and the box's own server over loopback. */
@Timeout(60)
class BlockingClientTest {

    private static LoopbackServer server;

    @BeforeAll
    static void start() throws Exception {
        server = LoopbackServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void hasTimeWithProofUnderEveryAlgorithm(AeadAlgorithm algorithm) throws Exception {
        try (var client = new BlockingClient(server.nts().withOffered(List.of(algorithm)))) {
            for (int i = 0; i < 10; i++) {
                var measurement = client.query();
                assertTrue(measurement.isAuthentic());
                assertIsHere(measurement);
            }
        }
    }

    @Test
    void hasTimeWithoutProof() throws Exception {
        try (var client = new BlockingClient(server.plain())) {
            var measurement = client.query();
            assertTrue(!measurement.isAuthentic());
            assertIsHere(measurement);
        }
    }

    /** One clock serves both ends. */
    private static void assertIsHere(Measurement measurement) {
        assertEquals(0, measurement.offsetSeconds(), measurement.boundSeconds(), measurement::toString);
        assertEquals(1, measurement.stratum());
        assertEquals("PPS", measurement.refId().toString());
    }

    /** The server hears from the kernel when a reply left once it looks for packets again: four times a second. */
    @Test
    void speaksInterleavedMode() throws Exception {
        var unhurried = server.nts().interleaved().withPolls(new PollRange(3, 11, Duration.ofMillis(300)));
        try (var client = new BlockingClient(unhurried)) {
            boolean isInterleaved = false;
            for (int i = 0; i < 10 && !isInterleaved; i++) {
                isInterleaved = client.query().isInterleaved();
            }
            assertTrue(isInterleaved);
        }
    }

    @Test
    void hasTimeAgainAfterTheServerHasForgottenItsKeys() throws Exception {
        try (var other = LoopbackServer.start();
                var client = new BlockingClient(other.nts().withPatience(Duration.ofMillis(200), 3))) {
            client.query();
            other.forgetsItsKeys();

            assertTrue(client.query().isAuthentic());
            assertEquals(2, other.keyExchanges());
        }
    }

    @Test
    void keepsCookiesOverARestart(@TempDir Path folder) throws Exception {
        try (var other = LoopbackServer.start()) {
            var file = folder.resolve("cookies");
            for (int run = 0; run < 12; run++) {
                try (var client = new BlockingClient(other.nts().keptIn(file))) {
                    client.query();
                    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                }
            }
            assertEquals(1, other.keyExchanges(), "the cookies of the first run last, and are replaced");
            assertEquals(Set.of(file), new HashSet<>(Files.list(folder).toList()));
        }
    }

    @Test
    void keepsCookiesThatItCouldNotUse(@TempDir Path folder) throws Exception {
        var file = folder.resolve("cookies");
        try (var client = new BlockingClient(server.nts().keptIn(file))) {
            client.query();
        }
        new BlockingClient(server.nts().keptIn(file)).close();

        long before = server.keyExchanges();
        try (var client = new BlockingClient(server.nts().keptIn(file))) {
            client.query();
        }
        assertEquals(before, server.keyExchanges());
    }

    /** What was kept is taken away before it is used, so that one who dies does not use it again. */
    @Test
    void aCrashCostsAKeyExchangeAndNoCookieTwice(@TempDir Path folder) throws Exception {
        var file = folder.resolve("cookies");
        try (var client = new BlockingClient(server.nts().keptIn(file))) {
            client.query();
        }
        var crashed = new BlockingClient(server.nts().keptIn(file));
        assertTrue(!Files.exists(file));
        crashed.query();
        assertTrue(Files.exists(file), "and others are kept soon");
    }

    @Test
    void aFileOfSomethingElseIsNoReasonToFail(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("cookies"), "something else\n");
        try (var client = new BlockingClient(server.nts().keptIn(file))) {
            assertTrue(client.query().isAuthentic());
        }
    }

    @Test
    void tellsWhenCookiesCannotBeKept(@TempDir Path folder) throws Exception {
        var file = folder.resolve("not-there").resolve("cookies");
        var client = new BlockingClient(server.nts().keptIn(file));

        assertTrue(client.query().isAuthentic(), "the time is good all the same");
        assertTrue(client.storageFailure().isPresent());
        assertThrows(java.io.IOException.class, client::close);
    }

    /** RFC 9109: a port for each request, by the system's own draw; of fifty, a pair may be equal by chance. */
    @Test
    void asksFromAnotherPortEachTime() throws Exception {
        try (var recorder = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var ports = new HashSet<Integer>();
            var settings = ClientSettings.plain("127.0.0.1")
                    .withPort(recorder.getLocalPort())
                    .withPolls(new PollRange(3, 11, Duration.ZERO))
                    .withPatience(Duration.ofMillis(1), 50);
            try (var client = new BlockingClient(settings)) {
                assertThrows(ClientException.class, client::query);
            }
            for (int i = 0; i < 50; i++) {
                var packet = new DatagramPacket(new byte[100], 100);
                recorder.receive(packet);
                ports.add(packet.getPort());
            }
            assertTrue(ports.size() > 45, ports::toString);
            assertTrue(!ports.contains(123));
        }
    }

    @Test
    void givesUpOnAServerThatIsSilent() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertTrouble(
                    Trouble.NO_ANSWER, quick(ClientSettings.plain("127.0.0.1").withPort(silent.getLocalPort())));
        }
    }

    /** The kernel says at once that nobody listens; anybody could forge that, so it ends nothing. */
    @Test
    void waitsOnWhenTheNetworkSaysUnreachable() throws Exception {
        int unused;
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        assertTrouble(Trouble.NO_ANSWER, quick(ClientSettings.plain("127.0.0.1").withPort(unused)));
    }

    @Test
    void givesUpOnAKeyExchangeThatHangs() throws Exception {
        try (var hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertTrouble(Trouble.TLS, quick(server.nts().withPort(hanging.getLocalPort())));
        }
    }

    @Test
    void saysWhereNobodyListens() throws Exception {
        int unused;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        assertTrouble(Trouble.CONNECT, server.nts().withPort(unused));
    }

    @Test
    void saysAtOnceThatANameHasNoAddress() throws Exception {
        try (var client = new BlockingClient(ClientSettings.plain("timeball.invalid"))) {
            var failure = assertTimeout(
                    Duration.ofMillis(1_900), // before another request would be allowed
                    () -> assertThrows(ClientException.class, client::query));
            assertEquals(Trouble.NAME, failure.trouble());
        }
    }

    /** RFC 8915 §4.2: whoever asks again at once is told to wait, without a connection. */
    @Test
    void doesNotTryKeyExchangeAgainAtOnce() throws Exception {
        int unused;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        try (var client = new BlockingClient(server.nts().withPort(unused))) {
            assertThrows(ClientException.class, client::query);
            var again = assertThrows(ClientException.class, client::query);
            assertEquals(Trouble.TOO_SOON, again.trouble());
        }
    }

    private static ClientSettings quick(ClientSettings settings) {
        return settings.withPatience(Duration.ofMillis(20), 2);
    }

    private static void assertTrouble(Trouble trouble, ClientSettings settings) throws Exception {
        var quick = settings.withPolls(new PollRange(3, 11, Duration.ZERO));
        try (var client = new BlockingClient(quick)) {
            assertEquals(
                    trouble, assertThrows(ClientException.class, client::query).trouble());
        }
    }
}
