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
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.chart.ChartCsv;
import org.timeball.web.appliance.page.chart.HistorySpan;
import org.timeball.web.appliance.page.chart.Past;
import org.timeball.web.appliance.page.clock.ClockPage;

/** How the clock ran, from the daemon's history. */
@Controller("/clock")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ClockController {

    private final DaemonDesk daemon;
    private final Frames.OverviewNow now;
    private final Pages pages;

    ClockController(DaemonDesk daemon, Frames.OverviewNow now, Pages pages) {
        this.daemon = daemon;
        this.now = now;
        this.pages = pages;
    }

    @Get(produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> page(HttpRequest<?> request, @QueryValue(defaultValue = "hour") String range) {
        return pages.page(request, HttpStatus.OK, Place.CLOCK, "clock.jte", looked(span(range)));
    }

    /** What an open page draws anew. */
    @Get(uri = "/sheet.json", produces = MediaType.APPLICATION_JSON)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> sheet(@QueryValue(defaultValue = "hour") String range) {
        return HttpResponse.ok(ControlJson.line(looked(span(range)).sheet()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** One of the plots as a table for other programs. */
    @Get(uri = "/{chart}.csv", produces = ChartCsv.TYPE)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> csv(String chart, @QueryValue(defaultValue = "hour") String range) {
        var span = span(range);
        return looked(span).charts().stream()
                .filter(drawn -> drawn.id().equals(chart))
                .findFirst()
                .map(drawn -> Pages.file(ChartCsv.of(drawn), ChartCsv.TYPE, chart + "-" + span.key() + ".csv"))
                .orElseGet(() -> HttpResponse.<String>notFound().body("There is no such plot.\n"));
    }

    /** A span that there is not is the last hour. */
    private static HistorySpan span(String range) {
        return HistorySpan.named(range).orElse(HistorySpan.HOUR);
    }

    private ClockPage looked(HistorySpan span) {
        try {
            var status = daemon.status();
            return ClockPage.of(
                    span,
                    now.get(),
                    new Past(daemon.history(ClockPage.drawn(span))),
                    new Past(daemon.history(ClockPage.fine(span, status.upSeconds()))),
                    status.errorSum(),
                    "");
        } catch (ControlException silent) {
            return ClockPage.of(
                    span,
                    now.get(),
                    Past.UNKNOWN,
                    Past.UNKNOWN,
                    ErrorSum.UNTOLD,
                    "The daemon does not answer: " + silent.getMessage());
        }
    }
}
