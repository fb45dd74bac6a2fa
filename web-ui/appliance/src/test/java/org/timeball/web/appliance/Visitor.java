package org.timeball.web.appliance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Somebody at a browser: keeps cookies, reads the form's token from pages, follows nothing by itself. */
final class Visitor implements AutoCloseable {

    private static final String PART = "--edge\r\nContent-Disposition: form-data; name=";
    private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" value=\"([^\"]+)\"");

    private final SSLContext context;
    private final HttpClient client;
    private final URI home;
    private final String bearer;
    private final Map<String, String> cookies = new HashMap<>();
    private String agent = "a test";
    private Optional<HttpResponse<String>> last = Optional.empty();

    /** @param bearer a program's token; empty for a browser */
    Visitor(TimeballWeb web, KeyStore trust, String bearer) throws GeneralSecurityException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        client = HttpClient.newBuilder()
                .sslContext(context)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        home = URI.create("https://127.0.0.1:" + web.port());
        this.bearer = bearer;
    }

    String origin() {
        return home.toString();
    }

    void callItself(String name) {
        agent = name;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        // A stream never ends: its head is all that is looked at.
        if (path.equals("/events")) {
            var head = client.send(request(path).build(), BodyHandlers.ofInputStream());
            head.body().close();
            return client.send(
                    request(head.statusCode() == 200 ? "/health" : path).build(), BodyHandlers.ofString());
        }
        return send(request(path));
    }

    /** A form of a page of ours, filled in. */
    HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        var all = new HashMap<>(fields);
        all.put("form-token", bearer.isEmpty() ? formToken() : "");
        return raw(path, origin(), all);
    }

    /** A form as somebody else might send it in this browser. */
    HttpResponse<String> raw(String path, String origin, Map<String, String> fields)
            throws IOException, InterruptedException {
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return send(origin.isEmpty() ? request : request.header("Origin", origin));
    }

    /** A form with files in it. */
    HttpResponse<String> postFiles(String path, Map<String, String> fields, List<byte[]> files)
            throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        var all = new HashMap<>(fields);
        all.put("form-token", formToken());
        all.forEach((name, value) -> body.writeBytes(
                (PART + "\"%s\"\r\n\r\n%s\r\n").formatted(name, value).getBytes(StandardCharsets.UTF_8)));
        for (byte[] file : files) {
            body.writeBytes((PART + "\"files\"; filename=\"a file\"\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .header("Origin", origin())
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** What a form on a page sent to this browser has in it. */
    String formToken() throws IOException, InterruptedException {
        var page = send(request("/login"));
        var found = TOKEN.matcher(
                page.statusCode() == 200 ? page.body() : send(request("/claim")).body());
        return found.find() ? found.group(1) : "";
    }

    boolean isIn() throws IOException, InterruptedException {
        return send(request("/account")).statusCode() == 200;
    }

    HttpResponse<String> last() {
        return last.orElseThrow();
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    void plant(String name, String value) {
        cookies.put(name, value);
    }

    /** The status of a page asked for under another name, which the JDK's client does not let one choose. */
    int calling(String host, String path) throws IOException {
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", home.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(home.resolve(path))
                .header("User-Agent", agent)
                .header("Accept", "text/html, */*");
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        for (String set : answer.headers().allValues("set-cookie")) {
            String pair = set.substring(0, set.indexOf(';') < 0 ? set.length() : set.indexOf(';'));
            int equals = pair.indexOf('=');
            if (set.contains("Max-Age=0") || equals == pair.length() - 1) {
                cookies.remove(pair.substring(0, equals));
            } else {
                cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        last = Optional.of(answer);
        return answer;
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
