package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.ClientRecord;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.Receiver.SatelliteInView;
import org.timeball.server.control.Source;
import org.timeball.web.appliance.page.Frame;
import org.timeball.web.appliance.page.Overview;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.Rendering;
import org.timeball.web.appliance.page.Sighting;
import org.timeball.web.appliance.page.StateMark;
import org.timeball.web.appliance.page.Statuses;
import org.timeball.web.appliance.page.chart.HistoryPlot;
import org.timeball.web.appliance.page.chart.HistorySpan;
import org.timeball.web.appliance.page.chart.Past;
import org.timeball.web.appliance.page.chart.PlotView;
import org.timeball.web.appliance.page.clock.ClockPage;
import org.timeball.web.appliance.page.people.ClientsPage;
import org.timeball.web.appliance.page.people.NtsPage;
import org.timeball.web.appliance.page.people.SourcesPage;
import org.timeball.web.appliance.page.sky.SkyMemory;
import org.timeball.web.appliance.page.sky.SkyPage;

/** The pages of instruments as HTML, with what strangers can send in every place that they reach. */
class InstrumentPagesTest {

    private static final String HOSTILE = "</p><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&";
    private static final PlotView PLOT = new PlotView(HistoryPlot.REQUESTS, HistorySpan.DAY, "/clients", HOSTILE);

    private final Rendering rendering = new Rendering();

    /** Every page, from a daemon that repeats what strangers say. */
    private Map<String, String> pages() {
        var satellite = new SatelliteInView(HOSTILE, 1, 45, 45, 40, true);
        var receiver = Statuses.receiver(HOSTILE, true, List.of(satellite), 1);
        var status = Optional.of(Statuses.of(ClockState.LOCKED, HOSTILE, 1e-6, receiver));
        var sources = Optional.of(Statuses.following(
                List.of(new Source("^", "x", HOSTILE, HOSTILE, HOSTILE, 1, 6, 0xff, 1, 2e-9, 2e-9, 250e-9))));
        var clients = new ClientReport("prefix", 1, 9, 0, List.of(new ClientRecord(HOSTILE, 1, 0, 0, 0, 0, 1, 1)));
        var overview = Overview.of(HOSTILE, new Sighting.Heard(status.get()), Overview.Figures.empty());
        var memory = new SkyMemory();
        memory.add(status.get());
        return Map.of(
                "sky", rendered("sky", Place.SKY, SkyPage.of(status, memory, PLOT, HOSTILE)),
                "sources", rendered("sources", Place.SOURCES, SourcesPage.of(sources, HOSTILE)),
                "clients",
                        rendered("clients", Place.CLIENTS, ClientsPage.of(status, Optional.of(clients), PLOT, HOSTILE)),
                "nts", rendered("nts", Place.NTS, NtsPage.of(status, PLOT, HOSTILE)),
                "clock",
                        rendered(
                                "clock",
                                Place.CLOCK,
                                ClockPage.of(
                                        HistorySpan.HOUR,
                                        overview,
                                        Past.UNKNOWN,
                                        Past.UNKNOWN,
                                        ErrorSum.UNTOLD,
                                        HOSTILE)));
    }

    private String rendered(String name, Place here, Object page) {
        return rendering.page(
                name + ".jte",
                page,
                new Frame(
                        HOSTILE,
                        StateMark.LOCKED,
                        HOSTILE,
                        HOSTILE,
                        here,
                        Arrays.asList(Place.values()),
                        Optional.of(HOSTILE),
                        ""));
    }

    @Test
    void escapeWhateverStrangersSay() {
        pages().forEach((name, page) -> {
            assertFalse(page.contains("<script>"), name);
            assertFalse(page.contains("<img"), name);
            assertTrue(page.contains("&lt;script&gt;"), name);
        });
    }

    /** The content security policy refuses both. */
    @Test
    void haveNoStyleOrScriptWithin() {
        pages().forEach((name, page) -> {
            assertFalse(
                    Pattern.compile("<[^>]* (style|on[a-z]+)=")
                            .matcher(page.replace("&quot;", ""))
                            .find(),
                    name);
            assertFalse(page.contains("<style"), name);
            assertFalse(Pattern.compile("<script(?![^>]* src=)").matcher(page).find(), name);
        });
    }

    /** What is put anew is found by its id. */
    @Test
    void haveAnIdOnceForAllThatIsKeptFresh() {
        pages().forEach((name, page) -> {
            var ids = Pattern.compile(" id=\"([^\"]+)\"")
                    .matcher(page)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertEquals(ids.size(), ids.stream().distinct().count(), name + ": " + ids);
            assertFalse(
                    Pattern.compile("<(?![^>]* id=)[^>]* data-fresh")
                            .matcher(page)
                            .find(),
                    name);
        });
    }

    @Test
    void sayWhenTheDaemonIsSilent() {
        pages().forEach((name, page) -> assertTrue(
                Pattern.compile("id=\"link\" role=\"status\" *>").matcher(page).find(), name));
    }
}
