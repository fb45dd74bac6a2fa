package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.gnss.NextPulse;
import org.timeball.refclock.simulation.SawtoothTrace;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.PulseKind;

/** A reference clock on a raw clock that is right, with pulses that are late for reasons that are known. */
class ReferenceClockCorrectionTest {

    private static final long SECOND = Rig.SECOND;
    private static final long START = Rig.NOON;

    private final AtomicLong raw = new AtomicLong(START);
    private ReferenceClock clock = clock(0);

    private ReferenceClock clock(double latencySeconds) {
        return new ReferenceClock(
                new ReferenceClockSettings(latencySeconds, 1e-6, 1e-3, 300, 0, 0, PulseKind.KERNEL, true),
                new SoftwareClock(raw::get),
                _ -> {});
    }

    /** A second: the pulse so late, then a burst that states a sawtooth for the next one. */
    private void second(int k, double lateSeconds, OptionalDouble nextSawtooth) {
        long at = START + k * SECOND;
        raw.set(at + 3_000_000);
        clock.accept(new ClockInput.PulseArrived(new Pulse(at + Math.round(lateSeconds * 1e9), k)));
        raw.set(at + 200_000_000);
        var next = new NextPulse(OptionalLong.of(at / SECOND + 1), nextSawtooth);
        clock.accept(new ClockInput.EpochArrived(new Epoch(
                OptionalLong.of(at / SECOND),
                at + 150_000_000,
                true,
                Fix.THREE_D,
                8,
                List.of(),
                Optional.of(next),
                Optional.empty(),
                OptionalDouble.empty())));
        raw.set(at + 500_000_000);
        clock.accept(new ClockInput.Tick());
    }

    private double errorSeconds() {
        return (clock.snapshot().utcNanos(raw.get()) - raw.get()) * 1e-9;
    }

    @Test
    void takesOffWhatThePulsesAreKnownToBeLate() {
        clock = clock(1.55e-6);
        for (int k = 1; k <= 120; k++) {
            second(k, 1.55e-6, OptionalDouble.empty());
        }
        assertEquals(0, errorSeconds(), 5e-9);

        clock = clock(0);
        for (int k = 121; k <= 240; k++) {
            second(k, 1.55e-6, OptionalDouble.empty());
        }
        assertEquals(-1.55e-6, errorSeconds(), 5e-9, "a clock that follows late pulses is behind");
    }

    @Test
    void learnsAReceiversSawtoothAndJudgesPulsesWithoutIt() {
        double[] late = SawtoothTrace.HANGING.series(1, 2_202);
        var noise = new Random(2);
        for (int k = 1; k <= 2_200; k++) {
            second(k, late[k] + 2e-9 * noise.nextGaussian(), OptionalDouble.of(-late[k + 1]));
        }
        var report = clock.report().sawtooth();
        assertEquals(-1, report.sign());
        assertEquals(-1, report.slope(), 0.1);
        assertTrue(report.corrected() > 1_000, report.toString());
        var newest = clock.recentPulses().subList(2_000, 2_199);
        double squares = newest.stream()
                .mapToDouble(pulse -> pulse.offsetSeconds().orElseThrow())
                .map(offset -> offset * offset)
                .average()
                .orElseThrow();
        assertTrue(Math.sqrt(squares) < 3.5e-9, "offsets of " + Math.sqrt(squares));
    }

    @Test
    void learnsWhatTemperatureDoes() {
        double rawAhead = 0;
        double phaseNanos = 0;
        var noise = new Random(2);
        for (int k = 1; k <= 6_000; k++) {
            boolean isWarm = k / 300 % 2 == 1;
            rawAhead += ((isWarm ? 1 : 0) - rawAhead) / 30;
            clock.accept(new ClockInput.TemperatureRead("cpu-thermal", 50 + 8 * rawAhead));
            phaseNanos += 20 * 8 * rawAhead;
            second(k, phaseNanos * 1e-9 + 20e-9 * noise.nextGaussian(), OptionalDouble.empty());
        }
        var report = clock.report().temperature();
        assertTrue(report.isApplied(), report.toString());
        assertEquals(20, report.slopePpbPerDegree(), 2, report.toString());
    }
}
