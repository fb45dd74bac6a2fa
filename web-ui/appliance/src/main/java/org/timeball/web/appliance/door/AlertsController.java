package org.timeball.web.appliance.door;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.access.Role;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.alert.AlertsPage;

/** Alerts: everybody who is signed in looks, operators send a test. Who is told is written in the configuration. */
@Controller("/alerts")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class AlertsController {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final DaemonDesk daemon;
    private final Pages pages;

    AlertsController(DaemonDesk daemon, Pages pages) {
        this.daemon = daemon;
        this.pages = pages;
    }

    @Get(produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> page(HttpRequest<?> request) {
        return page(request, HttpStatus.OK, Notice.NONE);
    }

    /** Takes as long as the other end does, up to the daemon's patience. */
    @Post(uri = "/test", produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> test(HttpRequest<?> request) {
        AdminAct act;
        try {
            act = new AdminAct.TestAlert(Visit.of(request).form().text("name"));
        } catch (IllegalArgumentException nothing) {
            return page(
                    request, HttpStatus.UNPROCESSABLE_ENTITY, new Notice("There is no alert of that name.", false, ""));
        }
        var asked = daemon.asked(request, act);
        return page(request, asked.status(), asked.notice());
    }

    private HttpResponse<String> page(HttpRequest<?> request, HttpStatus status, Notice notice) {
        return pages.page(request, status, Place.ALERTS, "alerts.jte", content(request, notice));
    }

    private AlertsPage content(HttpRequest<?> request, Notice notice) {
        boolean mayTest = Visit.of(request).signedIn().role().covers(Role.OPERATOR);
        try {
            long utcSecond = Math.floorDiv(daemon.status().utcNanos(), NANOS_PER_SECOND);
            return AlertsPage.of(notice, daemon.alerts(), mayTest, utcSecond);
        } catch (ControlException silent) {
            return AlertsPage.silent(notice, mayTest, DaemonDesk.words(silent));
        }
    }
}
