package org.timeball.web.appliance.door;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import org.timeball.web.appliance.access.Change;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.Rendering;

/** Pages as answers: never kept by a browser, for they are of now and of whoever looks. */
@Singleton
final class Pages {

    static final String UTF8_HTML = "text/html; charset=utf-8";

    private final Rendering rendering;
    private final Frames frames;

    Pages(Rendering rendering, Frames frames) {
        this.rendering = rendering;
        this.frames = frames;
    }

    MutableHttpResponse<String> page(
            HttpRequest<?> request, HttpStatus status, Place here, String template, Object page) {
        return HttpResponse.<String>status(status)
                .body(rendering.page(template, page, frames.of(request, here)))
                .contentType(UTF8_HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** What a browser puts into a file; its name is ours and no stranger's. */
    static HttpResponse<String> file(String content, String type, String name) {
        return HttpResponse.ok(content)
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"timeball-" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Another page, by GET. */
    static MutableHttpResponse<String> elsewhere(String path) {
        return HttpResponse.<String>seeOther(URI.create(path)).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** What a change is as a status: W7 of the test catalogue wants no success of what did not happen. */
    static HttpStatus status(Change change) {
        return switch (change) {
            case Change.Done _ -> HttpStatus.OK;
            case Change.Made _ -> HttpStatus.OK;
            case Change.Refused _ -> HttpStatus.UNPROCESSABLE_ENTITY;
            case Change.Unknown _ -> HttpStatus.NOT_FOUND;
        };
    }
}
