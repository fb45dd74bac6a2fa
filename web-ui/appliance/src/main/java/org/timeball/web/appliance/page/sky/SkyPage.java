package org.timeball.web.appliance.page.sky;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.Status;
import org.timeball.web.appliance.page.SkyPlot;
import org.timeball.web.appliance.page.Tile;
import org.timeball.web.appliance.page.Wording;
import org.timeball.web.appliance.page.chart.PlotView;

/**
 * The sky above the antenna.
 *
 * @param trouble  why nothing is known, or empty
 * @param signals  how many there were, and how strong, over time
 * @param plot     the satellites in view
 * @param trails   where they went
 * @param cells    what stands in the way
 * @param bars     how strong they are
 * @param receiver what the receiver says of itself
 * @param span     for how long was looked, in words
 * @param isDay    whether that is a day, so that the map is of the whole sky
 */
public record SkyPage(
        String trouble,
        PlotView signals,
        SkyPlot plot,
        List<Trails.Trail> trails,
        List<ObstructionMap.Cell> cells,
        List<SignalBar> bars,
        List<Tile.Row> receiver,
        String span,
        boolean isDay) {

    private static final int LEAST_DAY_SECONDS = 23 * 3_600;

    /** Copies the lists. */
    public SkyPage {
        trails = List.copyOf(trails);
        cells = List.copyOf(cells);
        bars = List.copyOf(bars);
        receiver = List.copyOf(receiver);
    }

    /**
     * Draws it.
     *
     * @param status  the daemon's last word; empty when it is not heard
     * @param trouble why it is not, or empty
     */
    public static SkyPage of(Optional<Status> status, SkyMemory memory, PlotView signals, String trouble) {
        var receiver = status.map(Status::receiver);
        var satellites = receiver.map(Receiver::satellites).orElse(List.of());
        var paths = memory.paths();
        return new SkyPage(
                trouble,
                signals,
                SkyPlot.of(satellites, receiver.map(Receiver::satellitesUsed).orElse(0)),
                Trails.of(paths),
                ObstructionMap.of(paths).cells(),
                SignalBar.of(satellites),
                receiver.map(SkyPage::told).orElse(List.of()),
                Wording.lasting(memory.spanSeconds()),
                memory.spanSeconds() >= LEAST_DAY_SECONDS);
    }

    /** How much is known of what stands in the way. */
    public String mapCaption() {
        if (cells.isEmpty()) {
            return "Not enough seen yet; the map fills in the course of a day.";
        }
        long shut = cells.stream().filter(cell -> cell.grade() >= 3).count();
        return "Seen over " + span + (isDay ? "." : ", of the day it takes.") + " "
                + (shut == 0
                        ? "No part of the sky is much weaker than its ring."
                        : Wording.counted(shut, "part") + " of the sky much weaker than the best of the ring.");
    }

    /** What a receiver says of itself. */
    public static List<Tile.Row> told(Receiver receiver) {
        var health = receiver.health();
        var rows = new ArrayList<Tile.Row>();
        rows.add(row("model", "As the receiver names itself.", orUnknown(health.model(), "not told")));
        rows.add(row("firmware", "As the receiver names it.", orUnknown(health.firmware(), "not told")));
        rows.add(row("protocol", "What it speaks.", orUnknown(receiver.protocol(), "nothing yet")));
        rows.add(row("port", "Where it is read.", receiver.port()));
        rows.add(row("fix", "Of its position.", receiver.fix()));
        rows.add(row(
                "antenna",
                "As the receiver's supervisor sees it.",
                health.antenna().equals("unknown") ? "unknown (supervisor off)" : health.antenna()));
        rows.add(row("jamming", "By the receiver's own detector.", byDetector(health.jamming())));
        rows.add(row("spoofing", "By the receiver's own detector.", byDetector(health.spoofing())));
        rows.add(row("survey", "Of the antenna's position.", orUnknown(health.survey(), "not told")));
        rows.add(row("set-up", "What was set at the receiver.", orUnknown(receiver.setUp(), "not begun")));
        rows.add(row("trust", "What is held against it.", orUnknown(receiver.suspicion(), "nothing held against it")));
        return rows;
    }

    private static Tile.Row row(String term, String explanation, String value) {
        return new Tile.Row(term, explanation, value);
    }

    private static String byDetector(String word) {
        return word.equals("unknown") ? "unknown (not told)" : word;
    }

    private static String orUnknown(String word, String otherwise) {
        return word.isEmpty() ? otherwise : word;
    }
}
