package org.timeball.refclock.discipline.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClockFilterTest {

    private static final Ageing AGEING = Ageing.ofDoubt(Ageing.TOLERANCE_PPB);

    private final ClockFilter filter = new ClockFilter();

    private SourceFigures figuresAt(double second) {
        return filter.figures(Math.round(second * Samples.SECOND), 0, AGEING).orElseThrow();
    }

    private double millisAt(double second) {
        return figuresAt(second).offsetSeconds() * 1e3;
    }

    @Test
    void saysNothingBeforeAnAnswer() {
        assertTrue(filter.figures(0, 0, AGEING).isEmpty());
    }

    @Test
    void theQuickestAnswerSpeaksForTheOthers() {
        filter.add(Samples.at(0, 5, 30));
        filter.add(Samples.at(64, 1, 10));
        filter.add(Samples.at(128, 9, 50));

        assertEquals(1, millisAt(128), 1e-9);
        assertEquals(5e-3 + 64 * 15e-6, figuresAt(128).distanceSeconds(), 1e-9);
        assertEquals(0.128, figuresAt(128.128).ageSeconds(), 1e-6);
    }

    @Test
    void anOldAnswerGivesWayToASlowerOne() {
        filter.add(Samples.at(0, 1, 10));
        filter.add(Samples.at(1_024, 2, 38));

        assertEquals(2, millisAt(1_024), 1e-9, "15 ms of age are more than 14 ms of delay");
    }

    @Test
    void aSpikeIsNotFollowedAndCountsLittle() {
        for (int i = 0; i < 7; i++) {
            filter.add(Samples.at(16 * i, 1 + 0.01 * (i % 2), 10));
        }
        double before = figuresAt(112).jitterSeconds();
        filter.add(Samples.at(112, 101, 210));

        assertTrue(Math.abs(millisAt(112) - 1) < 0.02);
        assertTrue(figuresAt(112).jitterSeconds() < 3e-3, () -> "jitter " + figuresAt(112) + " after " + before);
    }

    @Test
    void aJumpAtAnUnchangedDelayIsHeardAtOnce() {
        for (int i = 0; i < 7; i++) {
            filter.add(Samples.at(16 * i, 1, 10));
        }
        filter.add(Samples.at(112, 40, 10));

        assertEquals(40, millisAt(112), 1e-9);
    }

    @Test
    void waitingOfAllAddsToTheJitter() {
        filter.add(Samples.at(0, 1, 10));
        for (int i = 1; i <= 8; i++) {
            filter.add(Samples.at(64 * i, 46, 100));
        }

        assertTrue(figuresAt(512).jitterSeconds() >= 0.045, () -> "jitter " + figuresAt(512));
    }

    @Test
    void eightPollsInVainLeaveNothing() {
        filter.add(Samples.at(0, 1, 10));
        for (int i = 0; i < 8; i++) {
            filter.addNothing();
        }

        assertTrue(filter.figures(Samples.SECOND, 0, AGEING).isEmpty());
    }

    @Test
    void whatWasSaidIsCarriedOverASlewAStepAndALeapSecond() {
        filter.add(Samples.at(100, 50, 10));

        assertEquals(
                30e-3,
                filter.figures(100 * Samples.SECOND, 20e-3, AGEING)
                        .orElseThrow()
                        .offsetSeconds(),
                1e-9);
        filter.onStep(45_000_000);
        assertEquals(5, millisAt(100.045), 1e-6);
        assertEquals(0, figuresAt(100.045).ageSeconds(), 1e-9);
        filter.onLeap(-1);
        assertEquals(5, millisAt(99.045), 1e-6);
        assertEquals(0, figuresAt(99.045).ageSeconds(), 1e-9);
    }

    @Test
    void expectsWhatIsKnownOfTheFrequency() {
        filter.add(Samples.at(0, 1, 10));
        var known = new Ageing() {
            @Override
            public double expectedSeconds(double seconds) {
                return seconds * 10e-6;
            }

            @Override
            public double doubtSeconds(double seconds) {
                return seconds * 1e-6;
            }
        };

        var figures = filter.figures(100 * Samples.SECOND, 0, known).orElseThrow();

        assertEquals(2e-3, figures.offsetSeconds(), 1e-12);
        assertEquals(5.1e-3, figures.distanceSeconds(), 1e-12);
    }
}
