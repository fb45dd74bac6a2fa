package org.timeball.refclock.discipline.correction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** How near to the true temperature a thermometer's readings come, as far as its steps and its flicker allow. */
class TemperatureTrackTest {

    private static final int SECONDS = 6_000;

    /** By then it has settled. */
    private static final int FROM = 2_000;

    private static final int LOAD_AT = 3_000;

    /**
     * @param truth   degrees at a second
     * @param step    of what is shown, degrees; 0 for none
     * @param flicker of the reading before it is rounded, degrees
     * @param error   at most, root of the mean square, degrees
     */
    record Board(String name, DoubleUnaryOperator truth, double step, double flicker, double error) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final DoubleUnaryOperator LOAD =
            second -> second < LOAD_AT ? 0 : 10 * (1 - Math.exp(-(second - LOAD_AT) / 120));

    static final List<Board> BOARDS = List.of(
            new Board("exact, and busy at once", LOAD, 0, 0, 0.02),
            new Board("half degrees, and nothing happens", second -> 0.1, 0.5, 0.25, 0.05),
            new Board("half degrees, a room that swings", second -> 1.3 * Math.sin(second / 300), 0.5, 0.25, 0.07),
            new Board("half degrees, a steady rise", second -> 0.01 * second, 0.5, 0.25, 0.07),
            new Board("half degrees, and busy at once", LOAD, 0.5, 0.25, 0.12));

    @ParameterizedTest
    @FieldSource("BOARDS")
    void isNearTheTruth(Board row) {
        double squares = 0;
        double[] track = track(row);
        for (int second = FROM; second < SECONDS; second++) {
            double error = track[second] - row.truth.applyAsDouble(second);
            squares += error * error;
        }
        double rms = Math.sqrt(squares / (SECONDS - FROM));
        assertTrue(rms < row.error, () -> "off by " + rms);
    }

    /** What is fed forward every second must not flicker as readings do, by 0.3 degrees. */
    @ParameterizedTest
    @FieldSource("BOARDS")
    void doesNotFlicker(Board row) {
        double squares = 0;
        double[] track = track(row);
        for (int second = FROM + 1; second < SECONDS; second++) {
            double change = track[second] - track[second - 1];
            double due = row.truth.applyAsDouble(second) - row.truth.applyAsDouble(second - 1);
            squares += (change - due) * (change - due);
        }
        assertEquals(0, Math.sqrt(squares / (SECONDS - FROM)), 0.03);
    }

    /** Whole degrees that do not flicker: to carry on as a trend what is a step would be worse than the step. */
    @Test
    void passesOnReadingsThatStandStill() {
        var track = new TemperatureTrack();
        track.start(0);
        for (int second = 0; second < SECONDS; second++) {
            double shown = Math.rint(1.3 * Math.sin(second / 300.0));
            assertEquals(shown, track.passSecond(shown), 1e-9, "at " + second);
        }
    }

    private static double[] track(Board board) {
        var random = new Random(5);
        var thermometer = new Thermometer("cpu-thermal");
        var track = new TemperatureTrack();
        double[] felt = new double[SECONDS];
        for (int second = 0; second < SECONDS; second++) {
            double read = 50 + board.truth.applyAsDouble(second) + board.flicker * random.nextGaussian();
            thermometer.read(board.step == 0 ? read : Math.rint(read / board.step) * board.step);
            double shown = thermometer.celsius() - 50;
            if (second == 0) {
                track.start(shown);
            }
            felt[second] = track.passSecond(shown);
        }
        return felt;
    }
}
