package org.timeball.refclock.discipline.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.fallback.Steersman.Candidate;
import org.timeball.refclock.discipline.fallback.Steersman.Facts;

class SteersmanTest {

    private static final Candidate NOTHING = new Candidate(false, false, 16);

    record Row(String name, Steering before, Candidate receiver, Candidate network, Steering after) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Candidate locked(double bound) {
        return new Candidate(true, true, bound);
    }

    private static Candidate holding(double bound) {
        return new Candidate(true, false, bound);
    }

    static final List<Row> ROWS = List.of(
            new Row("pulses steer", Steering.RECEIVER, locked(1e-6), locked(1e-3), Steering.RECEIVER),
            new Row("a short holdover", Steering.RECEIVER, holding(1e-5), locked(1e-3), Steering.RECEIVER),
            new Row("a long holdover", Steering.RECEIVER, holding(2e-3), locked(1e-3), Steering.NETWORK),
            new Row("both hold over", Steering.RECEIVER, holding(2e-3), holding(1e-3), Steering.RECEIVER),
            new Row("never a pulse", Steering.RECEIVER, NOTHING, locked(1e-3), Steering.NETWORK),
            new Row("no pulse, servers were lost", Steering.RECEIVER, NOTHING, holding(1e-3), Steering.NETWORK),
            new Row("nobody knows", Steering.RECEIVER, NOTHING, NOTHING, Steering.RECEIVER),
            new Row("nobody knows any more", Steering.NETWORK, NOTHING, NOTHING, Steering.NETWORK),
            new Row("pulses are back", Steering.NETWORK, locked(1e-4), locked(1e-5), Steering.RECEIVER),
            new Row(
                    "holdover alone does not take it back",
                    Steering.NETWORK,
                    holding(1e-5),
                    locked(1e-3),
                    Steering.NETWORK),
            new Row("but it does when servers are lost", Steering.NETWORK, holding(1e-2), NOTHING, Steering.RECEIVER));

    @ParameterizedTest
    @FieldSource("ROWS")
    void gives(Row row) {
        var steersman = new Steersman(row.before, 1);
        assertEquals(row.after, steersman.decide(new Facts(row.receiver, row.network, 0, 0)));
        assertEquals("", steersman.objection());
    }

    /** Not even when nobody vouches for the receiver's any more. */
    @Test
    void doesNotFollowAFarNetwork() {
        var steersman = new Steersman(Steering.RECEIVER, 0.5);
        steersman.decide(new Facts(locked(1e-6), locked(1e-3), 3, 0));
        assertEquals(Steering.RECEIVER, steersman.decide(new Facts(holding(2e-3), locked(1e-3), 3, 3_600)));
        assertEquals(Steering.RECEIVER, steersman.decide(new Facts(NOTHING, locked(1e-3), 3, 7_200)));
        assertTrue(steersman.objection().contains("3.0 s from the clock"), steersman.objection());
        assertEquals(Steering.NETWORK, steersman.decide(new Facts(NOTHING, locked(1e-3), 0.4, 7_200)));
        assertEquals("", steersman.objection());
    }

    /** An oscillator that nobody watched for a week can be anywhere. */
    @Test
    void grantsAnUnwatchedClockWhatItMayHaveStrayed() {
        var steersman = new Steersman(Steering.RECEIVER, 0.5);
        steersman.decide(new Facts(locked(1e-6), NOTHING, 0, 0));
        assertEquals(Steering.NETWORK, steersman.decide(new Facts(NOTHING, locked(1e-3), 3, 7 * 86_400)));
    }

    @Test
    void afterASleepAnythingIsAsGood() {
        var steersman = new Steersman(Steering.RECEIVER, 0.5);
        steersman.decide(new Facts(locked(1e-6), locked(1e-3), 3_600, 0));
        steersman.forget();
        assertEquals(Steering.NETWORK, steersman.decide(new Facts(NOTHING, locked(1e-3), 3_600, 60)));
    }
}
