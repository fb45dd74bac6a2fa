package org.timeball.server.certificates.acme;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.timeball.server.certificates.OrderException;

/**
 * Answers an authority on port 80 with one file, and anybody else with 404: up only while an order is under way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8555#section-8.3">RFC 8555 §8.3</a>
 */
final class HttpResponder implements Responder {

    private static final int BACKLOG = 16;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** For a whole request: an authority asks from a good line. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** No request that concerns us is longer. */
    static final int MOST_OCTETS = 8_192;

    /** At a time: authorities ask from several places of the world. */
    private static final int MOST_CLIENTS = 64;

    private final Semaphore places = new Semaphore(MOST_CLIENTS);

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
                if (places.tryAcquire()) {
                    Thread.ofVirtual().name("http-01-client").start(() -> answer(client));
                } else {
                    client.close();
                }
            } catch (IOException closed) {
                // closed, or somebody who left before he was heard
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            client.getOutputStream().write(reply(request(client)).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // who does not wait for an answer gets none
        } finally {
            places.release();
        }
    }

    /** Its first line, once its head is whole, or longer than any that concerns us. */
    private static String request(Socket client) throws IOException {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        byte[] head = new byte[MOST_OCTETS];
        int octets = 0;
        int more = 0;
        while (more >= 0 && octets < head.length && !isWhole(head, octets)) {
            client.setSoTimeout((int) Math.max(1, (endNanos - System.nanoTime()) / NANOS_PER_MILLI));
            more = client.getInputStream().read(head, octets, head.length - octets);
            octets += Math.max(0, more);
        }
        return text(head, octets).lines().findFirst().orElse("");
    }

    private static boolean isWhole(byte[] head, int octets) {
        return text(head, octets).contains("\r\n\r\n");
    }

    private static String text(byte[] head, int octets) {
        return new String(head, 0, octets, StandardCharsets.US_ASCII);
    }

    private String reply(String request) {
        boolean isOurs = request.startsWith("GET " + path + " HTTP/1.");
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
