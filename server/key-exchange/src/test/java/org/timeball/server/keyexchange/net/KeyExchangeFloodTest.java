package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.server.keyexchange.KeyExchangeLimits;

/** Those who want the port for themselves, with the limits as shipped. Each case names its number in the catalogue. */
@Timeout(120)
class KeyExchangeFloodTest {

    private static final int HONEST = 20;

    private static void assertServesHonestClients(TestServer server) throws Exception {
        for (int i = 0; i < HONEST; i++) {
            assertEquals(8, TestClient.exchange(server).size(), "exchange " + i);
        }
    }

    /** K4: a thousand held and opened again as fast as they are closed, from one address and from many. */
    @ParameterizedTest
    @ValueSource(ints = {1, 250})
    void servesEveryHonestClientWhileAThousandAreHeld(int addresses) throws Exception {
        try (var server = new TestServer(KeyExchangeLimits.DEFAULT)) {
            assertServesHonestClients(server);
            try (var crowd = new Crowd(server.address(), 1_000, addresses)) {
                crowd.comeAgain();
                assertServesHonestClients(server);
                assertTrue(crowd.reopened() > 0, "the crowd was pushed out and came again");
            }
            server.await(0, Connections::size); // every descriptor is given back
            String limit = addresses == 1 ? "connection limit of a network" : "connection limit";
            assertTrue(server.stats().failures().get(limit) > 400, server.stats()::toString);
            assertEquals(2 * HONEST, server.stats().completed());
        }
    }

    /** K5: an octet now and then keeps no connection longer than the deadline. */
    @Test
    void hangsUpOnClientsThatDrip() throws Exception {
        var limits = new KeyExchangeLimits(Duration.ofSeconds(2), 512, 512);
        byte[] hello = HexFormat.of().parseHex("1603010200010001fc0303" + "11".repeat(501));
        try (var server = new TestServer(limits);
                var crowd = new Crowd(server.address(), 200, 1)) {
            crowd.drip(hello);
            for (int i = 0; i < 10; i++) {
                assertEquals(8, TestClient.exchange(server).size(), "exchange " + i);
            }
            server.await(0, Connections::size);
            assertEquals(200L, server.stats().failures().get("too slow"), server.stats()::toString);
        }
    }

    /** K7: a record longer than TLS allows is refused by its header. */
    @Test
    void refusesARecordThatIsTooLong() throws Exception {
        try (var server = new TestServer(KeyExchangeLimits.DEFAULT)) {
            for (int i = 0; i < 200; i++) {
                try (var socket = TestClient.rawSocket(server)) {
                    socket.getOutputStream().write(HexFormat.of().parseHex("160301ffff" + "00".repeat(2_000)));
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException reset) {
                    assertTrue(server.stats().connections() > 0, "the end of a stream, too");
                }
            }
            assertEquals(8, TestClient.exchange(server).size());
            assertEquals(200L, server.failuresAfterClosing().get("TLS alert sent: record_overflow"));
        }
    }

    /** K6: with hardly any descriptors left, those who hold them go, and honest clients come in within moments. */
    @Test
    void survivesTheEndOfItsFileDescriptors() throws Exception {
        var child = starved();
        var held = new ArrayList<Socket>();
        try (BufferedReader said = child.inputReader()) {
            int port = Integer.parseInt(said.readLine().strip());
            for (int i = 0; i < 500; i++) {
                held.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            var before = child.info().totalCpuDuration().orElseThrow();
            long beganNanos = System.nanoTime();
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);

            assertEquals(8, TestClient.exchange(address).size(), "an honest client among 500 that hold on");

            var took = Duration.ofNanos(System.nanoTime() - beganNanos);
            var spent = child.info().totalCpuDuration().orElseThrow().minus(before);
            assertTrue(child.isAlive());
            assertTrue(spent.compareTo(Duration.ofSeconds(3)) < 0, () -> "CPU " + spent + " in " + took);
        } finally {
            child.destroyForcibly().waitFor();
            for (var socket : held) {
                socket.close();
            }
        }
    }

    /** The same server in a JVM with 128 descriptors, most of which its own files take. */
    private static Process starved() throws IOException {
        try {
            return new ProcessBuilder(
                            "prlimit",
                            "--nofile=128",
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-XX:+UseSerialGC",
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            StarvedServer.class.getName())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            return Assumptions.abort("skipped: prlimit is not here");
        }
    }
}
