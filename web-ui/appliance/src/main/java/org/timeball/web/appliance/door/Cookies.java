package org.timeball.web.appliance.door;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser is given to keep. {@code __Host-}: over TLS alone, for this host alone, and set by nobody else.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265">RFC 6265</a>
 */
final class Cookies {

    /** Who is signed in. */
    static final String SESSION = "__Host-timeball";

    /** Which browser somebody signed in with before. */
    static final String DEVICE = "__Host-timeball-device";

    /** Which browser a form was sent to, before anybody is signed in. */
    static final String VISIT = "__Host-timeball-visit";

    private static final Duration YEAR = Duration.ofDays(365);
    private static final int LONGEST = 100;

    private Cookies() {}

    static Optional<String> value(HttpRequest<?> request, String name) {
        return request.getCookies()
                .findCookie(name)
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty() && value.length() <= LONGEST);
    }

    /** Until the browser is closed, or the session is over. */
    static void set(MutableHttpResponse<?> response, String name, String value) {
        response.cookie(cookie(name, value));
    }

    static void setForAYear(MutableHttpResponse<?> response, String name, String value) {
        response.cookie(cookie(name, value).maxAge(YEAR));
    }

    static void drop(MutableHttpResponse<?> response, String name) {
        response.cookie(cookie(name, "").maxAge(Duration.ZERO));
    }

    private static Cookie cookie(String name, String value) {
        return Cookie.of(name, value).path("/").secure(true).httpOnly(true).sameSite(SameSite.Strict);
    }

    /** What a form has to bring along, which only a page that was sent to that cookie's browser knows. */
    static String formToken(String cookie) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("timeball form " + cookie).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
