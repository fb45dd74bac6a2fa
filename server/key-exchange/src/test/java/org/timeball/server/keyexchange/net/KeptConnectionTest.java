package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.pool.PoolMembership;
import org.timeball.server.protocol.pool.PoolToken;

/** Connections that a pool keeps, by a real TLS client over loopback. */
@Timeout(60)
class KeptConnectionTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String TOKEN = "46c192a553d28e1db7d59e3377b34270a0c8811e27411a32a15d51d56c3ee9b3";
    private static final String OTHER_TOKEN = "0123456789abcdef".repeat(4);

    /** Token, algorithms, protocols, keep alive, end (the draft's support request). */
    private static final byte[] SUPPORT = message(TOKEN, "800a000080090000" + "00080000");

    private static final byte[] SUPPORT_ONCE = message(TOKEN, "800a000080090000");
    private static final byte[] LISTS_AND_STAY =
            HEX.parseHex("800a0010000f00200010003000110040001e0010" + "800900020000" + "00080000" + "80000000");

    private static final byte[] FIXED_KEYS =
            message(TOKEN, "800c0040" + "a5".repeat(32) + "5a".repeat(32) + "80010002000080040002000f" + "00080000");

    private static final byte[] ERROR_0 = HEX.parseHex("80020002000080000000");

    private TestServer server = new StartedServer(TestServer.PATIENT).server;

    /** A server with one pool; a class because a field's initializer may not throw. */
    private static final class StartedServer {
        final TestServer server;

        StartedServer(KeyExchangeLimits limits) {
            try {
                server = new TestServer(limits);
            } catch (ListenException failure) {
                throw new IllegalStateException(failure);
            }
            adopt(server, 2, TOKEN);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static byte[] message(String token, String records) {
        return HEX.parseHex(
                "000e0040" + HEX.formatHex(token.getBytes(StandardCharsets.US_ASCII)) + records + "80000000");
    }

    private static void adopt(TestServer server, int places, String... tokens) {
        var all = new ArrayList<PoolToken>();
        for (String token : tokens) {
            if (PoolToken.of(token) instanceof Decoded.Ok<PoolToken>(var good)) {
                all.add(good);
            }
        }
        server.pools.adopt(List.of(new PoolDesk.Guest(new PoolMembership("demo", false, all), places)));
    }

    private static byte[] ask(TestClient client, byte[] request) throws Exception {
        client.send(request);
        return client.readOnce();
    }

    @Test
    void answersAsOftenAsAPoolAsks() throws Exception {
        try (var client = TestClient.connect(server)) {
            assertArrayEquals(LISTS_AND_STAY, ask(client, SUPPORT));
            for (int i = 0; i < 100; i++) {
                var cookies = TestClient.cookies(ask(client, FIXED_KEYS));
                assertEquals(8, cookies.size());
                var keys = server.jar.open(cookies.getLast()).orElseThrow();
                assertEquals("a5".repeat(32), HEX.formatHex(keys.clientToServer()));
                assertEquals("5a".repeat(32), HEX.formatHex(keys.serverToClient()));
            }
            assertArrayEquals(LISTS_AND_STAY, ask(client, SUPPORT));
            server.await(1, Connections::kept);
        }
        server.await(0, Connections::kept);
        var tally = server.pools.readings(System.nanoTime()).get("demo");
        assertEquals(2, tally.lists());
        assertEquals(100, tally.cookies());
        assertEquals(0, tally.refused());
        assertEquals(0, tally.connections());
        assertEquals(1, server.stats().connections());
        assertEquals(1, server.stats().completed());
        assertTrue(server.failuresAfterClosing().isEmpty());
    }

    /** The keys of the moment seal, not those of when the connection came. */
    @Test
    void sealsWithTheMasterKeyOfTheMoment() throws Exception {
        try (var client = TestClient.connect(server)) {
            ask(client, FIXED_KEYS);
            server.jar.replaceRing(CookieKeyRing.create(new SecureRandom(), 1));
            var cookie = TestClient.cookies(ask(client, FIXED_KEYS)).getFirst();
            assertTrue(server.jar.open(cookie).isPresent());
        }
    }

    @Test
    void takesARequestInPieces() throws Exception {
        try (var client = TestClient.connect(server)) {
            ask(client, SUPPORT);
            for (byte octet : SUPPORT_ONCE) {
                client.send(new byte[] {octet});
            }
            byte[] rest = client.readToEnd();
            assertEquals(LISTS_AND_STAY.length - 4, rest.length);
        }
    }

    @Test
    void closesWhenThePoolDoesNotAskToStay() throws Exception {
        try (var client = TestClient.connect(server)) {
            ask(client, SUPPORT);
            client.send(SUPPORT_ONCE);
            assertEquals(LISTS_AND_STAY.length - 4, client.readToEnd().length);
        }
        server.await(0, Connections::kept);
    }

    @Test
    void givesNoKeysOfItsOwnWhereAPoolAsked() throws Exception {
        try (var client = TestClient.connect(server)) {
            ask(client, SUPPORT);
            client.send(TestClient.REQUEST);
            assertArrayEquals(TestClient.BAD_REQUEST, client.readToEnd());
        }
    }

    @Test
    void endsAtTheNextRequestWhenTheTokenIsRevoked() throws Exception {
        try (var client = TestClient.connect(server)) {
            ask(client, SUPPORT);
            adopt(server, 2, OTHER_TOKEN);
            client.send(SUPPORT);
            assertArrayEquals(ERROR_0, client.readToEnd());
        }
        var wrong = server.pools.wrongTokens(System.nanoTime());
        assertEquals(1, wrong.total());
        assertEquals(1, wrong.networks());
    }

    @Test
    void takesTheOldTokenBesideTheNew() throws Exception {
        adopt(server, 2, TOKEN, OTHER_TOKEN);
        try (var client = TestClient.connect(server)) {
            assertArrayEquals(LISTS_AND_STAY, ask(client, SUPPORT));
            assertArrayEquals(LISTS_AND_STAY, ask(client, message(OTHER_TOKEN, "800a00008009000000080000")));
        }
        assertEquals(
                2, server.pools.readings(System.nanoTime()).get("demo").tokens().size());
    }

    /** A third is answered, and closed; when one goes there is a place again. */
    @Test
    void keepsNoMoreThanThePoolHasPlaces() throws Exception {
        try (var first = TestClient.connect(server)) {
            ask(first, SUPPORT);
            try (var second = TestClient.connect(server);
                    var third = TestClient.connect(server)) {
                ask(second, SUPPORT);
                third.send(SUPPORT);
                assertEquals(LISTS_AND_STAY.length - 4, third.readToEnd().length);
            }
            server.await(1, Connections::kept);
            try (var fourth = TestClient.connect(server)) {
                assertArrayEquals(LISTS_AND_STAY, ask(fourth, SUPPORT));
            }
        }
    }

    /** The limits of the crowd are the crowd's. */
    @Test
    void isNotPushedOutByACrowd() throws Exception {
        server.close();
        server = new StartedServer(new KeyExchangeLimits(Duration.ofSeconds(30), 4, 2)).server;
        try (var pool = TestClient.connect(server)) {
            ask(pool, SUPPORT);
            var crowd = new ArrayList<Socket>();
            for (int i = 0; i < 8; i++) {
                crowd.add(TestClient.rawSocket(server));
            }
            server.await(2, Connections::size);
            assertArrayEquals(LISTS_AND_STAY, ask(pool, SUPPORT));
            for (var one : crowd) {
                one.close();
            }
        }
    }

    /** The deadline is a request's: pauses are not counted, a request that stays unfinished is told so. */
    @Test
    void givesEveryRequestItsTime() throws Exception {
        server.close();
        server = new StartedServer(new KeyExchangeLimits(Duration.ofMillis(1_500), 4, 2)).server;
        try (var client = TestClient.connect(server)) {
            ask(client, SUPPORT);
            // Longer than a connection that is not kept may stand: one that has not said anything goes meanwhile.
            try (var silent = TestClient.rawSocket(server)) {
                assertEquals(-1, silent.getInputStream().read());
            }
            assertArrayEquals(LISTS_AND_STAY, ask(client, SUPPORT));
            client.send(new byte[] {0});
            assertArrayEquals(TestClient.BAD_REQUEST, client.readToEnd());
        }
    }

    @Test
    void closesWhatDoesNothing() throws Exception {
        server.close();
        server = new TestServer(TestServer.PATIENT, Duration.ofMillis(200));
        adopt(server, 2, TOKEN);
        try (var client = TestClient.connect(server)) {
            ask(client, SUPPORT);
            assertEquals(0, client.readToEnd().length);
        }
        server.await(0, Connections::kept);
    }

    /** More than a connection of one request may send in all. */
    @Test
    void countsTheOctetsOfEachRequestByThemselves() throws Exception {
        try (var client = TestClient.connect(server)) {
            for (int octets = 0; octets < 128 * 1_024; octets += FIXED_KEYS.length) {
                assertEquals(8, TestClient.cookies(ask(client, FIXED_KEYS)).size());
            }
        }
    }

    @Test
    void endsWithTheServer() throws Exception {
        try (var client = TestClient.connect(server)) {
            ask(client, SUPPORT);
            server.await(1, Connections::kept);
            assertTrue(server.failuresAfterClosing().isEmpty());
        }
        assertEquals(0, server.pools.readings(System.nanoTime()).get("demo").connections());
    }
}
