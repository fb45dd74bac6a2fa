package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What steers is the discipline, whatever else is kept beside it. */
class RetractableDisciplineTest {

    private final Discipline plain = new Discipline(0, 0);
    private final RetractableDiscipline retractable = new RetractableDiscipline(() -> new Discipline(0, 0));

    /** It keeps an estimate for those who ask again, and none that is out of date. */
    @Test
    void believesWhatItsDisciplineBelievesAtEveryMoment() {
        var random = new Random(7);
        for (int second = 0; second < 2_000; second++) {
            double warmer = random.nextInt(10) == 0 ? 0.1 * random.nextGaussian() : 0;
            plain.expectFrequencyChange(warmer);
            retractable.expectFrequencyChange(warmer);
            assertEquals(plain.estimate(), retractable.estimate());
            double phase = 3e-6 * Math.sin(second / 300.0) + 200e-9 * random.nextGaussian();
            if (random.nextInt(20) == 0) {
                assertEquals(plain.onMissingPulse(1e-9), retractable.onMissingPulse(1e-9));
            } else {
                assertEquals(plain.onPulse(phase, 1e-9), retractable.onPulse(phase, 1e-9));
            }
            assertEquals(plain.estimate(), retractable.estimate());
            plain.learn();
            retractable.learn();
            assertEquals(plain.estimate(), retractable.estimate());
        }
    }

    @Test
    void believesAnotherThingWhenAMinuteIsTakenBack() {
        for (int second = 0; second < 300; second++) {
            retractable.onPulse(second < 200 ? 0 : (second - 200) * 100e-9, 0);
        }
        var before = retractable.estimate();

        retractable.retract();

        assertNotEquals(before, retractable.estimate());
        assertEquals(300, retractable.seconds());
    }
}
