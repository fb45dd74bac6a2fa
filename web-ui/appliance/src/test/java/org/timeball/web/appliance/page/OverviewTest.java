package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.TemperatureStats;

class OverviewTest {

    record Row(ClockState state, double within, String title, String headline, String consequence) {}

    private static final String NOT_SYNCHRONISED = "Clients are told that this server is not synchronised.";

    static final List<Row> STATES = List.of(
            new Row(
                    ClockState.LOCKED,
                    310e-9,
                    "● attic · Locked ±0.31_µs",
                    "Within ±310_ns of UTC",
                    "Clients are served at stratum 1."),
            new Row(
                    ClockState.HOLDOVER,
                    0.8e-6,
                    "▲ attic · Holdover ±0.80_µs",
                    "Within ±800_ns of UTC",
                    "Clients still get time good to ±1.20_µs."),
            new Row(ClockState.ACQUIRING, 16, "◐ attic · Acquiring", "Nothing is vouched for", NOT_SYNCHRONISED),
            new Row(
                    ClockState.UNSYNCHRONISED,
                    16,
                    "✕ attic · Not synchronised",
                    "Nothing is vouched for",
                    NOT_SYNCHRONISED),
            new Row(ClockState.STARTING, 16, "○ attic · Starting", "Nothing is vouched for", NOT_SYNCHRONISED),
            new Row(ClockState.LOCKED, Double.NaN, "● attic · Locked", "Nothing is vouched for", NOT_SYNCHRONISED));

    @ParameterizedTest
    @FieldSource("STATES")
    void saysPlainlyWhatIsVouchedFor(Row row) {
        var statement = heard(row.state, row.within).statement();

        assertEquals(row.title.replace('_', '\u00a0'), statement.title());
        assertEquals(row.headline.replace('_', '\u00a0'), statement.headline());
        assertEquals(row.consequence.replace('_', '\u00a0'), statement.consequence());
        assertEquals(row.state.words() + ", 3\u00a0days\u00a04\u00a0h", statement.state());
    }

    @Test
    void saysTheTimeItWasTold() {
        var time = heard(ClockState.LOCKED, 1e-6).time().orElseThrow();

        assertEquals("10:41:27", time.clock());
        assertEquals("Sunday 22 November 2026", time.day());
        assertEquals("No leap second announced", time.leap());
        assertEquals(Statuses.NOW.toEpochMilli(), time.utcMillis());
    }

    @Test
    void tellsOfAlarmsInSentences() {
        var alarmed = Statuses.locked().alarmed(List.of("the disk is full", "/var is read-only: mount it writable"));
        var statement = Overview.of("attic", Watch.begun(0).heard(alarmed, 0).sighting(0), Overview.Figures.empty())
                .statement();

        assertEquals(
                "Clients are served at stratum 1. Alarm: The disk is full. Alarm: /var is read-only: mount it writable.",
                statement.consequence());
    }

    @Test
    void neverLooksGoodWithoutADaemon() {
        var lost =
                Watch.begun(0).heard(Statuses.locked(), 5_000_000_000L).lost().sighting(17_000_000_000L);

        var overview = Overview.of("attic", lost, Overview.Figures.empty());

        assertEquals(StateMark.NO_DAEMON, overview.mark());
        assertEquals(StateMark.Tone.BAD, overview.mark().tone());
        assertFalse(overview.isLive());
        assertEquals("No word from the daemon, 12\u00a0s", overview.statement().state());
        assertEquals("□ attic · No word from the daemon", overview.statement().title());
        assertTrue(overview.statement().consequence().contains("last heard at 10:41:27\u00a0UTC"));
        assertEquals("", overview.statement().confidence());
    }

    @Test
    void hasNoNumbersBeforeTheFirstWord() {
        var overview = Overview.of("attic", Watch.begun(0).sighting(0), Overview.Figures.empty());

        assertEquals(Optional.empty(), overview.time());
        assertEquals("–", overview.tiles().clients().value());
        assertEquals("", overview.program());
    }

    @Test
    void healsWithTheNextWord() {
        var healed = Watch.begun(0).lost().heard(Statuses.locked(), 1).sighting(2);

        assertEquals(
                StateMark.LOCKED,
                Overview.of("attic", healed, Overview.Figures.empty()).mark());
    }

    @Test
    void saysWhatThePortAndTheReceiverDo() {
        var absent = Statuses.receiver("/dev/ttyUSB0", false, List.of(), 0);
        var status = Statuses.of(ClockState.HOLDOVER, "The receiver is gone.", 1e-6, absent);

        var tile = Tiles.of(status).receiver();

        assertEquals("absent", tile.value());
        assertEquals("/dev/ttyUSB0", tile.rows().getFirst().value());
        assertEquals("The port is closed or nothing comes from it. Check the cable.", tile.note());
    }

    @Test
    void countsWhoGetsTheTimeAndWhoDoesNot() {
        var tiles = Tiles.of(Statuses.locked());

        assertEquals("58.3", tiles.clients().value());
        assertEquals("answers/s, 31.7 with NTS", tiles.clients().unit());
        assertEquals(
                "1,840,212\u00a0requests since the daemon started, 368 not answered.",
                tiles.clients().note());
        assertEquals("1,204", tiles.exchanges().value());
        assertEquals("completed, 18 failed", tiles.exchanges().unit());
        assertEquals("wrong name asked for", tiles.exchanges().rows().getFirst().term());
        assertEquals("\u22120.318\u00a0ppm", tiles.clock().value());
    }

    record Warmth(String name, TemperatureStats temperature, List<String> rows) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Warmth> WARMTHS = List.of(
            new Warmth("no thermometer", Corrections.NONE.temperature(), List.of()),
            new Warmth(
                    "fed forward",
                    new TemperatureStats("cpu-thermal", 48.686, -0.0151, 30, 0.871, true, 0.0072, 0.0026),
                    List.of(
                            "temperature 48.7_°C, fed forward",
                            "changes without it 7.2_ppb",
                            "changes with it 2.6_ppb")),
            new Warmth(
                    "not yet",
                    new TemperatureStats("cpu-thermal", 48.686, 0, 0, 0, false, 0, 0),
                    List.of("temperature 48.7_°C, only watched")),
            new Warmth(
                    "it went silent",
                    new TemperatureStats("cpu-thermal", Double.NaN, -0.0151, 0, 0.2, false, 0.0072, 0.0064),
                    List.of("temperature –, only watched", "changes without it 7.2_ppb", "changes with it 6.4_ppb")));

    @ParameterizedTest
    @FieldSource("WARMTHS")
    void showsTheOscillatorWithTemperatureAndWithout(Warmth row) {
        var corrections = new Corrections(Corrections.NONE.systematic(), Corrections.NONE.sawtooth(), row.temperature);

        var told = Tiles.of(Statuses.corrected(corrections)).clock().rows().stream()
                .filter(it -> it.term().startsWith("temperature") || it.term().startsWith("changes"))
                .map(it -> it.term() + " " + it.value())
                .toList();

        assertEquals(row.rows.stream().map(it -> it.replace('_', '\u00a0')).toList(), told);
    }

    private static Overview heard(ClockState state, double within) {
        var status = Statuses.of(state, "A reason.", within);
        return Overview.of("attic", new Sighting.Heard(status), Overview.Figures.empty());
    }
}
