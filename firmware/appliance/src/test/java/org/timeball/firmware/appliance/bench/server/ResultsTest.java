package org.timeball.firmware.appliance.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Rows for people and for scripts, of made-up rounds. */
class ResultsTest {

    private final Results results = new Results();

    private void answered(String server, Mode mode, int round, double value) {
        answered(server, mode, round, value, "max");
    }

    private void answered(String server, Mode mode, int round, double value, String label) {
        var numbers = new HashMap<String, Double>();
        mode.figures().forEach(figure -> numbers.put(figure.key(), value));
        results.add(server, mode, round, new Outcome.Answered(new LoaderJson.Answer(numbers, Map.of("label", label))));
    }

    private Results.Row row(String server, Figure figure) {
        return results.rows(figure).stream()
                .filter(row -> row.server().equals(server))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void comparesWithBothYardsticks() {
        for (int round = 1; round <= 3; round++) {
            answered(Contender.TIMEBALL, Mode.NTP, round, 90 * round);
            answered(Contender.ECHO, Mode.NTP, round, 100 * round);
            answered(Contender.CHRONYD, Mode.NTP, round, 60 * round);
        }
        var row = row(Contender.TIMEBALL, Figure.NTP_RATE);
        assertEquals(OptionalDouble.of(180), row.series().median());
        assertEquals(OptionalDouble.of(0.9), row.ratioToEcho());
        assertEquals(OptionalDouble.of(1.5), row.ratioToChronyd());
    }

    @Test
    void theNewerChronydStandsInWhereDebiansHasNoSuchMode() {
        answered(Contender.TIMEBALL, Mode.NTS30, 1, 110);
        results.add(Contender.CHRONYD, Mode.NTS30, 1, new Outcome.NotServed("NTS-KE: no usable AEAD or cookie"));
        answered(Contender.PEER_CHRONYD, Mode.NTS30, 1, 100);
        answered(Contender.CHRONYD, Mode.NTS15, 1, 50);
        answered(Contender.PEER_CHRONYD, Mode.NTS15, 1, 100);
        assertEquals(
                OptionalDouble.of(1.1),
                row(Contender.TIMEBALL, Figure.NTS30_RATE).ratioToChronyd());
        assertEquals(
                OptionalDouble.of(2),
                row(Contender.PEER_CHRONYD, Figure.NTS15_RATE).ratioToChronyd());
    }

    @Test
    void aModeThatAServerDoesNotHaveIsARowThatSaysSo() {
        results.add(Contender.ECHO, Mode.KE, 1, new Outcome.NotServed("has no NTS"));
        assertEquals("has no NTS", row(Contender.ECHO, Figure.KE_CPU).note());
        var lines = ResultsTable.of(results, Mode.KE).lines().toList();
        assertEquals("ke, us CPU/handshake", lines.getFirst());
        assertTrue(lines.getLast().endsWith("echod          not measured  (has no NTS)"), lines::toString);
        assertEquals(2, lines.size(), "once, and not for each figure");
        assertEquals("""
                [
                  {"server": "echod", "mode": "ke", "median": null, "min": null, "max": null, \
                "unit": "us CPU/handshake", "ratio_to_echo": null, "ratio_to_chronyd": null}
                ]
                """, ResultsJson.array(results));
    }

    @Test
    void aRateThatTheLoadGeneratorDidNotReachIsMarked() {
        answered(Contender.ECHO, Mode.NTP, 1, 5, "max!");
        answered(Contender.ECHO, Mode.NTP, 2, 5);
        assertTrue(row(Contender.ECHO, Figure.NTP_RATE).note().startsWith("at least: in 1 round"));
        assertEquals("", row(Contender.ECHO, Figure.NTP_CPU).note());
    }

    @Test
    void roundsThatAreMissingAreCounted() {
        answered(Contender.ECHO, Mode.NTP, 1, 5);
        results.add(Contender.ECHO, Mode.NTP, 2, new Outcome.NotServed("loss over 0.10% already at 2000/s"));
        var note = row(Contender.ECHO, Figure.NTP_RATE).note();
        assertEquals("in 1 rounds not measured: loss over 0.10% already at 2000/s", note);
        assertEquals("", row(Contender.ECHO, Figure.NTP_CPU).note());
    }

    @Test
    void scriptsGetOneObjectForEachServerAndMode() {
        answered(Contender.TIMEBALL, Mode.OFFSET, 1, 2_000);
        answered(Contender.ECHO, Mode.OFFSET, 1, 4_000);
        assertEquals("""
                [
                  {"server": "timeball", "mode": "offset", "median": 2000.0000, "min": 2000.0000, "max": 2000.0000, \
                "unit": "ns, |offset| p99", "ratio_to_echo": 0.5000, "ratio_to_chronyd": null},
                  {"server": "echod", "mode": "offset", "median": 4000.0000, "min": 4000.0000, "max": 4000.0000, \
                "unit": "ns, |offset| p99", "ratio_to_echo": 1.0000, "ratio_to_chronyd": null}
                ]
                """, ResultsJson.array(results));
    }

    @Test
    void everyModeHasItsHeadlineFirst() {
        for (var mode : Mode.values()) {
            assertEquals(mode.headline(), mode.figures().getFirst(), mode::word);
        }
    }
}
