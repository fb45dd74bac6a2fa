package org.timeball.web.appliance.page.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.ClientRecord;
import org.timeball.server.control.ClientReport;
import org.timeball.web.appliance.page.Statuses;
import org.timeball.web.appliance.page.Tile;
import org.timeball.web.appliance.page.chart.HistoryPlot;
import org.timeball.web.appliance.page.chart.HistorySpan;
import org.timeball.web.appliance.page.chart.PlotView;

/** The pages Clients and NTS. */
class PeopleTest {

    private static final PlotView PLOT = new PlotView(HistoryPlot.REQUESTS, HistorySpan.HOUR, "/clients", "");

    private static ClientsPage clients(ClientReport report) {
        return ClientsPage.of(Optional.of(Statuses.locked()), Optional.of(report), PLOT, "");
    }

    private static String value(List<Tile.Row> rows, String term) {
        return rows.stream()
                .filter(row -> row.term().equals(term))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void showsWhatAClientAsked() {
        var page = clients(new ClientReport(
                "prefix",
                1,
                1_000,
                0,
                List.of(new ClientRecord("192.0.2.0/24", 12_345, 7, 12_000, 3, 16.2, 86_400, 9))));

        assertEquals(
                new ClientsPage.Row(
                        "192.0.2.0/24", "12,345", "7", "12,000", "3", "16.2\u00a0s", "1\u00a0day ago", "9\u00a0s ago"),
                page.rows().getFirst());
        assertEquals("1,840,212", value(page.totals(), "requests"));
        assertEquals("301", value(page.dropped(), "rate limited"));
    }

    @Test
    void saysWhatAClientsNameStandsFor() {
        var two = List.of(new ClientRecord("x", 1, 0, 0, 0, 0, 1, 1));

        assertTrue(clients(new ClientReport("prefix", 9, 9, 0, two)).privacy().contains("never by address"));
        assertTrue(clients(new ClientReport("address", 1, 9, 0, two)).privacy().contains("by address"));
        assertTrue(clients(new ClientReport("hash", 1, 9, 0, two)).privacy().contains("says nothing of their address"));
        assertTrue(
                clients(new ClientReport("off", 0, 9, 0, List.of())).privacy().contains("not named"));
        assertTrue(clients(new ClientReport("prefix", 9, 9, 2, two))
                .privacy()
                .endsWith(
                        "Shown are the 1 that asked most, of 9. 2\u00a0clients had to be forgotten for want of room."));
    }

    @Test
    void countsKeyExchangesByReasonAndCipher() {
        var page = NtsPage.of(Optional.of(Statuses.locked()), PLOT, "");

        assertEquals("18", value(page.outcomes(), "failed"));
        assertEquals("wrong name asked for", page.failures().getFirst().term());
        assertEquals("1,204", value(page.ciphers(), "AEAD_AES_SIV_CMAC_256"));
        assertEquals("973,040", value(page.requests(), "answered with NTS"));
        assertEquals("11\u00a0h\u00a06\u00a0min old", value(page.keys(), "newest key"));
        assertEquals("8", value(page.keys(), "keys that open cookies"));
        assertFalse(NtsPage.of(Optional.empty(), PLOT, "silent").trouble().isEmpty());
        assertEquals(List.of(), NtsPage.of(Optional.empty(), PLOT, "silent").keys());
    }
}
