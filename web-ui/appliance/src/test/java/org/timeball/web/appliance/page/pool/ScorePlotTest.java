package org.timeball.web.appliance.page.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.timeball.web.appliance.ntppool.ScoreReply;
import org.timeball.web.appliance.ntppool.ScoreReply.Point;

/** Scores drawn and said. */
class ScorePlotTest {

    private static final ScoreReply GOOD = new ScoreReply(19.5, List.of(new Point(100, 8), new Point(300, 19.5)));
    private static final ScoreReply BAD = new ScoreReply(-3.25, List.of(new Point(200, -3.25)));

    @Test
    void holdsEachScoreUntilTheNext() {
        var chart = new ScorePlot(List.of(Map.entry("192.0.2.7", GOOD), Map.entry("2001:db8::7", BAD))).chart();

        assertEquals(List.of(100.0, 200.0, 300.0), chart.places());
        assertEquals(List.of(8.0, 8.0, 19.5), chart.lines().getFirst().values());
        assertEquals(
                Arrays.asList(Double.NaN, -3.25, -3.25), chart.lines().get(1).values());
        assertEquals(List.of(10.0, 10.0, 10.0), chart.lines().getLast().values());
    }

    @Test
    void saysTheSameInASentence() {
        assertEquals(
                "Up to 20; above 10 the pool gives the address to clients. 192.0.2.7: 19.5 now, 8.0 at its worst.",
                new ScorePlot(List.of(Map.entry("192.0.2.7", GOOD))).caption());
        assertEquals("Nothing is told of scores yet.", new ScorePlot(List.of()).caption());
        assertTrue(RegisteredRow.of("192.0.2.7", Optional.empty(), 0).line().contains("first time"));
    }
}
