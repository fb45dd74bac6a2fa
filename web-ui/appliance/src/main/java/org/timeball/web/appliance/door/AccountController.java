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
import java.util.Optional;
import org.timeball.web.appliance.access.AccessDesk;
import org.timeball.web.appliance.access.AccessDesk.TotpOffer;
import org.timeball.web.appliance.access.Account;
import org.timeball.web.appliance.access.Change;
import org.timeball.web.appliance.page.AccountPage;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;

/** One's own password, codes and sessions. A program with a token has none of them. */
@Controller("/account")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(Form.TYPE)
final class AccountController {

    private final AccessDesk desk;
    private final Pages pages;

    AccountController(AccessDesk desk, Pages pages) {
        this.desk = desk;
        this.pages = pages;
    }

    @Get(produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> page(HttpRequest<?> request) {
        return page(request, HttpStatus.OK, Notice.NONE, Optional.empty());
    }

    @Post(uri = "/password", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> changePassword(HttpRequest<?> request) {
        var visit = Visit.of(request);
        return told(
                request,
                desk.changePassword(
                        visit.signedIn(),
                        visit.form().text("old-password"),
                        visit.form().text("password"),
                        Visit.origin(request)));
    }

    @Post(uri = "/codes/offer", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> offerCodes(HttpRequest<?> request) {
        var offer = desk.offerTotp(Visit.of(request).signedIn());
        return page(request, HttpStatus.OK, Notice.NONE, Optional.of(offer));
    }

    @Post(uri = "/codes/begin", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> beginCodes(HttpRequest<?> request) {
        var visit = Visit.of(request);
        String secret = visit.form().text("secret");
        var change = desk.beginTotp(visit.signedIn(), secret, visit.form().text("code"), Visit.origin(request));
        var again = change instanceof Change.Refused
                ? Optional.of(desk.offerTotp(visit.signedIn(), secret))
                : Optional.<TotpOffer>empty();
        return page(request, Pages.status(change), Notice.of(change), again);
    }

    @Post(uri = "/codes/end", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> endCodes(HttpRequest<?> request) {
        var visit = Visit.of(request);
        return told(request, desk.endTotp(visit.signedIn(), visit.form().text("password"), Visit.origin(request)));
    }

    @Post(uri = "/sessions/end", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> endSession(HttpRequest<?> request) {
        var visit = Visit.of(request);
        return told(request, desk.endSession(visit.signedIn(), visit.form().text("id"), Visit.origin(request)));
    }

    @Post(uri = "/sessions/end-others", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> endOtherSessions(HttpRequest<?> request) {
        return told(request, desk.endOtherSessions(Visit.of(request).signedIn(), Visit.origin(request)));
    }

    private HttpResponse<String> told(HttpRequest<?> request, Change change) {
        return page(request, Pages.status(change), Notice.of(change), Optional.empty());
    }

    private HttpResponse<String> page(
            HttpRequest<?> request, HttpStatus status, Notice notice, Optional<TotpOffer> offer) {
        var person = Visit.of(request).signedIn();
        var page = new AccountPage(
                notice,
                person,
                desk.account(person).filter(Account::hasTotp).isPresent(),
                offer,
                desk.ownSessions(person));
        return pages.page(request, status, Place.ACCOUNT, "account.jte", page);
    }
}
