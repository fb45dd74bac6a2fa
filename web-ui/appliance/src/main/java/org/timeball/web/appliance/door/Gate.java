package org.timeball.web.appliance.door;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.ByteBody;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.timeball.web.appliance.access.Access;
import org.timeball.web.appliance.connection.ConnectionLimits;

/**
 * Asks of every request who it is from and whether its route is for them.
 *
 * <p>A change has to come from a form of ours: the browser names our own origin, and the form brings a token that only a page
 * sent to that browser's cookie knows. A program with a token of its own needs neither, as no browser sends that by itself.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class Gate {

    static final String FORM_TOKEN = "form-token";

    private static final String FRESH_VISIT = "timeball.fresh-visit";
    private static final String BEARER = "bearer ";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int VISIT_OCTETS = 32;

    private final Access access;
    private final DoorSettings settings;
    private final Duration deadline;
    private final SecureRandom random = new SecureRandom();

    Gate(Access access, DoorSettings settings, ConnectionLimits limits) {
        this.access = access;
        this.settings = settings;
        this.deadline = limits.deadline();
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> admit(HttpRequest<?> request) {
        if (request.getHeaders().getAll(HttpHeaders.HOST).size() > 1) {
            return refusal(400, "A server has one name.");
        }
        if (!settings.hosts()
                .holds(request.getHeaders().get(HttpHeaders.HOST, String.class).orElse(""))) {
            return refusal(421, "This server is not called that.");
        }
        String type =
                request.getHeaders().get(HttpHeaders.CONTENT_TYPE, String.class).orElse("");
        int limit = Form.limitOctets(type);
        if (request.getContentLength() > limit) {
            return tooLong(limit);
        }
        return switch (body(request)) {
            case Body.Late() -> refusal(408, "The form did not come.").header(HttpHeaders.CONNECTION, "close");
            case Body.Unreadable() -> tooLong(limit).header(HttpHeaders.CONNECTION, "close");
            case Body.Whole(var octets) when octets.length > limit -> tooLong(limit);
            case Body.Whole(var octets) -> {
                var form = Form.parse(type, octets);
                yield form.isEmpty() ? refusal(400, "This is no form.") : admit(request, form.get());
            }
        };
    }

    /** What came of waiting for what was sent. */
    private sealed interface Body {
        record Whole(byte[] octets) implements Body {}

        record Late() implements Body {}

        /** Longer than the server takes at all, or cut off. */
        record Unreadable() implements Body {}
    }

    private static MutableHttpResponse<?> tooLong(int limit) {
        return refusal(413, "A form has at most " + limit + " octets.");
    }

    /** As it came, and not for longer than the deadline: each that is waited for is held in memory. */
    private Body body(HttpRequest<?> request) {
        if (!(request instanceof ServerHttpRequest<?> received)) {
            return new Body.Whole(new byte[0]);
        }
        try (var copy = received.byteBody().split(ByteBody.SplitBackpressureMode.FASTEST)) {
            var whole = copy.buffer().toCompletableFuture();
            try (var octets = whole.get(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Body.Whole(octets.toByteArray());
            } catch (TimeoutException slow) {
                return new Body.Late();
            } catch (ExecutionException cut) {
                return new Body.Unreadable();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return new Body.Late();
            }
        }
    }

    private @Nullable HttpResponse<?> admit(HttpRequest<?> request, Form form) {
        var token = bearer(request);
        var session = Cookies.value(request, Cookies.SESSION);
        var person = token.isPresent() ? token.flatMap(access::byToken) : session.flatMap(access::bySession);
        String cookie = session.filter(_ -> person.isPresent())
                .or(() -> Cookies.value(request, Cookies.VISIT))
                .orElseGet(() -> freshVisit(request));
        String formToken = Cookies.formToken(cookie);
        new Visit(person, formToken, form).at(request);
        var known = new Verdict.Request(
                admitted(request),
                !READING.contains(request.getMethod()),
                person,
                isGenuine(request, form, formToken),
                token.isPresent(),
                isPage(request));
        return switch (Verdict.of(known, access.isClaimed(), settings.isPublic())) {
            case Verdict.Pass() -> null;
            case Verdict.Elsewhere(var path) ->
                HttpResponse.seeOther(URI.create(path)).header(HttpHeaders.CACHE_CONTROL, "no-store");
            case Verdict.Refuse(int status, var sentence) -> refusal(status, sentence);
        };
    }

    /** What is no route is a file of ours, or not there: neither tells a stranger anything. */
    private static Admitted admitted(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .map(route -> route.getAnnotationMetadata()
                        .enumValue(Admits.class, Admitted.class)
                        .orElse(Admitted.ADMINS))
                .orElse(Admitted.ANYBODY);
    }

    private String freshVisit(HttpRequest<?> request) {
        byte[] octets = new byte[VISIT_OCTETS];
        random.nextBytes(octets);
        String visit = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        request.setAttribute(FRESH_VISIT, visit);
        return visit;
    }

    private static Optional<String> bearer(HttpRequest<?> request) {
        return request.getHeaders()
                .get(HttpHeaders.AUTHORIZATION, String.class)
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private static boolean isGenuine(HttpRequest<?> request, Form form, String formToken) {
        return isOwnOrigin(request)
                && MessageDigest.isEqual(form.text(FORM_TOKEN).getBytes(), formToken.getBytes());
    }

    /** Every browser of today says where a form stood. */
    private static boolean isOwnOrigin(HttpRequest<?> request) {
        String host = request.getHeaders().get(HttpHeaders.HOST, String.class).orElse("");
        return request.getHeaders()
                .get(HttpHeaders.ORIGIN, String.class)
                .filter(("https://" + host)::equalsIgnoreCase)
                .isPresent();
    }

    private static boolean isPage(HttpRequest<?> request) {
        return request.getHeaders()
                .get(HttpHeaders.ACCEPT, String.class)
                .filter(accepted -> accepted.contains("text/html"))
                .isPresent();
    }

    private static MutableHttpResponse<?> refusal(int status, String sentence) {
        return HttpResponse.status(HttpStatus.valueOf(status))
                .body(sentence + "\n")
                .contentType(MediaType.TEXT_PLAIN_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** A browser that has no cookie of ours gets one, for its forms. */
    @ResponseFilter
    void remember(HttpRequest<?> request, MutableHttpResponse<?> response) {
        boolean isHtml = response.getContentType()
                .filter(type -> type.getName().equals(MediaType.TEXT_HTML))
                .isPresent();
        if (isHtml) {
            request.getAttribute(FRESH_VISIT, String.class)
                    .ifPresent(visit -> Cookies.set(response, Cookies.VISIT, visit));
        }
    }
}
