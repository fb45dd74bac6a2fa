package org.timeball.web.appliance.door;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.page.StateMark;

/** What programs ask: whether the time is right, and the status whole. */
@Controller
final class StatusController {

    private final Frames.OverviewNow now;
    private final DaemonDesk daemon;

    StatusController(Frames.OverviewNow now, DaemonDesk daemon) {
        this.now = now;
        this.daemon = daemon;
    }

    /** 200 while the clock is locked, 503 otherwise, and one word; for load balancers and monitors, so without a name. */
    @Get(uri = "/health", produces = MediaType.TEXT_PLAIN)
    @Admits(Admitted.ANYBODY)
    HttpResponse<String> health() {
        var mark = now.get().mark();
        var status = mark == StateMark.LOCKED ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpResponse.<String>status(status)
                .body(mark.key() + "\n")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** As {@code timeball status --json} has it. */
    @Get(uri = "/api/status", produces = MediaType.APPLICATION_JSON)
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> status() {
        try {
            return HttpResponse.ok(ControlJson.pretty(daemon.status()) + "\n")
                    .header(HttpHeaders.CACHE_CONTROL, "no-store");
        } catch (ControlException silent) {
            return HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE).body("{}\n");
        }
    }
}
