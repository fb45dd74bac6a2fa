package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FilterBankTest {

    private static final double JITTER = 200e-9;
    private static final NoiseShape LINE = new StudentShape(JITTER * JITTER);

    private final Random random = new Random(13);
    private double truth;
    private double frequency = 1e-8;

    private FilterBank begun() {
        var track = new PhaseTrack();
        for (int second = 0; second < PhaseTrack.LENGTH; second++) {
            truth += frequency;
            track.add(second, truth + JITTER * random.nextGaussian());
        }
        var line = track.line(PhaseTrack.LENGTH - 1, 0);
        return new FilterBank(line.phaseSeconds(), line);
    }

    private void follow(FilterBank bank, int seconds, double walk) {
        for (int second = 0; second < seconds; second++) {
            frequency += walk * random.nextGaussian();
            truth += frequency;
            bank.predict(0);
            bank.update(truth + JITTER * random.nextGaussian(), JITTER * JITTER, LINE);
        }
    }

    @Test
    void learnsHowRestlessTheOscillatorIs() {
        var calm = begun();
        follow(calm, 5_000, 0);
        assertEquals(truth, calm.phase(), 25e-9);
        assertEquals(frequency, calm.frequency(), 0.1e-9);
        double known = calm.phaseVariance();

        var restless = begun();
        follow(restless, 5_000, 1e-8);
        assertEquals(truth, restless.phase(), 400e-9);
        assertTrue(restless.phaseVariance() > 10 * known);
        assertTrue(restless.frequencyVariance() > 100 * calm.frequencyVariance());
    }

    @Test
    void aFastFilterIsAtHandAfterHoursOfCalm() {
        var bank = begun();
        follow(bank, 20_000, 0);
        frequency += 50e-9;
        follow(bank, 30, 0);
        assertEquals(frequency, bank.frequency(), 15e-9);
        assertEquals(truth, bank.phase(), 300e-9);
    }

    /** A swing like a room's, 20 ppb in half an hour: known drift brings the frequency nearer than steps of chance do. */
    @Test
    void aDriftThatLastsIsFollowedWithoutLag() {
        var bank = begun();
        double swing = 100e-9;
        double squares = 0;
        int seconds = 20_000;
        for (int second = 0; second < seconds; second++) {
            frequency = swing * Math.sin(2 * Math.PI * second / 1_800);
            truth += frequency + 1e-9 * random.nextGaussian();
            bank.predict(0);
            bank.update(truth + JITTER * random.nextGaussian(), JITTER * JITTER, LINE);
            double off = bank.frequency() - frequency;
            squares += second > 5_000 ? off * off : 0;
        }
        double rms = Math.sqrt(squares / (seconds - 5_000));
        assertEquals(0, rms, 4.5e-9, () -> "frequency off by " + rms);
    }

    @Test
    void silenceWidensWhatItBelieves() {
        var bank = begun();
        follow(bank, 1_000, 1e-9);
        double before = bank.phaseVariance();
        for (int second = 0; second < 600; second++) {
            bank.predict(1e-6);
            truth += frequency + 1e-6;
        }
        assertEquals(truth, bank.phase(), 3 * Math.sqrt(bank.phaseVariance()));
        assertTrue(bank.phaseVariance() > 100 * before);
        bank.rejoin(truth + 50e-6, JITTER * JITTER, LINE);
        assertEquals(truth + 50e-6, bank.phase(), 10e-6);
    }

    @Test
    void aJumpMovesThePhaseAlone() {
        var bank = begun();
        follow(bank, 1_000, 0);
        double phase = bank.phase();
        double slope = bank.frequency();
        bank.jump(10e-6, JITTER * JITTER / 6);
        assertEquals(phase + 10e-6, bank.phase(), 1e-12);
        assertEquals(slope, bank.frequency(), 1e-15);
        assertTrue(bank.phaseVariance() > JITTER * JITTER / 3);
    }

    @Test
    void believesItsOwnPulsesAndNotWildOnes() {
        var bank = begun();
        follow(bank, 1_000, 0);
        bank.predict(0);
        assertTrue(bank.belief(bank.phase() + JITTER, JITTER * JITTER, LINE) > 0.7);
        assertTrue(bank.belief(bank.phase() - 100 * JITTER, JITTER * JITTER, LINE) < 1e-3);
    }
}
