package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.keyexchange.net.tls.EngineClient;
import org.timeball.server.keyexchange.net.tls.ServedCertificates;
import org.timeball.server.keyexchange.net.tls.TestCertificates;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.protocol.KeyExporter;

/**
 * RFC 8915 §4: one response and close_notify end every exchange, whatever it was, seen from a client that looks at each
 * TLS record.
 */
class LastWordsTest {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final String ERROR_0 = "80020002000080000000";
    private static final String ERROR_1 = "80020002000180000000";
    private static final byte[] ERROR_2 = HexFormat.of().parseHex("80020002000280000000");

    /** All that the server said after the handshake, and whether close_notify was its end. */
    private record Farewell(byte[] said, boolean isClosedByTheBook) {}

    private static Farewell ask(InetSocketAddress server, byte[] request) throws IOException {
        try (var socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            var client = new EngineClient();
            byte[] buffer = new byte[20_000];
            while (!client.isSecured()) {
                socket.getOutputStream().write(client.flight());
                if (!client.isSecured()) {
                    client.take(Arrays.copyOf(buffer, socket.getInputStream().read(buffer)));
                }
            }
            socket.getOutputStream().write(client.flight());
            socket.getOutputStream().write(client.sealed(request));
            client.take(socket.getInputStream().readAllBytes());
            return new Farewell(client.said(), client.isServerClosed());
        }
    }

    record Row(String name, String request, String beginning) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(
                    "cookies",
                    "800100020000" + "80040002000f" + "80000000",
                    "800100020000" + "80040002000f" + "00050068"),
            new Row("no protocol in common", "800100028001" + "80000000", "8001000080000000"),
            new Row("no AEAD in common", "800100020000" + "80040002ffff" + "80000000", "8001000200008004000080000000"),
            new Row("unrecognised critical record", "c000000080000000", ERROR_0),
            new Row("bad request", "80000000", ERROR_1),
            new Row("a record without end", "4000ffff", ERROR_1));

    @ParameterizedTest
    @FieldSource("ROWS")
    void everyExchangeEndsByTheBook(Row row) throws Exception {
        try (var server = new TestServer(TestServer.PATIENT)) {
            var farewell = ask(server.address(), HexFormat.of().parseHex(row.request));

            String said = HexFormat.of().formatHex(farewell.said);
            assertTrue(said.startsWith(row.beginning), said);
            assertTrue(said.endsWith("80000000"), "End of Message: " + said);
            assertTrue(farewell.isClosedByTheBook, "close_notify is the last word");
        }
    }

    /** §4.1.3: a request that is not complete in time is told so, and the connection ended as any other. */
    @Test
    void aRequestThatIsLateEndsByTheBook() throws Exception {
        try (var server = new TestServer(new KeyExchangeLimits(Duration.ofSeconds(1), 100, 1_000))) {
            var farewell = ask(server.address(), HexFormat.of().parseHex("8001"));

            assertEquals(ERROR_1, HexFormat.of().formatHex(farewell.said));
            assertTrue(farewell.isClosedByTheBook);
        }
    }

    /** §4.1.3: whatever goes wrong within, the client hears of it. */
    @Test
    void saysThatItFailedWhereItDid() throws Exception {
        KeyExporter broken = (_, _, _) -> {
            throw new IllegalStateException("a fault of ours, made by the test");
        };
        var counters = new KeyExchangeCounters();
        var jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
        try (var listener = KeyExchangeListener.bind(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new ServedCertificates(List.of(TestCertificates.issued("localhost"))),
                (_, terms) -> new KeyExchangeSession(KeyExchangePolicy.SAME_HOST, jar, broken, terms),
                TestServer.PATIENT,
                counters,
                new PoolDesk(PoolDesk.IDLE))) {
            var farewell = ask(listener.address(), TestClient.REQUEST);

            assertArrayEquals(ERROR_2, farewell.said);
            assertTrue(farewell.isClosedByTheBook);
        }
        assertEquals(Map.of("internal error", 1L), counters.stats().failures());
    }
}
