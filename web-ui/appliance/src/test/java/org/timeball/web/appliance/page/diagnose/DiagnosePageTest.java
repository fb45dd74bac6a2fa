package org.timeball.web.appliance.page.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.CheckVerdict;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.web.appliance.page.Frame;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.Rendering;
import org.timeball.web.appliance.page.StateMark;

/** The page Diagnose from the daemon's records. */
class DiagnosePageTest {

    private static final String HOSTILE = "</p><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&";

    private static Check check(String id, CheckArea area, CheckVerdict verdict) {
        return new Check(
                id, area, "Name of " + id, verdict, "Seen " + id + ".", verdict.isTrouble() ? "Do it." : "", 65);
    }

    private static final Check GOOD = check("sky.fix", CheckArea.RECEIVER, CheckVerdict.GOOD);
    private static final Check UNKNOWN = check("sky.antenna", CheckArea.RECEIVER, CheckVerdict.UNKNOWN);
    private static final Check ATTENTION = check("pulse.quality", CheckArea.PULSE, CheckVerdict.ATTENTION);
    private static final Check BAD = check("nts.port", CheckArea.SERVICE, CheckVerdict.BAD);

    private static DiagnosePage page(Check... checks) {
        return DiagnosePage.of(new DiagnosisReport(0, true, List.of(checks)));
    }

    record Row(List<Check> checks, String headline, String tone, List<String> trouble) {
        @Override
        public String toString() {
            return headline;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(List.of(GOOD, UNKNOWN), "Nothing is amiss", "good", List.of()),
            new Row(List.of(GOOD, ATTENTION), "One thing to look into", "waiting", List.of("pulse.quality")),
            new Row(List.of(ATTENTION, GOOD, BAD), "One thing is wrong", "bad", List.of("nts.port", "pulse.quality")),
            new Row(List.of(BAD, BAD), "2 things are wrong", "bad", List.of("nts.port", "nts.port")));

    @ParameterizedTest
    @FieldSource("ROWS")
    void putsTheWorstFirst(Row row) {
        var page = page(row.checks.toArray(Check[]::new));

        assertEquals(row.headline, page.headline());
        assertEquals(row.tone, page.tone());
        assertEquals(row.trouble, page.trouble().stream().map(CheckRow::id).toList());
    }

    @Test
    void keepsAreasInTheirOrderWithTheirAge() {
        var page = page(BAD, GOOD, UNKNOWN);

        assertEquals(
                List.of("receiver", "service"),
                page.sections().stream().map(DiagnosePage.Section::key).toList());
        assertEquals("65 s ago", page.sections().getFirst().age());
        assertEquals(2, page.sections().getFirst().rows().size());
        assertTrue(page.text().contains("bad             nts.port: Seen nts.port. → Do it."), page.text());
    }

    @Test
    void saysWhyNothingIsKnown() {
        var html = html(DiagnosePage.silent("The daemon does not answer: gone"));

        assertTrue(html.contains("The daemon does not answer: gone"));
        assertFalse(html.contains("Nothing is amiss"));
    }

    /** What a receiver or a certificate says of itself is text, whatever is in it. */
    @Test
    void showsStrangersWordsAsText() {
        var html = html(page(
                new Check("certificate.x", CheckArea.CERTIFICATES, HOSTILE, CheckVerdict.BAD, HOSTILE, HOSTILE, 0)));

        assertFalse(html.contains("<script>alert"));
        assertFalse(html.contains("<img"));
        assertTrue(html.contains("&lt;script&gt;alert(1)"));
    }

    private static String html(DiagnosePage page) {
        var frame = new Frame(
                "Diagnose",
                StateMark.LOCKED,
                "timeball",
                "",
                Place.DIAGNOSE,
                List.of(Place.DIAGNOSE),
                Optional.of("anna"),
                "form-token");
        return new Rendering().page("diagnose.jte", page, frame);
    }
}
