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
import java.time.Instant;
import java.util.function.Supplier;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.BroughtFiles;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.access.Role;
import org.timeball.web.appliance.page.CertificatesPage;
import org.timeball.web.appliance.page.CertificatesPage.Rights;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;

/** The certificates that the daemon keeps: a viewer looks, an operator has one renewed, an admin brings one. */
@Controller("/certificates")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class CertificatesController {

    private static final String PEM = "application/x-pem-file";

    private final DaemonDesk daemon;
    private final Pages pages;

    CertificatesController(DaemonDesk daemon, Pages pages) {
        this.daemon = daemon;
        this.pages = pages;
    }

    @Get(produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> page(HttpRequest<?> request) {
        return page(request, HttpStatus.OK, Notice.NONE);
    }

    /** What clients are to trust; nothing in it is secret. */
    @Get(uri = "/own-ca.pem", produces = PEM)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> authority() {
        try {
            var authority = daemon.certificates().authority();
            return authority.exists()
                    ? HttpResponse.ok(authority.pem()).header(HttpHeaders.CACHE_CONTROL, "no-store")
                    : HttpResponse.<String>notFound().body("This box has no authority of its own.\n");
        } catch (ControlException silent) {
            return HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE).body(DaemonDesk.words(silent) + "\n");
        }
    }

    @Post(uri = "/renew", produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> renew(HttpRequest<?> request) {
        String name = Visit.of(request).form().text("name");
        return asked(request, () -> new AdminAct.RenewCertificate(name));
    }

    @Post(uri = "/bring", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> bring(HttpRequest<?> request) {
        var form = Visit.of(request).form();
        return asked(
                request,
                () -> new AdminAct.BringCertificate(
                        form.text("name"), BroughtFiles.ofOctets(form.files("files"), form.text("password"))));
    }

    /** @param act refuses what cannot be sent */
    private HttpResponse<String> asked(HttpRequest<?> request, Supplier<AdminAct> act) {
        AdminAct wanted;
        try {
            wanted = act.get();
        } catch (IllegalArgumentException complaint) {
            var notice = new Notice("It was not sent: " + complaint.getMessage() + ".", false, "");
            return page(request, HttpStatus.UNPROCESSABLE_ENTITY, notice);
        }
        var asked = daemon.asked(request, wanted);
        return page(request, asked.status(), asked.notice());
    }

    private HttpResponse<String> page(HttpRequest<?> request, HttpStatus status, Notice notice) {
        return pages.page(request, status, Place.CERTIFICATES, "certificates.jte", shown(request, notice));
    }

    private CertificatesPage shown(HttpRequest<?> request, Notice notice) {
        var role = Visit.of(request).signedIn().role();
        var rights = new Rights(role.covers(Role.OPERATOR), role.covers(Role.ADMIN));
        try {
            return CertificatesPage.of(
                    notice, rights, daemon.certificates(), Instant.now().getEpochSecond());
        } catch (ControlException silent) {
            return CertificatesPage.unknown(notice, DaemonDesk.words(silent));
        }
    }
}
