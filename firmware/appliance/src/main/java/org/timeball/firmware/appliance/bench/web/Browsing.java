package org.timeball.firmware.appliance.bench.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A browser that has been nowhere before, as far as octets and waiting go. Not thread-safe. */
final class Browsing implements AutoCloseable {

    /** What a page makes a browser fetch: styles, scripts, icon. */
    private static final Pattern FETCHED =
            Pattern.compile("<(?:link [^>]*?href|script [^>]*?src|img [^>]*?src)=\"(/[^\"]+)\"");

    private final HttpClient client;
    private final URI home;

    private Browsing(HttpClient client, URI home) {
        this.client = client;
        this.home = home;
    }

    static Browsing open(URI home, Path authority) throws WebBenchException {
        try (var pem = Files.newInputStream(authority)) {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return new Browsing(HttpClient.newBuilder().sslContext(context).build(), home);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new WebBenchException(authority + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /**
     * What came of a request.
     *
     * @param octets on the wire, with heads as HTTP/1.1 would write them
     * @param body   as it was before it was made smaller
     */
    record Fetched(int octets, byte[] body) {}

    Fetched fetch(String path) throws WebBenchException, InterruptedException {
        var request = HttpRequest.newBuilder(home.resolve(path))
                .header("Accept-Encoding", "gzip")
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new WebBenchException(path + " is answered with " + answer.statusCode());
            }
            return new Fetched(answer.body().length + headOctets(answer), content(answer));
        } catch (IOException cut) {
            throw new WebBenchException(path + ": " + cut, cut);
        }
    }

    private static byte[] content(HttpResponse<byte[]> answer) throws IOException {
        if (!answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip")) {
            return answer.body();
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return gzip.readAllBytes();
        }
    }

    private static int headOctets(HttpResponse<?> answer) {
        return answer.headers().map().entrySet().stream()
                .mapToInt(header -> header.getValue().stream()
                        .mapToInt(value -> header.getKey().length() + value.length() + ": \r\n".length())
                        .sum())
                .sum();
    }

    /** Octets of a page and all that it makes a browser fetch. */
    int coldOctets(String path) throws WebBenchException, InterruptedException {
        var page = fetch(path);
        int octets = page.octets();
        for (String more : fetchedBy(page)) {
            octets += fetch(more).octets();
        }
        return octets;
    }

    private static LinkedHashSet<String> fetchedBy(Fetched page) {
        var paths = new LinkedHashSet<String>();
        FETCHED.matcher(new String(page.body(), StandardCharsets.UTF_8))
                .results()
                .forEach(found -> paths.add(found.group(1)));
        return paths;
    }

    /** Octets of a file as gzip would make them. */
    int gzipped(String path) throws WebBenchException, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes);
                var body = new ByteArrayInputStream(fetch(path).body())) {
            body.transferTo(gzip);
        } catch (IOException impossible) {
            throw new AssertionError("memory takes it", impossible);
        }
        return bytes.size();
    }

    /** Seconds from the request until the first octet of the answer was there, over and over on one connection. */
    double[] firstOctets(String path, int times) throws WebBenchException, InterruptedException {
        double[] seconds = new double[times];
        for (int k = -1; k < times; k++) {
            long begin = System.nanoTime();
            try (InputStream body = client.send(
                            HttpRequest.newBuilder(home.resolve(path)).build(), BodyHandlers.ofInputStream())
                    .body()) {
                body.read();
                long first = System.nanoTime();
                body.transferTo(OutputStream.nullOutputStream());
                // The first of all shakes hands, which is another figure.
                if (k >= 0) {
                    seconds[k] = (first - begin) * 1e-9;
                }
            } catch (IOException cut) {
                throw new WebBenchException(path + ": " + cut, cut);
            }
        }
        Arrays.sort(seconds);
        return seconds;
    }

    /** What an open overview is told, from now on. */
    InputStream follow() throws WebBenchException, InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(home.resolve("/events")).build(), BodyHandlers.ofInputStream())
                    .body();
        } catch (IOException cut) {
            throw new WebBenchException("/events: " + cut, cut);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
