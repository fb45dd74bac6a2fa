package org.timeball.server.alerts.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.timeball.refclock.time.Build;

/**
 * Posts JSON. Redirects are not followed, since what leads elsewhere is not whom the operator named; of an answer only its status
 * is read, as answers may repeat what was asked.
 */
final class HttpPost {

    /** For the connection, and again for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private HttpPost() {}

    /**
     * Returns when the server has said that it took the text.
     *
     * @param url         with a secret in it, perhaps
     * @param token       what goes out as a bearer's; a secret
     * @param authorities who may vouch for the server, in place of the Java runtime's
     * @throws DeliveryException if it did not
     */
    static void send(URI url, String json, Optional<String> token, Optional<Path> authorities)
            throws DeliveryException {
        if (token.isPresent() && !"https".equals(url.getScheme())) {
            throw new DeliveryException("without https the token would go in clear");
        }
        // One for each message: they are rare, and a client that waits for the next one keeps a thread.
        try (var client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(Trust.context(authorities))
                .build()) {
            try {
                judge(client.send(request(url, json, token), HttpResponse.BodyHandlers.discarding())
                        .statusCode());
            } finally {
                client.shutdownNow();
            }
        } catch (IOException failed) {
            throw new DeliveryException(words(failed, url), failed);
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
            throw new DeliveryException("it took too long", late);
        }
    }

    private static HttpRequest request(URI url, String json, Optional<String> token) throws DeliveryException {
        try {
            var request = HttpRequest.newBuilder(url)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .header("User-Agent", Build.PROGRAM.replace(' ', '/'))
                    .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
            token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
            return request.build();
        } catch (IllegalArgumentException notSendable) {
            // Its message has the token in it, so it is not kept as a cause.
            throw new DeliveryException("the address or the token has letters that cannot be sent");
        }
    }

    private static void judge(int status) throws DeliveryException {
        if (status / 100 != 2) {
            throw new DeliveryException("the server answers "
                    + switch (status) {
                        case 401, 403 -> status + ": it does not let us in, see the token";
                        case 404, 405, 410 -> status + ": it takes nothing at that address";
                        case 413 -> "413: the message is too long for it";
                        case 429 -> "429: it wants fewer messages";
                        default ->
                            status / 100 == 3
                                    ? status + ", which leads elsewhere: write the address where it ends"
                                    : String.valueOf(status);
                    });
        }
    }

    private static String words(IOException failed, URI url) {
        return switch (failed) {
            case HttpTimeoutException _ -> "no answer within " + PATIENCE.toSeconds() + " s";
            case ConnectException _ -> Failure.words(failed, url.getHost());
            case SSLException _ -> Failure.words(failed, url.getHost());
            default -> "the connection broke: " + failed.getClass().getSimpleName();
        };
    }
}
