package org.timeball.web.appliance.door;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.firstrun.CertificateWish;
import org.timeball.web.appliance.firstrun.FirstRun;
import org.timeball.web.appliance.firstrun.Purpose;
import org.timeball.web.appliance.firstrun.SetupEdits;
import org.timeball.web.appliance.firstrun.SetupStep;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.settings.ComparePage;
import org.timeball.web.appliance.page.setup.SetupPage;
import org.timeball.web.appliance.page.setup.SetupPage.Facts;
import org.timeball.web.appliance.page.setup.StepFacts;

/**
 * The first set-up: an admin's. A step either changes nothing and is done by going on, or shows the difference in the
 * configuration that it makes, which is then applied like any other.
 */
@Controller("/setup")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class SetupController {

    private static final String PORT = ":\\d{1,5}$";

    private final DaemonDesk daemon;
    private final ChangeDesk changes;
    private final FirstRun firstRun;
    private final Pages pages;

    SetupController(DaemonDesk daemon, ChangeDesk changes, FirstRun firstRun, Pages pages) {
        this.daemon = daemon;
        this.changes = changes;
        this.firstRun = firstRun;
        this.pages = pages;
    }

    /** Where it goes on. */
    @Get(produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> resume() {
        return Pages.elsewhere(firstRun.next().path());
    }

    @Get(uri = "/{step}", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> page(HttpRequest<?> request, @PathVariable String step) {
        return SetupStep.of(step)
                .map(known -> page(request, HttpStatus.OK, known, Notice.NONE))
                .orElseGet(() -> Pages.elsewhere("/setup"));
    }

    /** A step is done: at once where nothing was typed, else after its difference was seen. */
    @Post(uri = "/{step}", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> take(HttpRequest<?> request, @PathVariable String step) {
        var known = SetupStep.of(step);
        if (known.isEmpty()) {
            return Pages.elsewhere("/setup");
        }
        var form = Visit.of(request).form();
        try {
            var report = daemon.configuration();
            var text = edited(known.get(), report.text(), form);
            return text.isEmpty() || text.get().equals(report.text())
                    ? onward(known.get())
                    : compared(request, known.get(), report, text.get());
        } catch (IllegalArgumentException complaint) {
            var notice = new Notice("That cannot be: " + complaint.getMessage() + ".", false, "");
            return page(request, HttpStatus.UNPROCESSABLE_ENTITY, known.get(), notice);
        } catch (ControlException silent) {
            return onward(known.get());
        }
    }

    @Post(uri = "/apply", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> apply(HttpRequest<?> request) {
        var form = Visit.of(request).form();
        var step = SetupStep.of(form.text("step")).orElse(SetupStep.RECEIVER);
        var asked = changes.asked(
                request, () -> new ConfigurationAct.Apply(ChangeDesk.lines(form.text("text")), form.text("revision")));
        if (!asked.notice().isDone()) {
            return page(request, asked.status(), step, asked.notice());
        }
        firstRun.done(step);
        return page(request, HttpStatus.OK, step.next().orElse(step), asked.notice());
    }

    /** Nobody is sent here by themselves any more. */
    @Post(uri = "/leave", produces = Pages.UTF8_HTML)
    @Admits(Admitted.ADMINS)
    HttpResponse<String> leave() {
        firstRun.end();
        return Pages.elsewhere("/");
    }

    private HttpResponse<String> onward(SetupStep step) {
        firstRun.done(step);
        return Pages.elsewhere(step.next().map(SetupStep::path).orElse("/setup"));
    }

    /** The configuration with what was typed in it; empty where nothing was. */
    private static Optional<String> edited(SetupStep step, String text, Form form) {
        return switch (step) {
            case RECEIVER -> typed(form, "cable").map(metres -> SetupEdits.cable(text, metres));
            case SECOND -> {
                var hosts = Stream.concat(
                                SetupEdits.OFFERED.stream()
                                        .filter(host -> !form.text(host).isEmpty()),
                                SetupEdits.words(form.text("other")).stream())
                        .toList();
                yield hosts.isEmpty() ? Optional.empty() : Optional.of(SetupEdits.servers(text, hosts));
            }
            case PURPOSE -> Purpose.of(form.text("purpose")).map(purpose -> SetupEdits.purpose(text, purpose));
            case CERTIFICATE -> typed(form, "host-names").map(names -> SetupEdits.certificate(text, wish(form, names)));
            case ACCOUNT -> Optional.empty();
            case CLIENTS -> Optional.empty();
        };
    }

    private static CertificateWish wish(Form form, String names) {
        return new CertificateWish(
                SetupEdits.words(names),
                form.text("from").equals("acme"),
                form.text("e-mail").strip(),
                !form.text("accept-terms").isEmpty());
    }

    private static Optional<String> typed(Form form, String field) {
        return Optional.of(form.text(field).strip()).filter(text -> !text.isEmpty());
    }

    private HttpResponse<String> compared(
            HttpRequest<?> request, SetupStep step, ConfigurationReport report, String text) {
        var way = new ComparePage.Way(step.path(), step.title(), step.key());
        var typed = new ComparePage(
                step.title(), text, report.revision(), List.of(), List.of(), List.of(), Notice.NONE, way);
        var compared = changes.compared(request, typed);
        return pages.page(request, compared.status(), Place.SETUP, "compare.jte", compared.page());
    }

    private HttpResponse<String> page(HttpRequest<?> request, HttpStatus status, SetupStep step, Notice notice) {
        try {
            var report = daemon.configuration();
            var page = SetupPage.of(
                    step, firstRun::isDone, notice, facts(request, step, report), canDo(step, report.text()));
            return pages.page(request, status, Place.SETUP, "setup.jte", page);
        } catch (ControlException silent) {
            var facts = new Facts(DaemonDesk.words(silent), "bad", List.of(), List.of());
            return pages.page(
                    request,
                    status,
                    Place.SETUP,
                    "setup.jte",
                    SetupPage.of(step, firstRun::isDone, notice, facts, false));
        }
    }

    /** A second certificate is a matter of the text, where the first one stands. */
    private static boolean canDo(SetupStep step, String text) {
        return !text.isEmpty() && !(step == SetupStep.CERTIFICATE && StepFacts.hasCertificate(text));
    }

    private Facts facts(HttpRequest<?> request, SetupStep step, ConfigurationReport report) throws ControlException {
        return switch (step) {
            case RECEIVER -> StepFacts.receiver(daemon.status());
            case SECOND -> StepFacts.second(daemon.status());
            case PURPOSE -> StepFacts.purpose(report.text());
            case CERTIFICATE -> StepFacts.certificate(daemon.certificates(), report.text());
            case ACCOUNT ->
                new Facts(
                        "You came in by a password alone. A code of an authenticator program makes it two locks, and others"
                                + " who look after the box have a name of their own.",
                        "",
                        List.of(),
                        List.of());
            case CLIENTS -> StepFacts.clients(daemon.status(), daemon.certificates(), host(request));
        };
    }

    /** As the browser called this server, which the gate has looked at. */
    private static String host(HttpRequest<?> request) {
        return request.getHeaders()
                .get(HttpHeaders.HOST, String.class)
                .orElse("localhost")
                .replaceFirst(PORT, "");
    }
}
