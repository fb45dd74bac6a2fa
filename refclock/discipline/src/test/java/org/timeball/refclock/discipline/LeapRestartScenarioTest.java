package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.time.ClockState;

/** Clocks that start near a leap second. */
class LeapRestartScenarioTest {

    /** C11: whenever it starts, within five seconds or a minute of the leap second, what it vouches for is right. */
    @Test
    void aRestartNearTheSecondServesNothingWrong() {
        for (int change : new int[] {1, -1}) {
            for (int lead = -6; lead <= 60; lead += lead < 15 ? 1 : 9) {
                for (boolean isSteered : new boolean[] {true, false}) {
                    restart(new LeapSecond(LeapingWorld.NEW_YEAR, change), lead, isSteered, 0);
                }
                // One that says 60, which is counted as the next day's first.
                if (change > 0) {
                    restart(new LeapSecond(LeapingWorld.NEW_YEAR, 1), lead, true, 1);
                }
            }
        }
    }

    private static void restart(LeapSecond leap, int lead, boolean isSteered, int lateSeconds) {
        var leaping = new LeapingWorld(
                        leap,
                        lead,
                        LeapSettings.DEFAULT,
                        isSteered,
                        k -> LeapingWorld.shift(leap, k - lead - lateSeconds))
                .offerFile();
        leaping.run(200);
        double worst = leaping.worstErrorSeconds(Math.max(-lead, -60) + 1, 200);
        String name = leap.change() + ", started " + lead + " s before";
        assertTrue(worst < 1e-3, () -> name + ": worst error " + worst + " s");
        assertEquals(ClockState.LOCKED, leaping.rig.lastLook().state(), name);
        assertEquals(37 + leap.change(), leaping.rig.referenceClock.leap().taiMinusUtcSeconds(), name);
    }
}
