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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.PoolAct;
import org.timeball.server.control.net.ControlException;
import org.timeball.web.appliance.access.Role;
import org.timeball.web.appliance.ntppool.PoolWatcher;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.chart.ChartCsv;
import org.timeball.web.appliance.page.chart.Sheet;
import org.timeball.web.appliance.page.pool.Finding;
import org.timeball.web.appliance.page.pool.PoolsPage;
import org.timeball.web.appliance.page.pool.RegisteredRow;
import org.timeball.web.appliance.page.pool.ScorePlot;

/** The pools: everybody who is signed in looks, operators change tokens. A token goes in and never comes out. */
@Controller("/pools")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class PoolsController {

    private static final String WATCH_SECONDS = "3";

    private final DaemonDesk daemon;
    private final Pages pages;
    private final PoolWatcher ntpPool;
    private final Frames.OverviewNow now;

    PoolsController(DaemonDesk daemon, Pages pages, PoolWatcher ntpPool, Frames.OverviewNow now) {
        this.daemon = daemon;
        this.pages = pages;
        this.ntpPool = ntpPool;
        this.now = now;
    }

    @Get(produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> page(HttpRequest<?> request) {
        return page(request, HttpStatus.OK, Notice.NONE, List.of());
    }

    /** The live line, by a page that loads itself again until every pool came: it needs no script. */
    @Get(uri = "/watch", produces = Pages.UTF8_HTML)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> watch(HttpRequest<?> request) {
        var page = content(request, Notice.NONE, List.of());
        var response = pages.page(request, HttpStatus.OK, Place.POOLS, "pools-watch.jte", page);
        return page.isWaiting() || !page.complaint().isEmpty() ? response.header("Refresh", WATCH_SECONDS) : response;
    }

    @Post(uri = "/tokens/add", produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> add(HttpRequest<?> request) {
        return changed(
                request,
                form -> new PoolAct.AddToken(
                        form.text("pool"),
                        form.text("token").strip(),
                        form.text("label").strip()));
    }

    @Post(uri = "/tokens/drop", produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> drop(HttpRequest<?> request) {
        return changed(request, form -> new PoolAct.DropToken(form.text("pool"), form.text("fingerprint")));
    }

    @Post(uri = "/leave", produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> leave(HttpRequest<?> request) {
        return changed(request, form -> new PoolAct.Leave(form.text("pool")));
    }

    /** Looks whether a pool could use this server; the points are shown one by one, and nothing is changed. */
    @Post(uri = "/check", produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> check(HttpRequest<?> request) {
        var asked = asked(request, form -> new PoolAct.Check(form.text("pool")));
        boolean isLookedAt = asked.status() == HttpStatus.OK || asked.status() == HttpStatus.UNPROCESSABLE_ENTITY;
        return isLookedAt
                ? page(
                        request,
                        HttpStatus.OK,
                        Notice.NONE,
                        Finding.read(asked.notice().sentence()))
                : page(request, asked.status(), asked.notice(), List.of());
    }

    /** The scores that pool.ntp.org told, for an open page to draw. */
    @Get(uri = "/scores.json", produces = MediaType.APPLICATION_JSON)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> scores() {
        var overview = now.get();
        var plot = plot();
        var sheet = new Sheet(
                overview.mark().key(),
                overview.statement().title(),
                "",
                List.of(plot.chart()),
                Map.of(ScorePlot.ID + "-caption", plot.caption()));
        return HttpResponse.ok(ControlJson.line(sheet)).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** The same as a table for other programs. */
    @Get(uri = "/scores.csv", produces = ChartCsv.TYPE)
    @Admits(Admitted.VIEWERS)
    HttpResponse<String> scoresCsv() {
        return Pages.file(ChartCsv.of(plot().chart()), ChartCsv.TYPE, "pool-scores.csv");
    }

    /** Asks pool.ntp.org for the link by which whoever looks proves that an address is theirs. */
    @Post(uri = "/verify", produces = Pages.UTF8_HTML)
    @Admits(Admitted.OPERATORS)
    HttpResponse<String> verify(HttpRequest<?> request) throws InterruptedException {
        var verification = ntpPool.verify(Visit.of(request).form().text("address"));
        var notice = verification.link().isPresent()
                ? new Notice("Done: open the link below, signed in to the pool’s site.", true, "")
                : new Notice(verification.trouble(), false, "");
        var status = verification.link().isPresent() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY;
        var page = content(request, notice, List.of(), verification.link().orElse(""));
        return pages.page(request, status, Place.POOLS, "pools.jte", page);
    }

    private ScorePlot plot() {
        return new ScorePlot(ntpPool.addresses().stream()
                .flatMap(address -> ntpPool.seen(address).flatMap(PoolWatcher.Seen::reply).stream()
                        .map(reply -> Map.entry(PoolWatcher.literal(address), reply)))
                .toList());
    }

    private List<RegisteredRow> registered() {
        return ntpPool.addresses().stream()
                .map(address ->
                        RegisteredRow.of(PoolWatcher.literal(address), ntpPool.seen(address), System.nanoTime()))
                .toList();
    }

    private HttpResponse<String> changed(HttpRequest<?> request, Function<Form, AdminAct> act) {
        var asked = asked(request, act);
        return page(request, asked.status(), asked.notice(), List.of());
    }

    /** What was typed may be nothing that can be asked for; why not is said without repeating it. */
    private DaemonDesk.Asked asked(HttpRequest<?> request, Function<Form, AdminAct> act) {
        AdminAct made;
        try {
            made = act.apply(Visit.of(request).form());
        } catch (IllegalArgumentException nothing) {
            return new DaemonDesk.Asked(
                    HttpStatus.UNPROCESSABLE_ENTITY, new Notice(String.valueOf(nothing.getMessage()), false, ""));
        }
        return daemon.asked(request, made);
    }

    private HttpResponse<String> page(
            HttpRequest<?> request, HttpStatus status, Notice notice, List<Finding> findings) {
        return pages.page(request, status, Place.POOLS, "pools.jte", content(request, notice, findings));
    }

    private PoolsPage content(HttpRequest<?> request, Notice notice, List<Finding> findings) {
        return content(request, notice, findings, "");
    }

    private PoolsPage content(HttpRequest<?> request, Notice notice, List<Finding> findings, String link) {
        return ofDaemon(request, notice, findings).with(registered(), plot().caption(), link);
    }

    private PoolsPage ofDaemon(HttpRequest<?> request, Notice notice, List<Finding> findings) {
        boolean mayChange = Visit.of(request).signedIn().role().covers(Role.OPERATOR);
        try {
            return PoolsPage.of(notice, daemon.status().pools(), mayChange, findings);
        } catch (ControlException silent) {
            return PoolsPage.silent(notice, mayChange, DaemonDesk.words(silent));
        }
    }
}
