package org.timeball.web.appliance.door;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Set;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.diagnose.DiagnosePage;

/**
 * The guided checks. To look anew changes nothing, and the daemon does it no oftener than it likes: so it is a question,
 * and everybody who is signed in may ask it.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class DiagnoseController {

    private static final String NOTHING = "";

    private final DaemonDesk daemon;
    private final Pages pages;

    DiagnoseController(DaemonDesk daemon, Pages pages) {
        this.daemon = daemon;
        this.pages = pages;
    }

    /** @param anew keys of areas between commas; what is no area is not looked at anew */
    @Get(uri = "/diagnose", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> page(HttpRequest<?> request, @QueryValue(defaultValue = NOTHING) String anew) {
        return pages.page(request, HttpStatus.OK, Place.DIAGNOSE, "diagnose.jte", content(anew));
    }

    private DiagnosePage content(String anew) {
        try {
            return DiagnosePage.of(daemon.diagnosis(areas(anew)));
        } catch (ControlException silent) {
            return DiagnosePage.silent(DaemonDesk.words(silent));
        }
    }

    /** The same for programs. */
    @Get(uri = "/api/diagnosis", produces = MediaType.APPLICATION_JSON)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> report(@QueryValue(defaultValue = NOTHING) String anew) {
        try {
            return HttpResponse.ok(ControlJson.line(daemon.diagnosis(areas(anew))) + "\n")
                    .header(HttpHeaders.CACHE_CONTROL, "no-store");
        } catch (ControlException silent) {
            return HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE).body("{}\n");
        }
    }

    private static Set<CheckArea> areas(String keys) {
        return CheckArea.ofKeys(keys).orElse(Set.of());
    }
}
