package org.timeball.firmware.sync.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.timeball.server.state.SourceSettings;

class PollPlanTest {

    private static PollPlan starting(int shortestLog2, int longestLog2) {
        return PollPlan.starting(new SourceSettings(
                "a.example.org", 123, new SourceSettings.None(), SourceSettings.Family.ANY, shortestLog2, longestLog2));
    }

    @Test
    void fourRequestsInARowAreOnePoll() {
        var plan = starting(5, 11);
        var rests = new ArrayList<Duration>();
        var areFirst = new ArrayList<Boolean>();
        for (int i = 0; i < 6; i++) {
            areFirst.add(!plan.isInBurst());
            plan = plan.answered();
            rests.add(plan.rest(8));
        }
        assertEquals(List.of(true, false, false, false, true, true), areFirst);
        var two = Duration.ofSeconds(2);
        var usual = Duration.ofSeconds(256);
        assertEquals(List.of(two, two, two, usual, usual, usual), rests);
    }

    @Test
    void keepsToWhatTheOperatorAllows() {
        var plan = starting(6, 8).answered().answered().answered().answered();
        assertEquals(Duration.ofSeconds(64), plan.rest(5));
        assertEquals(Duration.ofSeconds(128), plan.rest(7));
        assertEquals(Duration.ofSeconds(256), plan.rest(11));
    }

    @Test
    void asksLaterAndLaterWhoDoesNotAnswer() {
        var plan = starting(5, 11);
        var before = Duration.ZERO;
        for (int i = 0; i < 15; i++) {
            plan = plan.failed();
            assertTrue(plan.rest(5).compareTo(before) > 0, "retry " + i);
            before = plan.rest(5);
        }
        assertEquals(Duration.ofSeconds(2_048), before);
        assertEquals(Duration.ofSeconds(2_048), plan.failed().rest(5));
        assertEquals(Duration.ofSeconds(10), starting(5, 11).failed().rest(5));
    }

    /** A burst that fails in its middle is another poll when it is taken up again. */
    @Test
    void aFailureEndsTheBurst() {
        var plan = starting(5, 11).answered().failed();
        assertFalse(plan.isInBurst());
        assertEquals(Duration.ofSeconds(2), plan.answered().rest(5));
    }
}
