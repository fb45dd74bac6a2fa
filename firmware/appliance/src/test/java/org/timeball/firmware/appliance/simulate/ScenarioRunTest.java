package org.timeball.firmware.appliance.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.state.ConfigException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The days that come with the program, played. */
@Execution(ExecutionMode.CONCURRENT)
class ScenarioRunTest {

    /** In the day of a patient spoofer nobody else is there who could know; what it can do is limited elsewhere. */
    private static final String SPOOFED = "dragged";

    static List<String> honestDays() {
        return BuiltInScenarios.names().stream()
                .filter(name -> !name.equals(SPOOFED))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("honestDays")
    void neverClaimsMoreThanIsTrue(String name) {
        var looks = ScenarioRun.of(BuiltInScenarios.scenario(name));
        long broken = looks.stream().filter(Look::isBroken).count();
        assertTrue(broken <= looks.size() / 1_000, () -> name + ": bound broken in " + broken + " s");
        assertEquals(ClockState.LOCKED, looks.getLast().state(), "it is well again at the end");
    }

    @Test
    void playsTheSameDayTwice() {
        var scenario = shortDay("seed = 3");
        assertEquals(ScenarioRun.of(scenario), ScenarioRun.of(scenario));
        assertTrue(!ScenarioRun.of(scenario).equals(ScenarioRun.of(scenario.withSeed(4))), "chance differs");
    }

    @Test
    void holdsOverWithoutAnAntenna() {
        var looks = ScenarioRun.of(shortDay("[[event]]\nat = 300\nfor = 60\nwhat = \"no-antenna\""));
        assertEquals(ClockState.LOCKED, looks.get(298).state());
        assertEquals(ClockState.HOLDOVER, looks.get(340).state());
        assertTrue(looks.get(340).reason().contains("no fix"), looks.get(340)::reason);
        assertEquals(ClockState.LOCKED, looks.get(370).state());
    }

    @Test
    void warmsTheBoardAndDetunesTheCrystal() {
        var looks = ScenarioRun.of(shortDay("[crystal]\nkind = \"calm\"\nppb-per-degree = -15\n"
                + "[[event]]\nat = 60\nwhat = \"warmth\"\nvalue = 10"));
        var last = looks.getLast();
        assertEquals(55, last.celsius(), 0.2);
        assertEquals(5 - 0.15, last.truePpm(), 0.01);
        assertEquals(last.truePpm(), last.oscillatorPpm(), 0.02);
    }

    /** The board is warm while its processor is busy, and the thermometer foretells what the crystal does. */
    @Test
    void feedsTheThermometerForward() {
        var looks = ScenarioRun.of(BuiltInScenarios.scenario("fan-and-load"));
        double busy = looks.get(3 * 3_600).celsius();
        double idle = looks.get(5 * 3_600).celsius();
        assertTrue(busy > idle + 5, () -> "busy " + busy + " °C, idle " + idle + " °C");
    }

    @Test
    void writesALineForEachSecond() throws IOException {
        var looks = ScenarioRun.of(shortDay("[crystal]\nkind = \"calm\""));
        var csv = new StringBuilder();
        RunCsv.write(looks, csv);
        var lines = csv.toString().split("\r\n");
        assertEquals(looks.size() + 1, lines.length);
        assertEquals("second,state,error_ns,bound_ns,within_ns,oscillator_ppm,true_ppm,celsius,pulse", lines[0]);
        assertTrue(lines[590].startsWith("590,Locked,"), lines[590]);
        assertTrue(lines[590].endsWith(",45.00,\"used 1.00\""), lines[590]);
    }

    @Test
    void drawsWellFormedXml() throws ParserConfigurationException, IOException, SAXException {
        var scenario =
                shortDay("title = \"5 < 6 & more\"\n[[event]]\nat = 300\nfor = 60\nwhat = \"warmth\"\nvalue = 3");
        var svg = RunPlot.of(scenario, ScenarioRun.of(scenario)).svg();
        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        assertTrue(svg.contains("5 &lt; 6 &amp; more"));
        assertTrue(svg.contains("Temperature, °C"));
    }

    private static Scenario shortDay(String more) {
        try {
            return ScenarioReader.parse("short.toml", "schema = 1\nseconds = 600\n" + more);
        } catch (ConfigException wrong) {
            throw new AssertionError(wrong);
        }
    }
}
