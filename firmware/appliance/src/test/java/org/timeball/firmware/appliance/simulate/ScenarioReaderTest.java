package org.timeball.firmware.appliance.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.simulation.OscillatorTrace;
import org.timeball.server.state.ConfigException;

class ScenarioReaderTest {

    private static final String LEAST = "schema = 1\nseconds = 600\n";

    record Mistake(String why, String toml, int line, String problem, String advice) {
        @Override
        public String toString() {
            return why;
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake("no length", "schema = 1", 0, "seconds is missing", "write at the top: seconds = 7200"),
            new Mistake(
                    "a day too long",
                    "schema = 1\nseconds = 900000",
                    2,
                    "seconds: 900000 is out of range 60..864000 (seconds)",
                    "write 864000"),
            new Mistake(
                    "a start with a fraction",
                    LEAST + "start = \"2026-11-26T12:00:00.5Z\"",
                    3,
                    "start: that is no whole second of UTC",
                    "write start = \"2026-11-26T12:00:00Z\""),
            new Mistake(
                    "an unknown crystal",
                    LEAST + "[crystal]\nkind = \"tcxo\"",
                    4,
                    "crystal.kind: \"tcxo\" is no crystal known here",
                    "write one of calm, pi, rough, load, ocxo, fan, ramp"),
            new Mistake(
                    "an unknown key",
                    LEAST + "[pulse]\nmising = 0.1",
                    4,
                    "pulse.mising is not a known key",
                    "did you mean missing?"),
            new Mistake(
                    "an event after the end",
                    LEAST + "[[event]]\nat = 600\nwhat = \"no-pulse\"",
                    4,
                    "event.at: 600 is out of range 0..599 (seconds since the start)",
                    "write 599"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void tellsAMistakeWithPlaceAndRemedy(Mistake mistake) {
        var told = assertThrows(ConfigException.class, () -> ScenarioReader.parse("day.toml", mistake.toml));
        var problem = told.problems().getFirst();
        assertEquals(mistake.line, problem.at().line());
        assertEquals(mistake.problem, problem.problem());
        assertEquals(mistake.advice, problem.advice());
    }

    @Test
    void namesWhatCanHappen() {
        var toml = LEAST + "[[event]]\nat = 60\nwhat = \"earthquake\"";
        var told = assertThrows(ConfigException.class, () -> ScenarioReader.parse("day.toml", toml));
        assertEquals(
                "write one of no-antenna, unplugged, no-pulse, no-sentences, late-sentences, second-step, pulse-step,"
                        + " wrong-edge, extra-edges, noise, drag, jamming, spoofing, warmth, clock-step",
                told.problems().getFirst().advice());
    }

    @Test
    void readsWhatIsThereAndFillsInTheRest() throws ConfigException {
        var scenario = ScenarioReader.parse("day.toml", LEAST + """
                        title = "A short day"
                        seed = 7

                        [crystal]
                        kind = "calm"
                        ppb-per-degree = -15

                        [[event]]
                        at = 120
                        for = 60
                        what = "drag"
                        value = 1e-6
                        """);
        assertEquals("A short day", scenario.title());
        assertEquals(Instant.parse("2026-11-26T12:00:00Z"), scenario.start());
        assertEquals(new Scenario.Crystal(OscillatorTrace.CALM, -15), scenario.crystal());
        assertEquals(List.of(new Event(120, 60, Event.Kind.DRAG, 1e-6)), scenario.events());
        assertEquals(0.12, scenario.sentence().delaySeconds());
    }
}
