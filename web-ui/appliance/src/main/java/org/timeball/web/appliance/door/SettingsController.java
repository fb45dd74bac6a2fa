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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.function.Supplier;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.access.Role;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.settings.ComparePage;
import org.timeball.web.appliance.page.settings.SettingsPage;

/**
 * The configuration: operators look, an admin changes it. The daemon writes it; here a text is only typed, compared and sent.
 */
@Controller("/settings")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class SettingsController {

    private final DaemonDesk daemon;
    private final ChangeDesk changes;
    private final Pages pages;

    SettingsController(DaemonDesk daemon, ChangeDesk changes, Pages pages) {
        this.daemon = daemon;
        this.changes = changes;
        this.pages = pages;
    }

    @Get(produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> page(HttpRequest<?> request) {
        return page(request, HttpStatus.OK, Notice.NONE);
    }

    /** The file as it stands, for an editor. */
    @Get(uri = "/timeball.toml", produces = MediaType.TEXT_PLAIN)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> file() {
        try {
            return HttpResponse.ok(daemon.configuration().text()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        } catch (ControlException silent) {
            return HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE).body(DaemonDesk.words(silent) + "\n");
        }
    }

    @Get(uri = "/edit", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> edit(HttpRequest<?> request) {
        try {
            var report = daemon.configuration();
            return compared(request, HttpStatus.OK, ComparePage.editing(report.text(), report.revision(), Notice.NONE));
        } catch (ControlException silent) {
            return page(request, HttpStatus.SERVICE_UNAVAILABLE, Notice.NONE);
        }
    }

    /** Shows the difference, and what the daemon says of it; nothing changes. */
    @Post(uri = "/compare", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> compare(HttpRequest<?> request) {
        var form = Visit.of(request).form();
        var typed = ComparePage.editing(ChangeDesk.lines(form.text("text")), form.text("revision"), Notice.NONE);
        var compared = changes.compared(request, typed);
        return compared(request, compared.status(), compared.page());
    }

    @Post(uri = "/apply", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> apply(HttpRequest<?> request) {
        var form = Visit.of(request).form();
        return asked(
                request, () -> new ConfigurationAct.Apply(ChangeDesk.lines(form.text("text")), form.text("revision")));
    }

    @Post(uri = "/undo", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> undo(HttpRequest<?> request) {
        var form = Visit.of(request).form();
        return asked(
                request,
                () -> new ConfigurationAct.Undo(ChangeDesk.number(form.text("number")), form.text("revision")));
    }

    private HttpResponse<String> asked(HttpRequest<?> request, Supplier<AdminAct> act) {
        var asked = changes.asked(request, act);
        return page(request, asked.status(), asked.notice());
    }

    private HttpResponse<String> compared(HttpRequest<?> request, HttpStatus status, ComparePage page) {
        return pages.page(request, status, Place.SETTINGS, "compare.jte", page);
    }

    private HttpResponse<String> page(HttpRequest<?> request, HttpStatus status, Notice notice) {
        return pages.page(request, status, Place.SETTINGS, "settings.jte", content(request, notice));
    }

    private SettingsPage content(HttpRequest<?> request, Notice notice) {
        boolean mayChange = Visit.of(request).signedIn().role().covers(Role.ADMIN);
        try {
            return SettingsPage.of(notice, mayChange, daemon.configuration());
        } catch (ControlException silent) {
            return SettingsPage.silent(notice, DaemonDesk.words(silent));
        }
    }
}
