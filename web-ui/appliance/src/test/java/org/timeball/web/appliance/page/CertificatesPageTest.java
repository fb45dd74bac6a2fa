package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.web.appliance.page.CertificatesPage.Rights;

class CertificatesPageTest {

    private static final long DAY = 86_400;
    private static final long FROM = 1_795_000_000;
    private static final long UNTIL = FROM + 90 * DAY;
    private static final long NOW = FROM + 45 * DAY;
    private static final String HOSTILE = "<script>alert(1)</script>";
    private static final AuthorityRecord AUTHORITY =
            new AuthorityRecord("CN=Timeball", "01:02", UNTIL, List.of("home.arpa"), "-----BEGIN CERTIFICATE-----\n");

    private static CertificateRecord record(
            String origin, double daysLeft, long next, long window, int failures, String alarm) {
        return new CertificateRecord(
                "lan",
                origin,
                List.of("key exchange at 0.0.0.0 port 4460"),
                4_460,
                List.of("box.home.arpa"),
                "CN=Timeball",
                "AB:CD",
                FROM,
                UNTIL,
                daysLeft,
                next,
                window,
                window == 0 ? 0 : window + 2 * DAY,
                FROM,
                failures,
                failures == 0 ? "renewed" : "connection refused",
                alarm);
    }

    private static final CertificateRecord NONE = new CertificateRecord(
            "lan", "own-ca", List.of(), 0, List.of(), "", "", 0, 0, Double.NaN, 0, 0, 0, 0, 0, "", "");

    record Row(CertificateRecord told, String headline, String tone, String next) {
        @Override
        public String toString() {
            return headline + ", " + tone;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(NONE, "There is none yet", "neutral", "once the time is known: without it no date is judged"),
            new Row(
                    record("own-ca", 45, FROM + 60 * DAY, 0, 0, ""),
                    "45 days left",
                    "good",
                    "2027‑01‑17 11:06:40\u00a0UTC, when a third of its life is left"),
            new Row(
                    record("acme", 45, FROM + 61 * DAY, FROM + 60 * DAY, 0, ""),
                    "45 days left",
                    "good",
                    "2027‑01‑18 11:06:40\u00a0UTC, drawn by lot within the authority's window"),
            new Row(
                    record("acme", 9.5, NOW + 300, 0, 3, "renewal fails"),
                    "9.5 days left",
                    "waiting",
                    "2027‑01‑02 11:11:40\u00a0UTC, for the last attempt failed"),
            new Row(
                    record("import", -1, 0, 0, 0, "it has ended"),
                    "Expired",
                    "bad",
                    "by you: bring the next one before this one ends"),
            new Row(
                    record("own-ca", Double.NaN, 0, 0, 0, ""),
                    "Until 2027‑02‑16 11:06:40\u00a0UTC",
                    "neutral",
                    "once the time is known: without it no date is judged"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void saysHowLongAndWhatNext(Row row) {
        var card = CertificateCard.of(row.told, NOW);

        assertEquals(row.headline, card.headline());
        assertEquals(row.tone, card.tone());
        assertEquals(
                List.of(row.next),
                card.rows().stream()
                        .filter(fact -> fact.term().equals("Next renewal"))
                        .map(CertificateCard.Row::text)
                        .toList());
    }

    @Test
    void drawsItsLifeWithTheWindow() {
        var bar = LifeBar.of(record("acme", 45, FROM + 63 * DAY, FROM + 54 * DAY, 0, ""), NOW);

        assertEquals(500, bar.now(), 0.5);
        assertEquals(700, bar.next().orElseThrow(), 0.5);
        assertEquals(600, bar.window().orElseThrow().start(), 0.5);
        assertEquals(22, bar.window().orElseThrow().width(), 0.5);
        assertEquals("50 % of its life is over, the next is tried for at 70 %", bar.label());
        var over = LifeBar.of(record("import", -1, 0, 0, 0, ""), UNTIL + DAY);
        assertEquals(LifeBar.WIDTH, over.now());
        assertEquals(Optional.empty(), over.next());
    }

    private static String page(Rights rights, List<CertificateRecord> told) {
        var page = CertificatesPage.of(Notice.NONE, rights, new CertificateReport(true, told, AUTHORITY), NOW);
        var frame = new Frame(
                "t", StateMark.LOCKED, "timeball", "", Place.CERTIFICATES, List.of(), Optional.of("anna"), "token");
        return new Rendering().page("certificates.jte", page, frame);
    }

    /** W3: a button that would be refused is not shown. */
    @Test
    void offersWhatOneMay() {
        var both = List.of(record("own-ca", 45, NOW, 0, 0, ""), record("import", 45, 0, 0, 0, ""));

        var viewers = page(new Rights(false, false), both);
        assertFalse(viewers.contains("Renew lan") || viewers.contains("Bring a certificate"), viewers);
        assertTrue(viewers.contains("server box.home.arpa iburst nts"), viewers);
        assertTrue(viewers.contains("href=\"/certificates/own-ca.pem\""), viewers);

        var admins = page(new Rights(true, true), both);
        assertTrue(admins.contains("Renew lan now"), admins);
        assertTrue(admins.contains("enctype=\"multipart/form-data\""), admins);
    }

    /** W8: a subject is whatever its maker wrote. */
    @Test
    void showsASubjectAsText() {
        var sly = new CertificateRecord(
                HOSTILE,
                "import",
                List.of(HOSTILE),
                0,
                List.of(HOSTILE),
                "CN=" + HOSTILE,
                HOSTILE,
                FROM,
                UNTIL,
                45,
                0,
                0,
                0,
                FROM,
                1,
                HOSTILE,
                HOSTILE);

        assertFalse(page(new Rights(true, true), List.of(sly)).contains("<script"));
    }
}
