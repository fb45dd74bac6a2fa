package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Receiver.SatelliteInView;
import org.timeball.server.control.Status;
import org.timeball.web.appliance.page.Frame;
import org.timeball.web.appliance.page.Overview;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.Rendering;
import org.timeball.web.appliance.page.Sighting;
import org.timeball.web.appliance.page.StateMark;
import org.timeball.web.appliance.page.Statuses;
import org.xml.sax.InputSource;

class TemplatesTest {

    private static final String HOSTILE = "</p><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&";

    private final Templates templates = new Templates(new Rendering());

    static final List<Integer> SATELLITES = List.of(0, 1, 60);

    @ParameterizedTest
    @FieldSource("SATELLITES")
    void rendersAnyNumberOfSatellites(int number) {
        var receiver = Statuses.receiver(Statuses.satellites(number));
        var overview = overview(Statuses.of(ClockState.LOCKED, "Fine.", 1e-6, receiver));

        assertEquals(number, occurrences("<path class=\"sat", templates.part(Part.SKY, overview)));
        assertEquals(number, occurrences("<tr>", templates.part(Part.SATELLITES, overview)));
        assertTrue(page(overview).length() < 60_000);
    }

    /** The page and the parts must be one rendering, or an event would change what it should leave alone. */
    @ParameterizedTest
    @EnumSource(Part.class)
    void showsEachPartOnceUnderItsId(Part part) {
        var overview = overview(Statuses.locked());
        var page = page(overview);

        assertEquals(1, occurrences(" id=\"" + part.id() + "\"", page));
        assertTrue(
                Pattern.compile(" id=\"" + part.id() + "\"[^>]*>" + Pattern.quote(templates.part(part, overview))
                                + "</")
                        .matcher(page)
                        .find(),
                part::id);
    }

    @Test
    void escapesWhateverTheDaemonSays() {
        var satellite = new SatelliteInView(HOSTILE, 1, 45, 45, 40, true);
        var receiver = Statuses.receiver(HOSTILE, true, List.of(satellite), 1);
        var overview = Overview.of(
                HOSTILE,
                new Sighting.Heard(Statuses.of(ClockState.LOCKED, HOSTILE, 1e-6, receiver)),
                Overview.Figures.of(
                        Statuses.of(ClockState.LOCKED, HOSTILE, 1e-6, receiver), List.of(), Overview.Figures.empty()));

        var page = page(overview);

        assertEquals(1, occurrences("<script", page), "its own script and no other");
        assertFalse(page.contains("<img"));
        assertTrue(occurrences("&lt;script", page) > 4);
    }

    /** What the content security policy forbids the page must not use. */
    @Test
    void usesNoInlineScriptOrStyle() {
        var page = page(overview(Statuses.locked()));

        assertFalse(Pattern.compile("<script(?![^>]* src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:")
                .matcher(page)
                .find());
        assertFalse(Pattern.compile("(?:src|href)=\"(?!/|#)").matcher(page).find(), "nothing from elsewhere");
    }

    @Test
    void linksOnlyToWhatExists() {
        var page = page(overview(Statuses.locked()));

        var links = Pattern.compile("<a [^>]*href=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1));

        assertEquals(List.of("#main", "/", "/"), links.toList(), "the rail has the overview, and so has a phone's bar");
    }

    @Test
    void saysThatTheDaemonIsLost() {
        var lost = new Sighting.Silent(Optional.of(Statuses.locked()), "It does not answer.", 12);
        var page = page(Overview.of("timeball", lost, Overview.Figures.empty()));

        assertTrue(page.contains("data-state=\"no-daemon\""));
        assertTrue(page.contains("<title>□ timeball · No word from the daemon</title>"));
        assertTrue(page.contains("/state/no-daemon.svg"));
        assertFalse(page.contains("class=\"good\""));
        assertFalse(page.contains("Within"));
    }

    @ParameterizedTest
    @EnumSource(StateMark.class)
    void drawsAnIconThatIsWellFormed(StateMark mark) throws Exception {
        var icon = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(templates.icon(mark))));

        assertEquals("svg", icon.getDocumentElement().getLocalName());
    }

    /** One hour of ordinary seconds must not cost a phone more than 5 kB a second; the first event may. */
    @Test
    void sendsLittle() {
        var figures = Overview.Figures.of(Statuses.locked(), Statuses.pulses(Statuses.NOW), Overview.Figures.empty());
        var before = Scene.of(overview(Statuses.locked()), templates);
        var now = Scene.of(Overview.of("timeball", new Sighting.Heard(Statuses.locked()), figures), templates);

        assertTrue(LiveEvent.between(Optional.empty(), now).json().length() < 40_000);
        assertTrue(LiveEvent.between(Optional.of(before), now).json().length() < 5 * 5_000);
        assertEquals(Map.of(), LiveEvent.between(Optional.of(now), now).parts());
        assertEquals(1, LiveEvent.between(Optional.of(now), now).json().lines().count());
    }

    private String page(Overview overview) {
        return templates.overview(
                overview,
                new Frame(
                        overview.statement().title(),
                        overview.mark(),
                        overview.box(),
                        overview.program(),
                        Place.OVERVIEW,
                        List.of(Place.OVERVIEW),
                        Optional.empty(),
                        "token"));
    }

    private static Overview overview(Status status) {
        var figures = Overview.Figures.of(status, Statuses.pulses(Statuses.NOW), Overview.Figures.empty());
        return Overview.of("timeball", new Sighting.Heard(status), figures);
    }

    private static int occurrences(String part, String text) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
