package org.timeball.web.appliance.door;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.timeball.web.appliance.access.Access;
import org.timeball.web.appliance.access.AccessDesk;
import org.timeball.web.appliance.access.Entry;
import org.timeball.web.appliance.access.Role;
import org.timeball.web.appliance.access.Session;
import org.timeball.web.appliance.firstrun.FirstRun;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.WayIn;

/** In and out: claim, sign-in, sign-out. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class WayInController {

    private final Access access;
    private final AccessDesk desk;
    private final FirstRun firstRun;
    private final Pages pages;

    WayInController(Access access, AccessDesk desk, FirstRun firstRun, Pages pages) {
        this.firstRun = firstRun;
        this.access = access;
        this.desk = desk;
        this.pages = pages;
    }

    @Get(uri = "/login", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ANYBODY)
    HttpResponse<String> signIn(HttpRequest<?> request) {
        return access.isClaimed() ? signIn(request, HttpStatus.OK, "", "") : Pages.elsewhere("/claim");
    }

    @Post(uri = "/login", produces = Pages.UTF8_HTML)
    @Consumes(Form.TYPE)
    @Admits(Admitted.ANYBODY)
    HttpResponse<String> trySignIn(HttpRequest<?> request) {
        var form = Visit.of(request).form();
        String device = Cookies.value(request, Cookies.DEVICE).orElse("");
        return switch (access.signIn(
                form.text("name"), form.text("password"), form.text("code"), device, Visit.origin(request))) {
            case Entry.In in -> in(in);
            case Entry.Out(var sentence, boolean isTooOften) ->
                signIn(request, status(isTooOften), sentence, form.text("name"));
        };
    }

    @Get(uri = "/claim", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ANYBODY)
    HttpResponse<String> claim(HttpRequest<?> request) {
        return claim(request, HttpStatus.OK, "", "");
    }

    @Post(uri = "/claim", produces = Pages.UTF8_HTML)
    @Consumes(Form.TYPE)
    @Admits(Admitted.ANYBODY)
    HttpResponse<String> tryClaim(HttpRequest<?> request) {
        var form = Visit.of(request).form();
        boolean isNew = !access.isClaimed();
        return switch (access.claim(
                form.text("claim-code"), form.text("name"), form.text("password"), Visit.origin(request))) {
            case Entry.In in -> {
                if (isNew) {
                    firstRun.begin();
                }
                yield in(in);
            }
            case Entry.Out(var sentence, boolean isTooOften) ->
                claim(request, status(isTooOften), sentence, form.text("name"));
        };
    }

    @Post(uri = "/logout", produces = Pages.UTF8_HTML)
    @Consumes(Form.TYPE)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> signOut(HttpRequest<?> request) {
        var person = Visit.of(request).signedIn();
        person.session().map(Session::id).ifPresent(id -> desk.endSession(person, id, Visit.origin(request)));
        var response = Pages.elsewhere("/login");
        Cookies.drop(response, Cookies.SESSION);
        return response;
    }

    private HttpResponse<String> signIn(HttpRequest<?> request, HttpStatus status, String complaint, String name) {
        return pages.page(request, status, Place.SIGN_IN, "sign-in.jte", wayIn(complaint, name));
    }

    private HttpResponse<String> claim(HttpRequest<?> request, HttpStatus status, String complaint, String name) {
        return pages.page(request, status, Place.CLAIM, "claim.jte", wayIn(complaint, name));
    }

    private WayIn wayIn(String complaint, String name) {
        return new WayIn(complaint, name, access.isClaimed(), access.isOpenForClaim());
    }

    private static HttpStatus status(boolean isTooOften) {
        return isTooOften ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNAUTHORIZED;
    }

    /** Whoever has a set-up before them goes on with it. */
    private HttpResponse<String> in(Entry.In in) {
        boolean goesOn = firstRun.isOpen() && in.person().role().covers(Role.ADMIN);
        var response = Pages.elsewhere(goesOn ? "/setup" : "/");
        Cookies.set(response, Cookies.SESSION, in.session());
        Cookies.setForAYear(response, Cookies.DEVICE, in.device());
        return response;
    }
}
