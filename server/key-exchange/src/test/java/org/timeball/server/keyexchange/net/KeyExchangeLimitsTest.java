package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.server.keyexchange.KeyExchangeLimits;

/** What the listener does with clients that take too long, or too many places. */
class KeyExchangeLimitsTest {

    /** Long enough for a handshake on a busy machine, short enough to wait for. */
    private static final KeyExchangeLimits SHORT = new KeyExchangeLimits(Duration.ofSeconds(1), 100, 1_000);

    private static final byte[] HELLO_BEGINS = {22, 3, 1};

    @Test
    void hangsUpOnAClientThatSaysNothing() throws Exception {
        try (var server = new TestServer(SHORT)) {
            try (var socket = TestClient.rawSocket(server)) {
                assertEquals(-1, socket.getInputStream().read());
            }
            assertEquals(Map.of("too slow", 1L), server.failuresAfterClosing());
        }
    }

    @Test
    void hangsUpOnAClientInTheMidstOfItsHello() throws Exception {
        try (var server = new TestServer(SHORT)) {
            try (var socket = TestClient.rawSocket(server)) {
                socket.getOutputStream().write(HELLO_BEGINS);
                assertEquals(-1, socket.getInputStream().read());
            }
            assertEquals(Map.of("too slow", 1L), server.failuresAfterClosing());
        }
    }

    /** RFC 8915 section 4.1.3: what does not arrive in time is a bad request. */
    @Test
    void tellsAClientThatDoesNotAskInTime() throws Exception {
        try (var server = new TestServer(SHORT)) {
            try (var client = TestClient.connect(server)) {
                client.send(Arrays.copyOf(TestClient.REQUEST, 9));

                assertArrayEquals(TestClient.BAD_REQUEST, client.readToEnd());
            }
            assertEquals(Map.of("request too slow", 1L), server.failuresAfterClosing());
        }
    }

    /** A client that has its answer and does not close its side is gone all the same. */
    @Test
    @Timeout(20)
    void doesNotWaitForAClientToLeave() throws Exception {
        try (var server = new TestServer(SHORT);
                var client = TestClient.connect(server)) {
            client.send(TestClient.REQUEST);
            client.readToEnd();

            server.await(0, Connections::size);
            assertEquals(1, server.stats().completed());
        }
    }

    @Test
    @Timeout(20)
    void makesRoomAtTheCostOfTheOldestThatHasNotShakenHands() throws Exception {
        try (var server = new TestServer(new KeyExchangeLimits(Duration.ofSeconds(30), 3, 1_000));
                var secured = connect(server, 1);
                var oldest = TestClient.rawSocket(server);
                var younger = TestClient.rawSocket(server)) {

            assertEquals(8, TestClient.exchange(server).size(), "the newcomer is served");

            assertEquals(-1, oldest.getInputStream().read(), "the oldest is gone");
            assertStands(younger);
            secured.send(TestClient.REQUEST);
            assertEquals(8, TestClient.cookies(secured.readToEnd()).size(), "who has shaken hands stays");
            assertEquals(1L, server.stats().failures().get("connection limit"));
        }
    }

    @Test
    @Timeout(20)
    void makesRoomAtTheCostOfTheOldestWhenAllHaveShakenHands() throws Exception {
        try (var server = new TestServer(new KeyExchangeLimits(Duration.ofSeconds(30), 3, 1_000));
                var oldest = connect(server, 1);
                var younger = connect(server, 2);
                var youngest = connect(server, 3)) {

            assertEquals(8, TestClient.exchange(server).size(), "the newcomer is served");

            assertEquals(0, oldest.readToEnd().length, "cut off without a word");
            for (var client : List.of(younger, youngest)) {
                client.send(TestClient.REQUEST);
                assertEquals(8, TestClient.cookies(client.readToEnd()).size());
            }
        }
    }

    /**
     * Who holds most of the places by shaking hands and then saying nothing must not push out, one after the other,
     * those that are about to.
     */
    @Test
    @Timeout(20)
    void makesRoomAmongThoseThatHaveShakenHandsWhenTheyAreTheMost() throws Exception {
        try (var server = new TestServer(new KeyExchangeLimits(Duration.ofSeconds(30), 4, 1_000));
                var oldest = connect(server, 1);
                var second = connect(server, 2);
                var third = connect(server, 3);
                var honest = TestClient.rawSocket(server);
                var newcomer = TestClient.rawSocket(server)) {
            server.await(2, KeyExchangeLimitsTest::secured);

            assertEquals(0, oldest.readToEnd().length, "the oldest idler is gone");
            assertStands(honest);
            assertStands(newcomer);
            for (var client : List.of(second, third)) {
                client.send(TestClient.REQUEST);
                assertEquals(8, TestClient.cookies(client.readToEnd()).size());
            }
        }
    }

    /** However fast one address opens connections, another's have all the time that the deadline gives. */
    @Test
    @Timeout(20)
    void makesRoomAtTheCostOfTheAddressThatHoldsTheMost() throws Exception {
        var held = new ArrayList<Socket>();
        try (var server = new TestServer(new KeyExchangeLimits(Duration.ofSeconds(30), 4, 1_000));
                var honest = new Socket(
                        server.address().getAddress(),
                        server.address().getPort(),
                        InetAddress.ofLiteral("127.0.0.2"),
                        0)) {
            for (int i = 0; i < 20; i++) {
                held.add(TestClient.rawSocket(server));
            }
            assertEquals(8, TestClient.exchange(server).size(), "all of them have been accepted");

            assertStands(honest);
            assertStands(held.getLast());
            assertEquals(-1, held.getFirst().getInputStream().read());
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
    }

    @Test
    @Timeout(20)
    void holdsThemToOtherLimitsAtOnce() throws Exception {
        try (var server = new TestServer(new KeyExchangeLimits(Duration.ofSeconds(30), 10, 10));
                var secured = connect(server, 1);
                var oldest = TestClient.rawSocket(server);
                var younger = TestClient.rawSocket(server)) {
            server.await(3, Connections::size);

            server.adopt(new KeyExchangeLimits(Duration.ofSeconds(1), 2, 10));

            assertEquals(-1, oldest.getInputStream().read(), "one too many stood");
            try (var late = TestClient.rawSocket(server)) {
                assertEquals(-1, younger.getInputStream().read(), "and then again");
                assertEquals(-1, late.getInputStream().read(), "its deadline is the new one");
            }
            secured.send(TestClient.REQUEST);
            assertEquals(8, TestClient.cookies(secured.readToEnd()).size(), "who came before has the old one");
        }
    }

    private static int secured(Connections connections) {
        return connections.sizeAt(Connections.Stage.SECURED);
    }

    /** Connects so that the server, too, has seen the end of the handshake. */
    private static TestClient connect(TestServer server, int secured) throws Exception {
        var client = TestClient.connect(server);
        server.await(secured, KeyExchangeLimitsTest::secured);
        return client;
    }

    /** Nothing to read, and not the end either. */
    private static void assertStands(Socket socket) throws Exception {
        socket.setSoTimeout(1);
        try {
            assertEquals(0, socket.getInputStream().read(), "the server hung up");
        } catch (SocketTimeoutException stands) {
            assertTrue(socket.isConnected());
        }
    }

    @Test
    void servesHonestClientsAmongManyThatHoldOn() throws Exception {
        var held = new ArrayList<Socket>();
        try (var server = new TestServer(new KeyExchangeLimits(Duration.ofSeconds(30), 50, 1_000))) {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 20; i++) {
                    held.add(TestClient.rawSocket(server));
                }
                assertEquals(8, TestClient.exchange(server).size());
            }
            assertTrue(server.stats().failures().get("connection limit") >= 350, server.stats()::toString);
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
    }
}
