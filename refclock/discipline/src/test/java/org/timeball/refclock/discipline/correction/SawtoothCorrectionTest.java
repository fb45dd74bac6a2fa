package org.timeball.refclock.discipline.correction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.gnss.NextPulse;
import org.timeball.refclock.gnss.RecordingCutter;
import org.timeball.refclock.simulation.SawtoothTrace;
import org.timeball.refclock.time.ReceiverBytes;

/** What the correction makes of stamps and statements; what the clock gains by it is tested with the discipline. */
class SawtoothCorrectionTest {

    private static final long SECOND = 1_000_000_000L;

    /** A free clock that is right, on which pulses with a sawtooth are stamped. */
    private static final class Line {

        final SawtoothCorrection correction = new SawtoothCorrection();
        final Random random;
        final double noise;
        long second;
        double squares;
        int counted;

        Line(long seed, double noiseSeconds) {
            random = new Random(seed);
            noise = noiseSeconds;
        }

        /** A pulse that is late, announced as {@code stated} so many seconds before. */
        void pulse(double late, double stated, double announcedBefore) {
            long at = ++second * SECOND;
            correction.hear(
                    new NextPulse(OptionalLong.of(second), OptionalDouble.of(stated)),
                    at - Math.round(announcedBefore * 1e9));
            double latency = noise * random.nextGaussian();
            double phase = late + latency - correction.lateSeconds(second, at);
            correction.learn(second, at, phase, 0, 0, Math.hypot(noise, 6e-9));
            squares += (phase - latency) * (phase - latency);
            counted++;
        }

        void pulses(double[] sawtooth, int sign) {
            for (double late : sawtooth) {
                pulse(late, sign * late, 0.8);
            }
        }

        int sign() {
            return correction.report().sign();
        }

        /** What of the sawtooth is left in the pulses since last asked. */
        double leftSeconds() {
            double left = Math.sqrt(squares / counted);
            squares = 0;
            counted = 0;
            return left;
        }
    }

    @Test
    void learnsEitherSignFromAThousandPulsesAndTakesTheSawtoothOff() {
        for (int sign : new int[] {1, -1}) {
            var line = new Line(1, 5e-9);
            line.pulses(SawtoothTrace.RUNNING.series(2, 1_000), sign);
            assertEquals(0, line.sign());
            line.pulses(SawtoothTrace.RUNNING.series(3, 10), sign);
            assertEquals(sign, line.sign());
            assertTrue(line.leftSeconds() > 5e-9);
            line.pulses(SawtoothTrace.RUNNING.series(4, 1_000), sign);
            assertEquals(0, line.leftSeconds(), 1e-15);
        }
    }

    /** A thousand lines of any noise, any beat and any firmware: undecided or right, never the other sign. */
    @Test
    void neverTakesTheWrongSign() {
        var chance = new Random(7);
        int decided = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            int sign = chance.nextBoolean() ? 1 : -1;
            var kind = new SawtoothTrace(
                    chance.nextDouble(8e-9, 45e-9),
                    chance.nextDouble(0, 20e-9),
                    chance.nextDouble(0, 2e-9),
                    chance.nextDouble(300, 7_200));
            var line = new Line(seed, Math.pow(10, chance.nextDouble(-9, -6.5)));
            line.pulses(kind.series(seed, 3_010), sign);
            assertNotEquals(-sign, line.sign(), kind.toString());
            decided += Math.abs(line.sign());
        }
        assertTrue(decided > 400, "decided " + decided);
    }

    @Test
    void staysUndecidedWhereWhatIsStatedHasNothingToDoWithThePulses() {
        for (int seed = 0; seed < 200; seed++) {
            var line = new Line(seed, 20e-9);
            double[] other = SawtoothTrace.RUNNING.series(seed, 5_010);
            double[] own = SawtoothTrace.HANGING.series(1_000 + seed, 5_010);
            for (int k = 0; k < own.length; k++) {
                line.pulse(own[k], other[k], 0.8);
            }
            assertEquals(0, line.sign(), "seed " + seed);
        }
    }

    @Test
    void changesItsMindWhenTheReceiverDoes() {
        var line = new Line(1, 5e-9);
        line.pulses(SawtoothTrace.RUNNING.series(2, 50_000), 1);
        assertEquals(1, line.sign());
        line.pulses(SawtoothTrace.RUNNING.series(3, 2_100), -1);
        assertEquals(-1, line.sign());
    }

    @Test
    void givesUpWhenStatementsTurnMeaningless() {
        var line = new Line(1, 5e-9);
        line.pulses(SawtoothTrace.RUNNING.series(2, 50_000), 1);
        double[] own = SawtoothTrace.RUNNING.series(3, 2_100);
        double[] other = new SawtoothTrace(30e-9, 11e-9, 0, 1).series(4, 2_100);
        for (int k = 0; k < own.length; k++) {
            line.pulse(own[k], other[k], 0.8);
        }
        assertEquals(0, line.sign());
    }

    @Test
    void pairsAStatementWithThePulseOfItsSecondAlone() {
        var line = new Line(1, 1e-9);
        line.pulses(SawtoothTrace.RUNNING.series(2, 1_010), 1);
        var correction = line.correction;
        long second = line.second + 1;
        correction.hear(new NextPulse(OptionalLong.of(second), OptionalDouble.of(7e-9)), second * SECOND - SECOND / 2);

        assertEquals(7e-9, correction.lateSeconds(second, second * SECOND));
        assertEquals(0, correction.lateSeconds(second + 1, (second + 1) * SECOND));
        assertEquals(0, correction.lateSeconds(second, second * SECOND + SECOND), "older than 1.2 s");
    }

    @Test
    void takesNoNonsense() {
        var line = new Line(1, 1e-9);
        line.pulses(SawtoothTrace.RUNNING.series(2, 1_010), 1);
        long second = line.second + 1;
        for (double nonsense : new double[] {Double.NaN, 1e-3, -2.1e-3, Double.POSITIVE_INFINITY}) {
            line.correction.hear(
                    new NextPulse(OptionalLong.of(second), OptionalDouble.of(nonsense)), second * SECOND - SECOND / 2);
            assertEquals(0, line.correction.lateSeconds(second, second * SECOND));
        }
    }

    @Test
    void wildPulsesTeachItNothing() {
        var line = new Line(1, 5e-9);
        var chance = new Random(3);
        for (double late : SawtoothTrace.RUNNING.series(2, 5_000)) {
            boolean isWild = chance.nextInt(20) == 0;
            line.pulse(isWild ? chance.nextDouble(-100e-6, 150e-6) : late, late, 0.8);
        }
        assertEquals(1, line.sign());
        assertEquals(1, line.correction.report().slope(), 0.05);
    }

    /** What an M8T states, 151 times over again, as the sawtooth of pulses on a line that stamps in hardware. */
    @Test
    void learnsARealReceiversSawtooth() throws IOException {
        double[] stated = statedByM8t();
        assertTrue(stated.length > 140, "statements: " + stated.length);
        for (int sign : new int[] {1, -1}) {
            var line = new Line(1, 5e-9);
            for (int round = 0; round < 8; round++) {
                line.pulses(stated, sign);
            }
            assertEquals(sign, line.sign());
            double before = line.leftSeconds();
            line.pulses(stated, sign);
            assertTrue(line.leftSeconds() < before / 3, "left of " + before);
        }
    }

    private static double[] statedByM8t() throws IOException {
        var receiver = new GnssReceiver(0);
        List<Double> stated = new ArrayList<>();
        long raw = 0;
        for (byte[] burst :
                RecordingCutter.cutIntoEpochs(Files.readAllBytes(recordings().resolve("u-blox-m8t-time.log")))) {
            raw += SECOND;
            var epochs = new ArrayList<>(receiver.accept(new ReceiverBytes(burst, raw)));
            receiver.onSilence(raw + SECOND / 2).ifPresent(epochs::add);
            epochs.forEach(epoch ->
                    epoch.nextPulse().ifPresent(next -> next.sawtoothSeconds().ifPresent(stated::add)));
        }
        return stated.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Path recordings() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolveSibling("shared").resolve("recordings");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return Assumptions.abort("skipped: ../shared/recordings is not here");
    }
}
