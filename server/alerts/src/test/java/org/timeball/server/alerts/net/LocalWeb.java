package org.timeball.server.alerts.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on loopback that keeps what it is sent, and answers what it is told to. */
final class LocalWeb implements AutoCloseable {

    /** As it came in. */
    record Request(String method, String path, String type, String authorization, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final boolean isTls;
    private volatile int status = 200;
    private volatile boolean isSilent;

    /** @param keys what it shows; empty for HTTP in clear */
    LocalWeb(Optional<Keys> keys) throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        isTls = keys.isPresent();
        if (keys.isPresent()) {
            var secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(keys.get().context()));
            server = secure;
        } else {
            server = HttpServer.create(address, 0);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                header(exchange, "Content-Type"),
                header(exchange, "Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        if (isSilent) {
            try {
                over.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.getResponseHeaders().set("Location", "http://127.0.0.1:9/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    /** From now on. */
    void answers(int code) {
        status = code;
    }

    /** From now on it takes what it is sent and says nothing. */
    void fallSilent() {
        isSilent = true;
    }

    List<Request> requests() {
        return requests;
    }

    URI uri(String path) {
        return URI.create((isTls ? "https" : "http") + "://localhost:"
                + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.close();
    }
}
