package org.timeball.web.appliance.ntppool;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.timeball.refclock.time.Build;

/** Asks the pool's site, and says who asks. Thread-safe. */
final class PoolSite {

    /** By which the site's operators know what asks, and can refuse it. */
    static final String USER_AGENT = Build.PROGRAM.replace(' ', '/') + " (NTP server; its scores on its own page)";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_OCTETS = 1_000_000;
    private static final int OK = 200;

    private PoolSite() {}

    /**
     * What was said.
     *
     * @param status     of HTTP
     * @param body       as text
     * @param retryAfter what the site asked for; zero where it asked for nothing
     */
    record Answer(int status, String body, Duration retryAfter) {
        boolean isGood() {
            return status == OK;
        }
    }

    /**
     * Asks for a page.
     *
     * @param from the address to ask from; any where it is empty
     * @throws IOException if there is no answer, or too long a one
     */
    static Answer ask(URI page, Optional<InetAddress> from) throws IOException, InterruptedException {
        var builder = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .version(HttpClient.Version.HTTP_1_1);
        from.ifPresent(builder::localAddress);
        try (var client = builder.build()) {
            var request = HttpRequest.newBuilder(page)
                    .timeout(PATIENCE)
                    .header("User-Agent", USER_AGENT)
                    .build();
            var answer = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] octets = body.readNBytes(MOST_OCTETS + 1);
                if (octets.length > MOST_OCTETS) {
                    client.shutdownNow();
                    throw new IOException("the answer is longer than " + MOST_OCTETS + " octets");
                }
                return new Answer(answer.statusCode(), new String(octets, StandardCharsets.UTF_8), retryAfter(answer));
            }
        }
    }

    /** In seconds; a date is as good as nothing, for what we wait by ourselves is long (RFC 9110, 10.2.3). */
    private static Duration retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,7}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }
}
