package org.timeball.web.appliance.page.people;

import java.util.List;
import java.util.Optional;
import org.timeball.server.control.ClientRecord;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Status;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Tile;
import org.timeball.web.appliance.page.Wording;
import org.timeball.web.appliance.page.chart.PlotView;

/**
 * Who gets the time.
 *
 * @param trouble why nothing is known, or empty
 * @param plot    requests over time
 * @param totals  since the daemon started
 * @param dropped requests that were not answered, by reason
 * @param privacy what a name stands for, in a sentence
 * @param rows    clients, those that asked most first
 */
public record ClientsPage(
        String trouble, PlotView plot, List<Tile.Row> totals, List<Tile.Row> dropped, String privacy, List<Row> rows) {

    /** The rest are those that ask least. */
    public static final int SHOWN = 100;

    /** Copies the lists. */
    public ClientsPage {
        totals = List.copyOf(totals);
        dropped = List.copyOf(dropped);
        rows = List.copyOf(rows);
    }

    /** One client, or one network of them. */
    public record Row(
            String name,
            String requests,
            String dropped,
            String nts,
            String interleaved,
            String interval,
            String first,
            String last) {

        static Row of(ClientRecord client) {
            return new Row(
                    client.name(),
                    Engineering.count(client.requests()),
                    Engineering.count(client.dropped()),
                    Engineering.count(client.nts()),
                    Engineering.count(client.interleaved()),
                    client.intervalSeconds() > 0
                            ? Engineering.magnitude(client.intervalSeconds())
                            : Engineering.UNKNOWN,
                    Wording.lasting(client.sinceSeconds()) + " ago",
                    Wording.lasting(client.lastSeconds()) + " ago");
        }
    }

    /** Says what is known. */
    public static ClientsPage of(
            Optional<Status> status, Optional<ClientReport> clients, PlotView plot, String trouble) {
        var service = status.map(Status::service);
        return new ClientsPage(
                trouble,
                plot,
                service.map(ClientsPage::totals).orElse(List.of()),
                service.map(stats -> Wording.reasons(stats.dropReasons(), Integer.MAX_VALUE))
                        .orElse(List.of()),
                clients.map(ClientsPage::privacy).orElse(""),
                clients.map(ClientReport::clients).orElse(List.of()).stream()
                        .map(Row::of)
                        .toList());
    }

    private static List<Tile.Row> totals(ServerStats service) {
        return List.of(
                new Tile.Row(
                        "answers a second",
                        "Over the last ten seconds.",
                        Engineering.rate(service.answeredPerSecond())),
                new Tile.Row(
                        "of them with NTS", "Over the last ten seconds.", Engineering.rate(service.ntsPerSecond())),
                new Tile.Row("requests", "Since the daemon started.", Engineering.count(service.ntpReceived())),
                new Tile.Row("answered", "With time, NTS or not.", Engineering.count(service.ntpAnswered())),
                new Tile.Row("not answered", "For the reasons below.", Engineering.count(service.ntpDropped())),
                new Tile.Row("with valid NTS", "Whose cookie opened.", Engineering.count(service.authenticated())),
                new Tile.Row(
                        "told to exchange keys anew",
                        "Whose cookie no longer opens.",
                        Engineering.count(service.naks())),
                new Tile.Row(
                        "in interleaved mode",
                        "Told in the next reply when the last one really left.",
                        Engineering.count(service.interleaved())));
    }

    private static String privacy(ClientReport report) {
        String kept = report.remembered() > report.clients().size()
                ? " Shown are the %d that asked most, of %s."
                        .formatted(report.clients().size(), Engineering.count(report.remembered()))
                : "";
        String room = report.forgotten() == 0
                ? ""
                : " " + Wording.counted(report.forgotten(), "client") + " had to be forgotten for want of room.";
        return switch (report.naming()) {
            case "address" -> "Clients are shown by address, as the configuration has it." + kept + room;
            case "prefix" -> "Clients are shown by network, never by address." + kept + room;
            case "hash" -> "Clients are shown by a number that says nothing of their address." + kept + room;
            default -> "Clients are counted and not named, as the configuration has it.";
        };
    }
}
