package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.RefId;
import org.timeball.refclock.time.SmearShape;

/** Leap seconds that are spread over a day. */
class LeapSmearScenarioTest {

    record SmearRow(SmearShape shape, int change, boolean isSteered) {
        @Override
        public String toString() {
            return shape + ", " + change + (isSteered ? ", steered" : ", not steered");
        }
    }

    static List<SmearRow> smears() {
        return List.of(
                new SmearRow(SmearShape.LINEAR, 1, true),
                new SmearRow(SmearShape.LINEAR, -1, false),
                new SmearRow(SmearShape.COSINE, 1, false),
                new SmearRow(SmearShape.COSINE, -1, true));
    }

    /** From noon to noon, with no jump anywhere, no bits, and a reference id that says so. */
    @ParameterizedTest
    @MethodSource("smears")
    void aSmearRunsFromNoonToNoon(SmearRow row) {
        var leap = new LeapSecond(LeapingWorld.NEW_YEAR, row.change);
        var settings = new LeapSettings(LeapMode.SMEAR, row.shape, 900);
        var leaping =
                new LeapingWorld(leap, LeapingWorld.DAY / 2 + LeapingWorld.LEAD, settings, row.isSteered).offerFile();
        leaping.run(-LeapingWorld.DAY / 2 - 1);
        assertEquals(RefId.PPS, leaping.rig.referenceClock.snapshot().refId());
        for (int k = -LeapingWorld.DAY / 2; k < LeapingWorld.DAY / 2; k += 3_600) {
            leaping.run(k + 10);
            assertEquals(Leap.NONE, leaping.announced());
            assertEquals(RefId.SMEAR, leaping.rig.referenceClock.snapshot().refId());
        }
        leaping.run(LeapingWorld.DAY / 2 + 5);
        assertEquals(RefId.PPS, leaping.rig.referenceClock.snapshot().refId());
        double steepest = row.shape == SmearShape.LINEAR ? 11.6e-6 : 18.2e-6;
        for (int k = -LeapingWorld.DAY / 2; k <= LeapingWorld.DAY / 2; k++) {
            double step = leaping.rig.looks.get(leaping.lead + k).errorSeconds()
                    - leaping.rig.looks.get(leaping.lead + k - 1).errorSeconds();
            int second = k;
            assertTrue(Math.abs(step) < steepest + 8e-6, () -> "served time jumps by " + step + " s at " + second);
        }
        assertEquals(0, leaping.errorSeconds(LeapingWorld.DAY / 2 + 4), 20e-6);
        assertEquals(-row.change * 0.5, leaping.errorSeconds(-3), 1e-4);
        double quarter = row.shape == SmearShape.LINEAR ? 0.25 : 0.1464;
        assertEquals(-row.change * quarter, leaping.errorSeconds(-LeapingWorld.DAY / 4), 1e-4);
    }

    /** A daemon that starts within the smear takes it up where it is, before the second and after. */
    @Test
    void aRestartGoesOnWithTheSmear() {
        var leap = new LeapSecond(LeapingWorld.NEW_YEAR, 1);
        for (int lead : new int[] {3_600, -3_600}) {
            var leaping = new LeapingWorld(leap, lead, LeapSettings.DEFAULT.withMode(LeapMode.SMEAR), true).offerFile();
            int now = -lead + 100;
            leaping.run(now);
            double done = (LeapingWorld.DAY / 2 + now + 0.5) / (LeapingWorld.DAY + 1);
            assertEquals(ClockState.LOCKED, leaping.rig.lastLook().state());
            assertEquals((now > 0 ? 1 : 0) - done, leaping.errorSeconds(now), 20e-6);
            assertEquals(RefId.SMEAR, leaping.rig.referenceClock.snapshot().refId());
        }
    }
}
