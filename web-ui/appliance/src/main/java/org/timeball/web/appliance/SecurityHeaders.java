package org.timeball.web.appliance;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;

/**
 * What every answer tells the browser to refuse: scripts, styles and frames from elsewhere or within the page.
 *
 * <p>{@code Referrer-Policy} is {@code same-origin}: other servers are told nothing, and under {@code no-referrer} browsers send
 * {@code Origin: null} with our own forms, which the gate rightly refuses.
 *
 * <p>No {@code Strict-Transport-Security}: a browser would hold it against the whole host name, every port and after a
 * reinstallation with another authority, and there is no plain HTTP here to protect from.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SecurityHeaders {

    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    @ResponseFilter
    void add(MutableHttpResponse<?> response) {
        HEADERS.forEach(response.getHeaders()::set);
    }
}
