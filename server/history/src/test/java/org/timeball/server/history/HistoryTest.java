package org.timeball.server.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.server.control.history.HistoryTrack;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/** Hours of readings, on a clock of its own; each second's value is its number, so that means and extremes are known. */
class HistoryTest {

    private static final long START = 1_795_392_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final StateDirectory directory;
    private final Path file;

    HistoryTest(@TempDir Path folder) throws StateException {
        directory = StateDirectory.open(folder.resolve("state"));
        file = directory.resolve("history.rrd");
    }

    @Test
    void tellsTheLastHourBySeconds() {
        var history = new History(directory, 0);
        add(history, 0, 100);

        var report = report(history, 100, 60, 0, 60);

        assertEquals(START + 40, report.firstUtcSecond());
        assertEquals(1, report.stepSeconds());
        assertEquals(40.0, report.tracks().getFirst().mean().getFirst());
        assertEquals(99.0, report.tracks().getFirst().high().getLast());
    }

    /** When clients came is nobody else's business, nor was it in a file of an earlier version. */
    @Test
    void keepsWhatItWritesFromOthers() throws IOException {
        var history = new History(directory, 0);
        add(history, 0, 20);
        history.close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var again = new History(directory, 0);
        add(again, 20, 40);
        again.close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void joinsSecondsToAsFewPointsAsAreWanted() {
        var history = new History(directory, 0);
        add(history, 0, 3_600);

        var track = report(history, 3_600, 3_600, 0, 60).tracks().getFirst();

        assertEquals(60, track.mean().size());
        assertEquals(List.of(29.5, 0.0, 59.0), at(track, 0));
        assertEquals(List.of(3_569.5, 3_540.0, 3_599.0), at(track, 59));
    }

    @Test
    void tellsTwoHoursByTenSecondsAndADayByMinutes() {
        var history = new History(directory, 0);
        add(history, 0, 7_200);

        var hours = report(history, 7_200, 7_200, 0, 4_000);
        var month = report(history, 7_200, 10 * 86_400, 0, 4_000);
        var years = report(history, 7_200, HistoryRange.MOST_SECONDS, 0, 4_000);

        assertEquals(10, hours.stepSeconds());
        assertEquals(START, hours.firstUtcSecond());
        assertEquals(List.of(14.5, 10.0, 19.0), at(hours.tracks().getFirst(), 1));
        assertEquals(240, month.stepSeconds());
        assertEquals(7_199.0, known(month).getLast());
        assertEquals(7_199.0, known(years).getLast());
    }

    /** A row of two years lasts ten minutes: what of it has passed is told already. */
    @Test
    void tellsWhatHasPassedOfARowThatIsNotOver() {
        var history = new History(directory, 0);
        add(history, 0, 335);

        var years = known(report(history, 335, HistoryRange.MOST_SECONDS, 0, 4_000));
        var month = report(history, 335, 10 * 86_400, 0, HistoryRange.MOST_POINTS);
        var seconds = report(history, 335, 3_700, 0, 4_000).tracks().getFirst();

        assertEquals(List.of(334.0), years);
        assertEquals(334.0, known(month).getLast());
        assertEquals(List.of(332.0, 330.0, 334.0), at(seconds, seconds.mean().size() - 1));
        assertEquals(List.of(324.5, 320.0, 329.0), at(seconds, seconds.mean().size() - 2), "that is over");

        for (int second = 335; second < 338; second++) {
            history.add(new HistoryReading(START + second, false, Map.of(HistorySeries.NTP, 1e6)), nanos(second));
        }
        assertEquals(
                List.of(334.0),
                known(report(history, 338, HistoryRange.MOST_SECONDS, 0, 4_000)),
                "what is not vouched for is not told of a row, before or after it is over");
    }

    @Test
    void leavesGapsAndWhatIsNotVouchedFor() {
        var history = new History(directory, 0);
        add(history, 0, 100);
        for (int second = 100; second < 200; second++) {
            history.add(new HistoryReading(START + second, false, Map.of(HistorySeries.NTP, 1.0)), nanos(second));
        }
        add(history, 300, 3_700);

        var hour = report(history, 3_700, 3_600, 0, 4_000).tracks().getFirst();
        var longer = report(history, 3_700, 3_700, 0, 4_000).tracks().getFirst();

        assertEquals(List.of(1.0, 1.0, 1.0), at(hour, 50), "an hour remembers what is not vouched for");
        assertEquals(List.of(Double.NaN, Double.NaN, Double.NaN), at(longer, 15), "the disk does not");
        assertEquals(List.of(Double.NaN, Double.NaN, Double.NaN), at(longer, 25));
        assertEquals(List.of(94.5, 90.0, 99.0), at(longer, 9));
    }

    @Test
    void knowsItsPastAfterARestart() {
        var before = new History(directory, 0);
        add(before, 0, 1_000);
        before.close();
        var history = new History(directory, 0);
        add(history, 1_010, 1_100);

        var report = report(history, 1_100, 1_100, 0, 4_000);

        assertEquals(10, report.stepSeconds(), "for the part that was before");
        assertEquals(List.of(4.5, 0.0, 9.0), at(report.tracks().getFirst(), 0));
        assertEquals(1_099.0, known(report).getLast());
    }

    @Test
    void losesToACrashWhatWasNotWrittenYet() {
        add(new History(directory, 0), 0, 1_000);
        var history = new History(directory, 0);
        add(history, 1_000, 1_020);

        var known = known(report(history, 1_020, 1_020, 0, 4_000));

        assertTrue(known.contains(889.0), "the last commit was after 900 s");
        assertTrue(!known.contains(919.0), "what came then was in memory");
    }

    @Test
    void setsADamagedFileAsideAndSaysSo() throws IOException {
        Files.write(file, new byte[10_000]);
        var history = new History(directory, 0);
        add(history, 0, 4_000);

        assertTrue(Files.exists(directory.path().resolve("history.rrd.damaged")));
        assertTrue(history.alarms().getFirst().contains("begun anew"), () -> "" + history.alarms());
        assertEquals(3_999.0, known(report(history, 4_000, 4_000, 0, 4_000)).getLast());
    }

    @Test
    void survivesEveryFileThatWasCutShort() throws IOException {
        var whole = new History(directory, 0);
        add(whole, 0, 10);
        whole.close();
        byte[] content = Files.readAllBytes(file);
        for (int kept : new int[] {0, 1, 100, 4_096, 20_000, content.length / 2}) {
            Files.write(file, Arrays.copyOf(content, kept));
            try (var history = new History(directory, 0)) {
                add(history, 10, 200);
                report(history, 200, 86_400, 0, 4_000);
                add(history, 200, 300);
                assertTrue(!history.alarms().isEmpty(), "cut to " + kept);
            }
        }
    }

    @Test
    void doesNotGoOnWithAHistoryOfTheFuture() {
        try (var later = new History(directory, 0)) {
            add(later, 500_000, 500_010);
        }
        var history = new History(directory, 0);
        add(history, 0, 4_000);

        assertTrue(history.alarms().getFirst().contains("later than now"), () -> "" + history.alarms());
        assertEquals(3_999.0, known(report(history, 4_000, 4_000, 0, 4_000)).getLast());
    }

    @Test
    void goesOnWithoutADiskAndTakesItUpAgain() throws IOException {
        Path obstacle = directory.path().resolve("history.rrd.new");
        Files.createDirectories(obstacle.resolve("in the way"));
        var history = new History(directory, 0);
        add(history, 0, 50);
        assertTrue(history.alarms().getFirst().contains("not kept"), () -> "" + history.alarms());
        assertEquals(
                49.0, report(history, 50, 10, 0, 10).tracks().getFirst().mean().getLast());

        Files.delete(obstacle.resolve("in the way"));
        Files.delete(obstacle);
        add(history, 50, 200);

        assertEquals(List.of(), history.alarms());
        assertTrue(Files.exists(file));
    }

    /** 4 KB a page, each written twice, four times an hour: under a megabyte an hour. */
    @Test
    void wearsTheCardLittle() throws IOException {
        try (var database = RingDatabase.create(file, START)) {
            for (int second = 0; second < 900; second++) {
                database.add(reading(second));
            }
            assertTrue(database.changedPages() <= 32, () -> database.changedPages() + " pages");
        }
        assertTrue(Files.size(file) < 60_000_000, "fits a card many times over");
    }

    private static void add(History history, int from, int to) {
        for (int second = from; second < to; second++) {
            history.add(reading(second), nanos(second));
        }
    }

    private static HistoryReading reading(int second) {
        return new HistoryReading(
                START + second, true, Map.of(HistorySeries.NTP, (double) second, HistorySeries.STATE, 0.0));
    }

    private static long nanos(int second) {
        return second * NANOS_PER_SECOND;
    }

    private static HistoryReport report(History history, int second, int from, int to, int points) {
        return history.report(new HistoryRange(from, to, points, List.of(HistorySeries.NTP)), START + second);
    }

    private static List<Double> at(HistoryTrack track, int step) {
        return List.of(
                track.mean().get(step), track.low().get(step), track.high().get(step));
    }

    private static List<Double> known(HistoryReport report) {
        return report.tracks().getFirst().high().stream()
                .filter(value -> !value.isNaN())
                .toList();
    }
}
