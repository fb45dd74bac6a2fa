package org.timeball.server.certificates.acme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.timeball.server.certificates.OrderException;

/**
 * Answers an authority on port 80 with one file, and anybody else with 404: up only while an order is under way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8555#section-8.3">RFC 8555 §8.3</a>
 */
final class HttpResponder implements Responder {

    private static final int BACKLOG = 16;
    private static final int PATIENCE_MILLIS = 5_000;

    /** No request that concerns us has a longer line. */
    private static final int MOST_OCTETS = 8_192;

    private final ServerSocket socket;
    private final String path;
    private final String content;

    private HttpResponder(ServerSocket socket, String path, String content) {
        this.socket = socket;
        this.path = path;
        this.content = content;
    }

    /** @throws OrderException if the port cannot be had */
    static HttpResponder open(InetSocketAddress listen, String token, String content) throws OrderException {
        try {
            var socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(listen, BACKLOG);
            } catch (IOException taken) {
                socket.close();
                throw taken;
            }
            var responder = new HttpResponder(socket, "/.well-known/acme-challenge/" + token, content);
            Thread.ofVirtual().name("http-01").start(responder::acceptAll);
            return responder;
        } catch (IOException cause) {
            throw new OrderException(
                    "http-01: cannot listen on %s port %d: %s; see what listens there, or give the daemon the right to"
                            .formatted(listen.getAddress().getHostAddress(), listen.getPort(), cause.getMessage()),
                    cause);
        }
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().name("http-01-client").start(() -> answer(client));
            } catch (IOException closed) {
                // closed, or somebody who left before he was heard
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            client.setSoTimeout(PATIENCE_MILLIS);
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            int left = MOST_OCTETS;
            var request = in.readLine();
            for (var header = request; header != null && !header.isEmpty() && left > 0; header = in.readLine()) {
                left -= header.length();
            }
            client.getOutputStream().write(reply(request).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // who does not wait for an answer gets none
        }
    }

    private String reply(String request) {
        boolean isOurs = request != null && request.startsWith("GET " + path + " HTTP/1.");
        var body = isOurs ? content : "";
        return "HTTP/1.1 %s\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(isOurs ? "200 OK" : "404 Not Found", body.length(), body);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException impossible) {
            // a socket that listens has nothing to flush
        }
    }
}
