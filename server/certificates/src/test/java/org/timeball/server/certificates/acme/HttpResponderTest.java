package org.timeball.server.certificates.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Port 80 while an order is under way, as strangers find it. */
class HttpResponderTest {

    private static final String OURS = "GET /.well-known/acme-challenge/token HTTP/1.1\r\n";
    private static final int PATIENCE_MILLIS = 4_000;

    private InetSocketAddress address;
    private HttpResponder responder;

    @BeforeEach
    void open() throws Exception {
        address = Pebble.loopback(Pebble.freePort());
        responder = HttpResponder.open(address, "token", "token.thumbprint");
    }

    @AfterEach
    void close() {
        responder.close();
    }

    private String answer(String request) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** RFC 8555 section 8.3: the key authorization is all there is in the body. */
    @Test
    void answersTheChallengeAndNothingElse() throws Exception {
        var told = answer(OURS + "Host: time.example.org\r\n\r\n");
        assertTrue(told.startsWith("HTTP/1.1 200 OK\r\n"), told);
        assertTrue(told.endsWith("\r\n\r\ntoken.thumbprint"), told);

        for (var other :
                new String[] {"GET / HTTP/1.1\r\n\r\n", "GET /.well-known/acme-challenge/token2 HTTP/1.1\r\n\r\n"}) {
            assertTrue(answer(other).startsWith("HTTP/1.1 404 Not Found\r\n"), other);
        }
    }

    /** A line without an end would otherwise be kept until memory is. */
    @Test
    void readsNoMoreOfALineThanConcernsIt() throws Exception {
        var told = answer("GET /" + "a".repeat(HttpResponder.MOST_OCTETS - "GET /".length()));

        assertEquals("HTTP/1.1 404 Not Found", told.lines().findFirst().orElse(""));
    }
}
