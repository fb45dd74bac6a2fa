package org.timeball.web.appliance.door;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.page.LogPage;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;

/** The event log, and what a daemon is told every day; an operator's. */
@Controller("/log")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class LogController {

    private static final int SHOWN = 200;

    private final DaemonDesk daemon;
    private final Pages pages;

    LogController(DaemonDesk daemon, Pages pages) {
        this.daemon = daemon;
        this.pages = pages;
    }

    @Get(produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> page(HttpRequest<?> request, @QueryValue(defaultValue = "") String filter) {
        return page(request, HttpStatus.OK, Notice.NONE, filter);
    }

    /** All that is kept, for a program or a file. */
    @Get(uri = "/events.json", produces = MediaType.APPLICATION_JSON)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> events() {
        try {
            return HttpResponse.ok(ControlJson.pretty(daemon.events(ControlRequest.Events.MOST)) + "\n")
                    .header(HttpHeaders.CACHE_CONTROL, "no-store");
        } catch (ControlException silent) {
            return HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE).body("{}\n");
        }
    }

    @Post(uri = "/reload", produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> reload(HttpRequest<?> request) {
        return asked(request, new AdminAct.ReloadConfiguration());
    }

    @Post(uri = "/rekey", produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> rekey(HttpRequest<?> request) {
        return asked(request, new AdminAct.RotateCookieKeys());
    }

    private HttpResponse<String> asked(HttpRequest<?> request, AdminAct act) {
        var asked = daemon.asked(request, act);
        return page(request, asked.status(), asked.notice(), "");
    }

    private HttpResponse<String> page(HttpRequest<?> request, HttpStatus status, Notice notice, String filter) {
        EventReport report;
        try {
            report = daemon.events(SHOWN);
        } catch (ControlException silent) {
            report = new EventReport(List.of(), DaemonDesk.words(silent));
        }
        return pages.page(request, status, Place.LOG, "log.jte", LogPage.of(notice, filter, report));
    }
}
