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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.chart.ChartCsv;
import org.timeball.web.appliance.page.chart.HistoryPlot;
import org.timeball.web.appliance.page.chart.HistorySpan;
import org.timeball.web.appliance.page.chart.Past;
import org.timeball.web.appliance.page.chart.PlotView;
import org.timeball.web.appliance.page.chart.Sheet;
import org.timeball.web.appliance.page.people.ClientsPage;
import org.timeball.web.appliance.page.people.NtsPage;
import org.timeball.web.appliance.page.people.SourcesPage;
import org.timeball.web.appliance.page.sky.SkyMemory;
import org.timeball.web.appliance.page.sky.SkyPage;

/** What the daemon sees and whom it serves: sky, sources, clients, key exchanges. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class InstrumentsController {

    private final DaemonDesk daemon;
    private final SkyMemory sky;
    private final Frames.OverviewNow now;
    private final Pages pages;

    InstrumentsController(DaemonDesk daemon, SkyMemory sky, Frames.OverviewNow now, Pages pages) {
        this.daemon = daemon;
        this.sky = sky;
        this.now = now;
        this.pages = pages;
    }

    /** An answer of the daemon, or why there is none. */
    private record Told<T>(Optional<T> answer, String trouble) {}

    /** A question. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws ControlException;
    }

    private static <T> Told<T> told(Question<T> question) {
        try {
            return new Told<>(Optional.of(question.ask()), "");
        } catch (ControlException silent) {
            return new Told<>(Optional.empty(), "The daemon does not answer: " + silent.getMessage());
        }
    }

    @Get(uri = "/sky", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> sky(HttpRequest<?> request, @QueryValue(defaultValue = "hour") String range) {
        var status = told(daemon::status);
        var page =
                SkyPage.of(status.answer(), sky, view(HistoryPlot.SIGNALS, span(range), Place.SKY), status.trouble());
        return pages.page(request, HttpStatus.OK, Place.SKY, "sky.jte", page);
    }

    @Get(uri = "/sources", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> sources(HttpRequest<?> request) {
        var status = told(daemon::status);
        var page = SourcesPage.of(status.answer(), status.trouble());
        return pages.page(request, HttpStatus.OK, Place.SOURCES, "sources.jte", page);
    }

    @Get(uri = "/clients", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> clients(HttpRequest<?> request, @QueryValue(defaultValue = "hour") String range) {
        var status = told(daemon::status);
        var clients = told(() -> daemon.clients(ClientsPage.SHOWN));
        var page = ClientsPage.of(
                status.answer(),
                clients.answer(),
                view(HistoryPlot.REQUESTS, span(range), Place.CLIENTS),
                status.trouble());
        return pages.page(request, HttpStatus.OK, Place.CLIENTS, "clients.jte", page);
    }

    @Get(uri = "/nts", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> nts(HttpRequest<?> request, @QueryValue(defaultValue = "hour") String range) {
        var status = told(daemon::status);
        var page = NtsPage.of(status.answer(), view(HistoryPlot.EXCHANGES, span(range), Place.NTS), status.trouble());
        return pages.page(request, HttpStatus.OK, Place.NTS, "nts.jte", page);
    }

    /** What an open page draws anew. */
    @Get(uri = "/history/{plot}.json", produces = MediaType.APPLICATION_JSON)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> history(String plot, @QueryValue(defaultValue = "hour") String range) {
        return HistoryPlot.named(plot)
                .map(drawn -> HttpResponse.ok(ControlJson.line(sheet(drawn, span(range)))))
                .orElseGet(() -> HttpResponse.<String>notFound().body("{}\n"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** The same as a table for other programs. */
    @Get(uri = "/history/{plot}.csv", produces = ChartCsv.TYPE)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> csv(String plot, @QueryValue(defaultValue = "hour") String range) {
        var span = span(range);
        return HistoryPlot.named(plot)
                .map(drawn -> Pages.file(
                        ChartCsv.of(drawn.drawn(past(drawn, span).answer().orElse(Past.UNKNOWN))),
                        ChartCsv.TYPE,
                        plot + "-" + span.key() + ".csv"))
                .orElseGet(() -> HttpResponse.<String>notFound().body("There is no such plot.\n"));
    }

    private static HistorySpan span(String range) {
        return HistorySpan.named(range).orElse(HistorySpan.HOUR);
    }

    private Told<Past> past(HistoryPlot plot, HistorySpan span) {
        return told(() -> new Past(daemon.history(span.drawn(plot.series()))));
    }

    private PlotView view(HistoryPlot plot, HistorySpan span, Place place) {
        var past = past(plot, span).answer().orElse(Past.UNKNOWN);
        return new PlotView(plot, span, place.path(), plot.caption(past, span));
    }

    private Sheet sheet(HistoryPlot plot, HistorySpan span) {
        var told = past(plot, span);
        var past = told.answer().orElse(Past.UNKNOWN);
        var overview = now.get();
        return new Sheet(
                overview.mark().key(),
                overview.statement().title(),
                told.trouble(),
                List.of(plot.drawn(past)),
                Map.of(plot.key() + "-caption", plot.caption(past, span)));
    }
}
