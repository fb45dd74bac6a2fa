package org.timeball.web.appliance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Iterator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser does, as far as the server can tell: TLS with one trusted authority, pages, and event streams. */
final class Browser implements AutoCloseable {

    private static final String DATA = "data: ";

    private final HttpClient client;

    Browser(KeyStore trust) throws GeneralSecurityException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        client = HttpClient.newBuilder().sslContext(context).build();
    }

    HttpResponse<String> get(TimeballWeb web, String path) throws IOException, InterruptedException {
        return client.send(request(web, path), BodyHandlers.ofString());
    }

    /** The data of the events of a new stream. */
    Iterator<JsonNode> events(TimeballWeb web) throws IOException, InterruptedException {
        return client.send(request(web, "/events"), BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(DATA))
                .map(line -> JsonMapper.shared().readTree(line.substring(DATA.length())))
                .iterator();
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static HttpRequest request(TimeballWeb web, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + web.port() + path))
                .build();
    }

    /** Cuts streams that are still open, which a plain close would wait for. */
    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
