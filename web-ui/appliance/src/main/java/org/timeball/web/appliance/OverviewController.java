package org.timeball.web.appliance;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.timeball.web.appliance.door.Admits;
import org.timeball.web.appliance.door.Admitted;
import org.timeball.web.appliance.door.Frames;
import org.timeball.web.appliance.page.StateMark;
import reactor.core.publisher.Flux;

/** The overview: the page, its events, and the icon of the window. */
@Controller
final class OverviewController {

    private static final String SVG = "image/svg+xml";
    private static final String UTF8_HTML = "text/html; charset=utf-8";

    /** How long a browser waits before it comes back; the page is to heal within two seconds. */
    private static final Duration RETRY = Duration.ofMillis(500);

    private final DaemonFeed feed;
    private final Templates templates;
    private final Frames frames;

    OverviewController(DaemonFeed feed, Templates templates, Frames frames) {
        this.feed = feed;
        this.templates = templates;
        this.frames = frames;
    }

    @Get(produces = UTF8_HTML)
    @Admits(Admitted.ONLOOKERS)
    HttpResponse<String> page(HttpRequest<?> request) {
        var overview = feed.scene().overview();
        return HttpResponse.ok(templates.overview(overview, frames.ofOverview(request, overview)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** A browser that cannot keep up gets the newest scene and never a queue of old ones. */
    @Get(uri = "/events", produces = MediaType.TEXT_EVENT_STREAM)
    @Admits(Admitted.ONLOOKERS)
    Publisher<Event<String>> events(HttpRequest<?> request) {
        return Flux.defer(() -> feed.scenes()
                .takeWhile(_ -> frames.isStillAdmitted(request))
                .onBackpressureLatest()
                .scan(Step.START, Step::to)
                .skip(1)
                .map(step -> Event.of(step.json()).retry(RETRY)));
    }

    @Get(uri = "/state/{key}.svg", produces = SVG)
    @Admits(Admitted.ANYBODY)
    Optional<HttpResponse<String>> icon(String key) {
        return StateMark.named(key)
                .map(mark -> HttpResponse.ok(templates.icon(mark)).header(HttpHeaders.CACHE_CONTROL, "max-age=86400"));
    }

    /** One stream's way from scene to scene: what the page shows, and the event that brought it there. */
    private record Step(Optional<Scene> shown, String json) {

        static final Step START = new Step(Optional.empty(), "");

        Step to(Scene scene) {
            return new Step(Optional.of(scene), LiveEvent.between(shown, scene).json());
        }
    }
}
