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
import java.util.function.Function;
import org.timeball.web.appliance.access.AccessDesk;
import org.timeball.web.appliance.access.Change;
import org.timeball.web.appliance.access.Origin;
import org.timeball.web.appliance.access.Person;
import org.timeball.web.appliance.access.Role;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.UsersPage;

/** Who may come in: users, their sessions, and the tokens of programs; an admin's. */
@Controller("/users")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(Form.TYPE)
final class UsersController {

    private final AccessDesk desk;
    private final Pages pages;

    UsersController(AccessDesk desk, Pages pages) {
        this.desk = desk;
        this.pages = pages;
    }

    /** What is done with the fields of a form. */
    private interface Act {
        Change of(Person by, Form form, Origin from);
    }

    @Get(produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> page(HttpRequest<?> request) {
        return page(request, HttpStatus.OK, Notice.NONE);
    }

    @Post(uri = "/add", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> add(HttpRequest<?> request) {
        return does(
                request,
                (by, form, from) ->
                        withRole(form, role -> desk.add(by, form.text("name"), role, form.text("password"), from)));
    }

    @Post(uri = "/role", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> setRole(HttpRequest<?> request) {
        return does(
                request, (by, form, from) -> withRole(form, role -> desk.setRole(by, form.text("name"), role, from)));
    }

    @Post(uri = "/password", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> setPassword(HttpRequest<?> request) {
        return does(request, (by, form, from) -> desk.setPassword(by, form.text("name"), form.text("password"), from));
    }

    @Post(uri = "/remove", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> remove(HttpRequest<?> request) {
        return does(request, (by, form, from) -> desk.remove(by, form.text("name"), from));
    }

    @Post(uri = "/sessions/end", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> endSession(HttpRequest<?> request) {
        return does(request, (by, form, from) -> desk.endSession(by, form.text("id"), from));
    }

    @Post(uri = "/sessions/end-others", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> endAllSessions(HttpRequest<?> request) {
        return does(request, (by, _, from) -> desk.endAllSessionsBut(by, from));
    }

    @Post(uri = "/tokens/make", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> makeToken(HttpRequest<?> request) {
        return does(
                request,
                (by, form, from) -> withRole(form, role -> desk.makeToken(by, form.text("label"), role, from)));
    }

    @Post(uri = "/tokens/revoke", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> revokeToken(HttpRequest<?> request) {
        return does(request, (by, form, from) -> desk.revokeToken(by, form.text("id"), from));
    }

    private static Change withRole(Form form, Function<Role, Change> act) {
        return Role.of(form.text("role"))
                .map(act)
                .orElseGet(() -> new Change.Refused("A role is viewer, operator or admin."));
    }

    private HttpResponse<String> does(HttpRequest<?> request, Act act) {
        var visit = Visit.of(request);
        var change = act.of(visit.signedIn(), visit.form(), Visit.origin(request));
        return page(request, Pages.status(change), Notice.of(change));
    }

    private HttpResponse<String> page(HttpRequest<?> request, HttpStatus status, Notice notice) {
        var person = Visit.of(request).signedIn();
        var page = new UsersPage(notice, person, desk.accounts(), desk.tokens(), desk.othersSessions(person));
        return pages.page(request, status, Place.USERS, "users.jte", page);
    }
}
