package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.client.NtpServer;

/** Connections to servers with several addresses, of which some are dead, over loopback. */
@Timeout(60)
class ConnectingTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(1);

    /** The addresses of the tests' server: the first three listen where a test says so. */
    private static final List<InetAddress> ADDRESSES = IntStream.rangeClosed(2, 20)
            .mapToObj(last -> address("127.0.0." + last))
            .toList();

    private static InetAddress address(String words) {
        try {
            return InetAddress.getByName(words);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(words + " is an address", impossible);
        }
    }

    /** An address from which nothing comes: its queue of connections is full, so the kernel answers no more of them. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket listening;
        private final List<SocketChannel> queued = new ArrayList<>();

        Silent(InetAddress address, int port) throws IOException {
            listening = new ServerSocket(port, 1, address);
            for (int i = 0; i < 3; i++) {
                var channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(listening.getLocalSocketAddress());
                queued.add(channel);
            }
        }

        @Override
        public void close() throws IOException {
            for (var channel : queued) {
                channel.close();
            }
            listening.close();
        }
    }

    private static Socket connect(Duration patience, int port, List<InetAddress> addresses) throws ClientException {
        return KeyExchangeConnection.connect(
                addresses, new NtpServer("localhost.", port), System.nanoTime() + patience.toNanos());
    }

    @Test
    void leavesSilentAddressesBehindWithinASecond() throws Exception {
        try (var server = new ServerSocket(0, 1, ADDRESSES.get(2));
                var _ = new Silent(ADDRESSES.get(0), server.getLocalPort());
                var _ = new Silent(ADDRESSES.get(1), server.getLocalPort());
                var socket = assertTimeout(SOON, () -> connect(LONG, server.getLocalPort(), ADDRESSES))) {
            assertEquals(server.getLocalSocketAddress(), socket.getRemoteSocketAddress());
            assertIsHeard(socket, server);
        }
    }

    @Test
    void goesOnAtOnceFromAnAddressThatRefuses() throws Exception {
        try (var server = new ServerSocket(0, 1, ADDRESSES.getLast());
                var socket = assertTimeout(SOON, () -> connect(LONG, server.getLocalPort(), ADDRESSES))) {
            assertIsHeard(socket, server);
        }
    }

    private static void assertIsHeard(Socket socket, ServerSocket server) throws IOException {
        socket.getOutputStream().write(42);
        try (var accepted = server.accept()) {
            assertEquals(42, accepted.getInputStream().read());
        }
    }

    @Test
    void saysWhoRefusedLast() throws Exception {
        int nobodys = nobodys();
        var refused =
                assertTimeout(SOON, () -> assertThrows(ClientException.class, () -> connect(LONG, nobodys, ADDRESSES)));
        assertEquals(Trouble.CONNECT, refused.trouble());
        assertEquals(
                "no connection to localhost (127.0.0.20 port " + nobodys + "): Connection refused",
                refused.getMessage());
    }

    private static int nobodys() throws IOException {
        try (var socket = new ServerSocket(0, 1, ADDRESSES.getFirst())) {
            return socket.getLocalPort();
        }
    }

    /** One that is silent may be slow, so it is waited for as long as there is patience, whoever else refuses. */
    @Test
    void waitsForTheSilentAlone() throws Exception {
        int port = nobodys();
        try (var _ = new Silent(ADDRESSES.getFirst(), port)) {
            for (int count = 1; count <= 3; count++) {
                var addresses = ADDRESSES.subList(0, count);
                long began = System.nanoTime();
                assertThrows(ClientException.class, () -> connect(Duration.ofMillis(600), port, addresses));
                assertTrue(System.nanoTime() - began >= 590_000_000, addresses::toString);
            }
        }
    }

    /** @param addresses that a name has, and in which order they are tried; 4 and 6 say of which family they are */
    record Row(String addresses, String order) {}

    static final List<Row> ROWS = List.of(
            new Row("4a", "4a"),
            new Row("6a 6b", "6a 6b"),
            new Row("6a 6b 6c 4a", "6a 4a 6b 6c"),
            new Row("4a 4b 6a 6b 6c", "4a 6a 4b 6b 6c"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void triesTheFamiliesInTurn(Row row) {
        var all = addresses(row.addresses);
        assertEquals(addresses(row.order), AddressFamily.ANY.alternating(all.toArray(InetAddress[]::new)));
        assertEquals(
                all.stream().filter(Inet4Address.class::isInstance).toList(),
                AddressFamily.IPV4.alternating(all.toArray(InetAddress[]::new)));
    }

    private static List<InetAddress> addresses(String words) {
        return Stream.of(words.split(" "))
                .map(word -> address((word.charAt(0) == '4' ? "192.0.2." : "2001:db8::") + (int) word.charAt(1)))
                .toList();
    }
}
