package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.refclock.time.ClockState;

/** The states as a model: every one is reached, and from none is anything vouched for that cannot be. */
class StateKeeperTest {

    private static final double LIMIT = 1e-3;
    private static final double FINE = 1e-6;
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final StateKeeper keeper = new StateKeeper();

    private static StateKeeper.Facts facts(
            boolean isHeard, String doubt, boolean isNamed, boolean isSettled, double bound, double sinceUsed) {
        return new StateKeeper.Facts(
                isHeard, "", "", doubt, isNamed, "naming", isSettled, bound, LIMIT, sinceUsed, 8, "");
    }

    private static final StateKeeper.Facts NOTHING = facts(false, "", false, false, 16, NEVER);
    private static final StateKeeper.Facts HEARD = facts(true, "", false, false, 16, NEVER);
    private static final StateKeeper.Facts GOOD = facts(true, "", true, true, FINE, 0.2);
    private static final StateKeeper.Facts ALONE = facts(true, "", true, true, 50 * FINE, 30);
    private static final StateKeeper.Facts LOST = facts(true, "", true, true, LIMIT, 3_000);

    private void bringTo(ClockState state) {
        switch (state) {
            case STARTING -> keeper.update(NOTHING);
            case ACQUIRING -> keeper.update(HEARD);
            case LOCKED -> after(HEARD, GOOD);
            case HOLDOVER -> after(HEARD, GOOD, ALONE);
            case UNSYNCHRONISED -> after(HEARD, GOOD, LOST);
        }
        assertEquals(state, keeper.state());
    }

    private void after(StateKeeper.Facts... facts) {
        for (var one : facts) {
            keeper.update(one);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDoubtEndsEveryStateAtOnce(ClockState from) {
        bringTo(from);
        keeper.update(facts(true, "the clock was moved", true, true, FINE, 0.2));
        assertEquals(ClockState.UNSYNCHRONISED, keeper.state());
        assertEquals("the clock was moved", keeper.reason());
    }

    @ParameterizedTest
    @EnumSource
    void aBoundThatIsNoNumberVouchesForNothing(ClockState from) {
        bringTo(from);
        keeper.update(facts(true, "", true, true, Double.NaN, 0.2));
        assertFalse(keeper.state().isSynchronised());
    }

    @ParameterizedTest
    @EnumSource
    void atTheLimitNothingIsVouchedForAnyMore(ClockState from) {
        bringTo(from);
        keeper.update(facts(true, "", true, true, LIMIT, 0.2));
        assertFalse(keeper.state().isSynchronised());
    }

    @Test
    void holdoverBeginsAfterThreeSeconds() {
        after(HEARD, GOOD, facts(true, "", true, true, FINE, 3));
        assertEquals(ClockState.LOCKED, keeper.state());
        keeper.update(facts(true, "", true, true, FINE, 3.01));
        assertEquals(ClockState.HOLDOVER, keeper.state());
        assertEquals("no usable pulse for 3.0 s: no pulse", keeper.reason());
        keeper.update(GOOD);
        assertEquals(ClockState.LOCKED, keeper.state());
    }

    /** C18, the bug of never saying so: with no valid source, every walk ends unsynchronised when the bound says so. */
    @Test
    void everyWalkObeysTheModel() {
        var random = new Random(18);
        var seen = EnumSet.noneOf(ClockState.class);
        for (int walk = 0; walk < 20_000; walk++) {
            var walked = new StateKeeper();
            for (int step = 0; step < 50; step++) {
                var before = walked.state();
                double bound = random.nextInt(20) == 0 ? Double.NaN : FINE * Math.pow(10, 8 * random.nextDouble());
                var facts = new StateKeeper.Facts(
                        random.nextInt(10) > 0,
                        random.nextInt(10) == 0 ? "no fix" : "",
                        random.nextInt(15) == 0 ? "the receiver says it is jammed" : "",
                        random.nextInt(30) == 0 ? "in doubt" : "",
                        random.nextInt(6) > 0,
                        "naming",
                        random.nextInt(6) > 0,
                        bound,
                        LIMIT,
                        5 * random.nextDouble(),
                        random.nextInt(9),
                        "");
                walked.update(facts);
                var now = walked.state();
                seen.add(now);
                boolean isVouchedFor = bound < LIMIT && facts.doubt().isEmpty();
                assertTrue(isVouchedFor || !now.isSynchronised(), () -> now + " at " + facts);
                boolean isKnown = facts.isNamed() && facts.isSettled();
                assertTrue(before.isSynchronised() || !now.isSynchronised() || isKnown, () -> now + " at " + facts);
                boolean isTrusted = facts.suspicion().isEmpty();
                assertTrue(isTrusted || now != ClockState.LOCKED, () -> now + " at " + facts);
                boolean isMoreThanChance = before != ClockState.ACQUIRING || facts.usedOfEight() >= 3;
                assertTrue(isMoreThanChance || !now.isSynchronised(), () -> now + " at " + facts);
                assertFalse(walked.reason().isBlank());
                assertTrue(now != ClockState.STARTING || before == ClockState.STARTING, "never again starting");
            }
            walked.update(facts(true, "", true, true, LIMIT, NEVER));
            assertFalse(walked.state().isSynchronised(), "no source, and the bound has passed the limit");
        }
        assertEquals(EnumSet.allOf(ClockState.class), seen);
    }
}
