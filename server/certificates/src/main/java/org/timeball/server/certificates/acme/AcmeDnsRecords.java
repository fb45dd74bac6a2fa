package org.timeball.server.certificates.acme;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.timeball.server.certificates.OrderException;

/**
 * Sets records in an acme-dns server, which does nothing else and to which {@code _acme-challenge.NAME} leads by a CNAME.
 *
 * @see <a href="https://github.com/acme-dns/acme-dns#update-endpoint">acme-dns, update endpoint</a>
 */
public final class AcmeDnsRecords implements TextRecords {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final HttpClient client;
    private final URI update;
    private final String subdomain;
    private final String user;
    private final String password;

    /**
     * Asks nobody yet.
     *
     * @param server    its URL
     * @param subdomain what it gave us: letters, digits and dashes
     * @param user      that may change it
     * @param password  of that user
     */
    public AcmeDnsRecords(HttpClient client, URI server, String subdomain, String user, String password) {
        this.client = client;
        this.update = URI.create(server.toString().replaceAll("/+$", "") + "/update");
        this.subdomain = subdomain;
        this.user = user;
        this.password = password;
    }

    @Override
    public void set(String name, String text) throws OrderException, InterruptedException {
        var request = HttpRequest.newBuilder(update)
                .timeout(PATIENCE)
                .header("X-Api-User", user)
                .header("X-Api-Key", password)
                .header("Content-Type", "application/json")
                // Neither of the two has a letter that JSON would have escaped.
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"subdomain\": \"%s\", \"txt\": \"%s\"}".formatted(subdomain, text)))
                .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new OrderException("%s answers %d: %s; see to subdomain, user and password"
                        .formatted(update, answer.statusCode(), AcmeWords.line(answer.body())));
            }
        } catch (IOException cause) {
            throw new OrderException("%s cannot be reached: %s".formatted(update, AcmeWords.of(cause)), cause);
        }
    }

    /** It keeps the last two by itself. */
    @Override
    public void clear(String name, String text) {}

    /** Nothing of the password. */
    @Override
    public String toString() {
        return "AcmeDnsRecords[%s, %s]".formatted(update, subdomain);
    }
}
