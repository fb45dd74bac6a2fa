package org.timeball.web.appliance;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What every answer tells the browser to refuse: scripts, styles and frames from elsewhere or within the page.
 *
 * <p>{@code Referrer-Policy} is {@code same-origin}: other servers are told nothing, and under {@code no-referrer} browsers send
 * {@code Origin: null} with our own forms, which the gate rightly refuses.
 *
 * <p>{@code Strict-Transport-Security} goes with a certificate that every browser trusts by itself. With one of an own authority
 * a browser would hold it against the whole host name after a reinstallation with another authority, and leave no way in
 * (RFC 6797, section 11.3).
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6797">RFC 6797, HSTS</a>
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

    static final String TRANSPORT_SECURITY = "Strict-Transport-Security";

    /** Half a year. */
    static final String HALF_A_YEAR = "max-age=15768000";

    /** Whether every browser trusts the certificate of now by itself. */
    @FunctionalInterface
    interface PublicTrust extends BooleanSupplier {}

    private final PublicTrust trust;

    SecurityHeaders(PublicTrust trust) {
        this.trust = trust;
    }

    @ResponseFilter
    void add(MutableHttpResponse<?> response) {
        HEADERS.forEach(response.getHeaders()::set);
        if (trust.getAsBoolean()) {
            response.getHeaders().set(TRANSPORT_SECURITY, HALF_A_YEAR);
        }
    }
}
