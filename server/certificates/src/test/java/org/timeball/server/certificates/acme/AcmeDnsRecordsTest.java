package org.timeball.server.certificates.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.timeball.server.certificates.OrderException;

/**
 * Asked is a server that takes what the acme-dns project documents for its update endpoint, and refuses all else by 401 as it
 * does; Debian has no package of the real one.
 */
class AcmeDnsRecordsTest {

    private static final String NAME = "_acme-challenge.time.example.org";
    private static final String SUBDOMAIN = "d420c923-bbd7-4056-ab64-c3ca54c9b3cf";
    private static final String TEXT = "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0";

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/update", this::update);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void update(HttpExchange asked) throws IOException {
        var body = new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isKnown = "POST".equals(asked.getRequestMethod())
                && "user".equals(asked.getRequestHeaders().getFirst("X-Api-User"))
                && "hunter2".equals(asked.getRequestHeaders().getFirst("X-Api-Key"));
        if (isKnown) {
            bodies.add(body);
        }
        byte[] answer = (isKnown ? "{\"txt\": \"" + TEXT + "\"}" : "{\"error\": \"forbidden\"}")
                .getBytes(StandardCharsets.UTF_8);
        asked.sendResponseHeaders(isKnown ? 200 : 401, answer.length);
        asked.getResponseBody().write(answer);
        asked.close();
    }

    private AcmeDnsRecords records(HttpClient client, String password) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new AcmeDnsRecords(client, url, SUBDOMAIN, "user", password);
    }

    @Test
    void setsTheTextOfItsSubdomain() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            records(client, "hunter2").set(NAME, TEXT);
        }
        assertEquals(List.of("{\"subdomain\": \"" + SUBDOMAIN + "\", \"txt\": \"" + TEXT + "\"}"), bodies);
    }

    @Test
    void saysWhatTheServerAnswersAndNothingOfThePassword() {
        try (var client = HttpClient.newHttpClient()) {
            var records = records(client, "another");

            var refused = assertThrows(OrderException.class, () -> records.set(NAME, TEXT));

            var words = String.valueOf(refused.getMessage());
            assertTrue(
                    words.contains("answers 401: {\"error\": \"forbidden\"}; see to subdomain, user and password"),
                    words);
            assertFalse((words + records).contains("another"));
            server.stop(0);
            var gone = assertThrows(OrderException.class, () -> records.set(NAME, TEXT));
            assertTrue(String.valueOf(gone.getMessage()).contains("cannot be reached"), gone::toString);
        }
        assertEquals(List.of(), bodies);
    }
}
