package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.Pulse;

class PulseWidthTest {

    private static final long SECOND = 1_000_000_000L;

    private final PulseWidth width = new PulseWidth();

    /** From the edge that is used to the other, and whether the one that is used is the wrong one. */
    record Line(String name, double seconds, boolean isWrong) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Line> LINES = List.of(
            new Line("100 ms, as most receivers make it", 0.1, false),
            new Line("a needle", 10e-6, false),
            new Line("200 ms, the end of it", 0.8, true),
            new Line("100 ms, the end of it", 0.9, true),
            new Line("a square wave", 0.5, false),
            new Line("nearly a square wave, the end of it", 0.54, false));

    @ParameterizedTest
    @FieldSource("LINES")
    void theShorterPartIsThePulse(Line row) {
        for (int k = 1; k <= 8; k++) {
            long other = k * SECOND - SECOND + Math.round(row.seconds * SECOND);
            width.hear(new Pulse(k * SECOND, k, OptionalLong.of(other)));
        }
        assertEquals(row.seconds, width.seconds().orElseThrow(), 1e-6);
        assertEquals(row.isWrong, width.isWrongEdge());
    }

    @Test
    void newsThatComeLateTellThisPulsesOwnWidth() {
        for (int k = 1; k <= 8; k++) {
            width.hear(new Pulse(k * SECOND, k, OptionalLong.of(k * SECOND + SECOND / 10)));
        }
        assertEquals(0.1, width.seconds().orElseThrow(), 1e-9);
    }

    @Test
    void oneEdgeAloneAndOldOnesTellNothing() {
        for (int k = 1; k <= 8; k++) {
            width.hear(new Pulse(k * SECOND, k));
            width.hear(new Pulse(k * SECOND, k, OptionalLong.of(SECOND / 2 - 7 * SECOND)));
        }
        assertEquals(OptionalDouble.empty(), width.seconds());
        assertFalse(width.isWrongEdge());
    }

    @Test
    void theWrongEdgeIsRefusedWithItsWidth() {
        var rig = ReceiverFaultsTest.rig(Script.PLAIN.pulseShift(k -> 0.1));
        rig.otherEdgeSeconds = OptionalDouble.of(-0.1);
        rig.runUntilSecond(120);
        assertTrue(rig.referenceClock.report().notUsed().get("wrong edge") > 100);
        assertFalse(rig.lastLook().state().isSynchronised());
        var last = rig.referenceClock.recentPulses().getLast().verdict();
        assertEquals(
                new PulseVerdict.NotUsed(
                        PulseVerdict.Reason.WRONG_EDGE,
                        "the wrong edge is stamped: it comes 100 ms after the other one, which is the pulse's; invert"
                                + " the input"),
                last);
    }
}
