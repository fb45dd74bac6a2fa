package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;

/** The listener against the JDK's client and bare sockets. */
class KeyExchangeListenerTest {

    private TestServer server;

    @BeforeEach
    void open() throws Exception {
        server = new TestServer(TestServer.PATIENT);
    }

    /** Whatever a test did, every connection has ended in one way and is counted once. */
    @AfterEach
    void closeAndBalance() {
        server.close();
        var stats = server.stats();
        long failed =
                stats.failures().values().stream().mapToLong(Long::longValue).sum();
        assertEquals(stats.connections(), stats.completed() + failed, stats::toString);
    }

    @Test
    void givesEightCookiesWithTheKeysOfBothEnds() throws Exception {
        try (var client = TestClient.connect(server)) {
            client.send(TestClient.REQUEST);
            var cookies = TestClient.cookies(client.readToEnd());

            assertEquals(8, cookies.size());
            for (byte[] cookie : cookies) {
                var keys = server.jar.open(cookie).orElseThrow();
                assertEquals(AeadAlgorithm.AES_SIV_CMAC_256, keys.algorithm());
                assertArrayEquals(client.exportedKey(0), keys.clientToServer());
                assertArrayEquals(client.exportedKey(1), keys.serverToClient());
            }
        }
        assertEquals(1, server.stats().completed());
    }

    @Test
    void everyConnectionHasItsOwnKeys() throws Exception {
        var first = server.jar.open(TestClient.exchange(server).getFirst()).orElseThrow();
        var second = server.jar.open(TestClient.exchange(server).getFirst()).orElseThrow();

        assertFalse(Arrays.equals(first.clientToServer(), second.clientToServer()));
    }

    /** Some clients read once and take what that brings for the answer. */
    @Test
    void answersInOneTlsRecord() throws Exception {
        try (var client = TestClient.connect(server)) {
            client.send(TestClient.REQUEST);

            var records = TestClient.parse(client.readOnce());

            assertEquals(0x8000, records.getLast().type(), "End of Message");
            assertEquals(0, client.readOnce().length, "and that is all");
        }
    }

    @Test
    void answersARequestInRecordsOfOneOctet() throws Exception {
        try (var client = TestClient.connect(server)) {
            for (byte octet : TestClient.REQUEST) {
                client.send(new byte[] {octet});
            }
            assertEquals(8, TestClient.cookies(client.readToEnd()).size());
        }
    }

    @Test
    void answersAClientThatClosesItsSideAfterAsking() throws Exception {
        try (var client = TestClient.connect(server)) {
            client.send(TestClient.REQUEST);
            client.closeOutput();

            assertEquals(8, TestClient.cookies(client.readToEnd()).size());
        }
    }

    record Request(String name, String hex, String failure) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Request> REQUESTS = List.of(
            new Request("empty message", "80000000", "bad request"),
            new Request("unknown critical record", "c0000000" + "80000000", "unrecognised critical record"),
            new Request("unknown protocol", "800100028001" + "80000000", "no common protocol"),
            new Request("unknown AEAD", "800100020000" + "80040002ffff" + "80000000", "no common AEAD"),
            new Request("more than a request may have", "4000ffff" + "00".repeat(6_000), "bad request"));

    /** The protocol's own table is elsewhere: this is that its answers arrive and are counted. */
    @ParameterizedTest
    @FieldSource("REQUESTS")
    void tellsAClientWhatItDidWrong(Request row) throws Exception {
        try (var client = TestClient.connect(server)) {
            client.send(HexFormat.of().parseHex(row.hex));
            byte[] answer = client.readToEnd();

            assertEquals(0x8000, TestClient.parse(answer).getLast().type(), "End of Message");
            assertEquals(List.of(), TestClient.cookies(answer));
        }
        assertEquals(Map.of(row.failure, 1L), server.failuresAfterClosing());
    }

    @Test
    void tellsAClientThatClosesItsSideTooEarly() throws Exception {
        try (var client = TestClient.connect(server)) {
            client.send(Arrays.copyOf(TestClient.REQUEST, 7));
            client.closeOutput();

            assertArrayEquals(TestClient.BAD_REQUEST, client.readToEnd());
        }
    }

    record Offer(String name, String version, List<String> protocols, String alert, String failure) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Offer> OFFERS = List.of(
            new Offer("no ALPN", "TLSv1.3", List.of(), "no_application_protocol", "no ALPN"),
            new Offer("wrong ALPN", "TLSv1.3", List.of("h2", "ntske/2"), "no_application_protocol", "no ALPN"),
            new Offer("TLS 1.2", "TLSv1.2", List.of("ntske/1"), "protocol_version", "TLS version too old"));

    @ParameterizedTest
    @FieldSource("OFFERS")
    void refusesInTheHandshake(Offer row) {
        var refusal = assertThrows(
                SSLHandshakeException.class,
                () -> TestClient.connect(server, row.version, row.protocols.toArray(String[]::new)));

        assertTrue(refusal.getMessage().contains(row.alert), refusal.getMessage());
        assertEquals(Map.of(row.failure, 1L), server.failuresAfterClosing());
    }

    record Noise(String name, String failure, byte[] octets) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Noise> NOISES = List.of(
            new Noise(
                    "HTTP", "not TLS", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
            new Noise(
                    "SSLv2 hello",
                    "not TLS",
                    HexFormat.of().parseHex("802e0100020015000000100100800700c0" + "00".repeat(32))),
            new Noise("zeros", "not TLS", new byte[200]),
            new Noise(
                    "application data before any handshake",
                    "not TLS",
                    HexFormat.of().parseHex("1703030004" + "00000000")),
            new Noise("an NTP packet", "not TLS", HexFormat.of().parseHex("23" + "00".repeat(47))),
            new Noise(
                    "a ClientHello that does not decode",
                    "TLS alert sent: decode_error",
                    HexFormat.of().parseHex("1603010008" + "01000004" + "03030000")),
            new Noise(
                    "a ClientHello without end",
                    "TLS alert sent: internal_error",
                    HexFormat.of().parseHex("1603010004" + "01ffffff")));

    @ParameterizedTest
    @FieldSource("NOISES")
    void hangsUpOnWhatIsNoTls(Noise row) throws Exception {
        try (var socket = TestClient.rawSocket(server)) {
            socket.getOutputStream().write(row.octets);
            drain(socket);
        }
        assertEquals(8, TestClient.exchange(server).size(), "the next client is served");
        assertEquals(Map.of(row.failure, 1L), server.failuresAfterClosing());
    }

    /** To the end of the stream; a reset is an end too. */
    private static void drain(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException reset) {
            assertFalse(reset instanceof SocketTimeoutException, "the server did not hang up");
        }
    }

    @Test
    @Timeout(60)
    void survivesClientsThatDropAtEveryOctet() throws Exception {
        byte[] hello = HexFormat.of()
                .parseHex("160301003c" + "01000038" + "0303" + "11".repeat(32) + "00" + "00021301" + "0100" + "000d"
                        + "002b00050403040303" + "ffff0000");
        for (int octets = 0; octets <= hello.length; octets++) {
            try (var socket = TestClient.rawSocket(server)) {
                socket.getOutputStream().write(hello, 0, octets);
            }
        }
        for (int octets = 0; octets <= TestClient.REQUEST.length; octets++) {
            try (var client = TestClient.connect(server)) {
                client.send(Arrays.copyOf(TestClient.REQUEST, octets));
            }
        }
        server.await(0, Connections::size);
        assertEquals(8, TestClient.exchange(server).size());
    }

    @Test
    void cutsOffAClientWithoutEnd() throws Exception {
        try (var client = TestClient.connect(server)) {
            byte[] records = HexFormat.of().parseHex("40000000".repeat(256)); // unknown, not critical, empty
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 10_000; i++) {
                    client.send(records);
                }
            });
        }
        assertEquals(8, TestClient.exchange(server).size());
        assertEquals(Map.of("bad request", 1L), server.failuresAfterClosing());
    }

    @Test
    void namesTheAddressThatIsTaken() {
        var taken = server.address();

        var refusal = assertThrows(ListenException.class, () -> server.bind(taken, TestServer.PATIENT));

        assertEquals(
                "cannot listen for key exchange on TCP 127.0.0.1 port %1$d: Address already in use; find who holds it with: ss -ltnp sport = :%1$d, or name another port"
                        .formatted(taken.getPort()),
                refusal.getMessage());
    }

    @Test
    void namesAnAddressThatIsNotOurs() {
        var foreign = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4460); // RFC 5737: nobody's

        var refusal = assertThrows(ListenException.class, () -> server.bind(foreign, TestServer.PATIENT));

        assertTrue(refusal.getMessage().endsWith("or 0.0.0.0 or [::] for all of them"), refusal.getMessage());
    }

    @Test
    void freesItsAddressAndItsClientsWhenClosed() throws Exception {
        var idle = new ArrayList<Socket>();
        for (int i = 0; i < 3; i++) {
            idle.add(TestClient.rawSocket(server));
        }
        TestClient.exchange(server); // so that the idle ones have been accepted too

        server.close();

        for (var socket : idle) {
            drain(socket);
            socket.close();
        }
        server.bind(server.address(), TestServer.PATIENT).close();
    }

    /**
     * As with the NTP sockets: a client that exchanged keys by IPv6 goes on to ask for time by IPv6, where nobody would
     * answer.
     */
    @Test
    void anIpv4AddressTakesIpv4Alone() throws Exception {
        try (var everywhere = server.bind(new InetSocketAddress("0.0.0.0", 0), TestServer.PATIENT)) {
            int port = everywhere.address().getPort();

            assertThrows(ConnectException.class, () -> new Socket("::1", port).close());
            new Socket("127.0.0.1", port).close();
        }
    }

    @Test
    void anIpv6AddressIsListenedOn() throws Exception {
        try (var sixth = server.bind(new InetSocketAddress("::1", 0), TestServer.PATIENT)) {
            new Socket("::1", sixth.address().getPort()).close();
            assertInstanceOf(Inet6Address.class, sixth.address().getAddress());
        }
    }

    /** What a watchdog goes by: a thread that is held up comes round no more, and hears nobody. */
    @Test
    @Timeout(60)
    void comesRoundUntilItsThreadHangs() throws Exception {
        var hangs = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        Sessions stuck = (exporter, terms) -> {
            hangs.countDown();
            awaitUninterruptibly(goesOn);
            return new KeyExchangeSession(KeyExchangePolicy.SAME_HOST, server.jar, exporter, terms);
        };
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var listener = KeyExchangeListener.bind(
                here, server.certificates, stuck, TestServer.PATIENT, new KeyExchangeCounters(), server.pools)) {
            awaitRound(listener);
            var honest = Thread.ofVirtual().start(() -> exchange(listener.address()));
            hangs.await();
            long rounds = listener.rounds();
            try (var ignored = new Socket(here.getAddress(), listener.address().getPort())) {
                ignored.setSoTimeout(700);
                ignored.getOutputStream().write(new byte[] {1, 2, 3, 4, 5});
                assertThrows(
                        SocketTimeoutException.class,
                        () -> ignored.getInputStream().read());
            }
            assertEquals(rounds, listener.rounds());
            goesOn.countDown();
            honest.join();
            awaitRound(listener);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new AssertionError(ended);
        }
    }

    private static void awaitRound(KeyExchangeListener listener) {
        for (long before = listener.rounds(); listener.rounds() == before; ) {
            Thread.onSpinWait();
        }
    }

    private static void exchange(InetSocketAddress address) {
        try {
            assertEquals(8, TestClient.exchange(address).size());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void refusesLimitsThatLetNobodyIn() {
        assertThrows(IllegalArgumentException.class, () -> new KeyExchangeLimits(Duration.ZERO, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new KeyExchangeLimits(Duration.ofSeconds(1), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new KeyExchangeLimits(Duration.ofSeconds(1), 1, 0));
    }
}
