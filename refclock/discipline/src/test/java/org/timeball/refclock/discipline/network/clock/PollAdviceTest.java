package org.timeball.refclock.discipline.network.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.timeball.refclock.discipline.network.Ageing;
import org.timeball.refclock.discipline.network.Interval;
import org.timeball.refclock.discipline.network.SelectionSettings;
import org.timeball.refclock.simulation.OscillatorTrace;

class PollAdviceTest {

    private static final int SECONDS = 6 * 3_600;

    private static NetworkClockSettings polls(int shortestLog2, int longestLog2) {
        return new NetworkClockSettings(
                SelectionSettings.USUAL, StepPolicy.USUAL, shortestLog2, longestLog2, 100_000, 300_000, 1, 3_600);
    }

    private static SimulatedNetwork network(OscillatorTrace oscillator, double delayMillis, int longestLog2) {
        var server = SimulatedServer.honest("a", delayMillis * 1e-3, delayMillis * 10e-6);
        return new SimulatedNetwork(
                3, oscillator, 0, 0.01, SECONDS, polls(5, longestLog2), Optional.empty(), List.of(server));
    }

    /** The table is in docs/sources.md. */
    @ParameterizedTest
    @CsvSource({
        "CALM, 0.4", "PI, 0.4", "LOAD, 0.4", "RAMP, 0.4", "ROUGH, 0.4",
        "CALM, 20", "PI, 20", "LOAD, 20", "RAMP, 20", "ROUGH, 20"
    })
    void isNearlyAsGoodAsAskingAllTheTime(OscillatorTrace oscillator, double delayMillis) {
        double busy = network(oscillator, delayMillis, 5).run(SECONDS).rms();
        var advised = network(oscillator, delayMillis, 11);
        double adapted = advised.run(SECONDS).rms();

        System.out.println(String.format(
                Locale.ROOT,
                "%-6s %4.1f ms: rms %6.1f µs asked every 32 s, %6.1f µs as advised, at last every %4d s",
                oscillator,
                delayMillis,
                busy * 1e6,
                adapted * 1e6,
                1 << advised.network().pollLog2()));
        assertTrue(adapted < 4 * busy, () -> adapted + " s and " + busy + " s");
        assertTrue(advised.network().pollLog2() > 5, "it is asked less often");
    }

    @Test
    void asksSoonWhenSomethingIsAmiss() {
        var advice = new PollAdvice(polls(6, 9));
        var course = Course.begin(0, 0, 1e-12, 0, 1e-9);
        for (int i = 0; i < 20; i++) {
            advice.onUpdate(course, 1, new Interval(-1, 1), Ageing.ofDoubt(1));
        }
        assertEquals(9, advice.log2());
        advice.hurry();
        assertEquals(6, advice.log2());
        advice.onUpdate(course, 1e-9, new Interval(-1, 1), Ageing.ofDoubt(1));
        assertEquals(6, advice.log2());
    }
}
