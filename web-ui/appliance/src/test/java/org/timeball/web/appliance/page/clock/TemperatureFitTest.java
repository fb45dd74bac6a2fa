package org.timeball.web.appliance.page.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemperatureFitTest {

    @Test
    void findsTheLine() {
        double[] celsius = new double[500];
        double[] ppm = new double[500];
        var random = new Random(3);
        for (int k = 0; k < celsius.length; k++) {
            celsius[k] = 40 + 10 * random.nextDouble();
            ppm[k] = -1.5 + 0.08 * celsius[k] + 0.001 * random.nextGaussian();
        }
        celsius[7] = Double.NaN;
        ppm[9] = Double.NaN;

        var fit = TemperatureFit.of(celsius, ppm);

        assertEquals(0.08, fit.slopePpmPerDegree(), 1e-4);
        assertEquals(2.1, fit.at(45), 1e-3);
        assertEquals(1, fit.explained(), 1e-3);
    }

    @Test
    void explainsNothingOfWhatHasNoLine() {
        double[] celsius = new double[2_000];
        double[] ppm = new double[2_000];
        var random = new Random(4);
        Arrays.setAll(celsius, _ -> 10 * random.nextDouble());
        Arrays.setAll(ppm, _ -> random.nextGaussian());

        assertEquals(0, TemperatureFit.of(celsius, ppm).explained(), 0.01);
    }

    /** A thermometer that shows one temperature says nothing of the next. */
    @Test
    void laysNoLineThroughOneTemperature() {
        double[] celsius = new double[100];
        double[] ppm = new double[100];
        Arrays.fill(celsius, 41.2);
        Arrays.setAll(ppm, k -> k);

        assertFalse(TemperatureFit.of(celsius, ppm).isKnown());
        assertFalse(TemperatureFit.of(new double[5], new double[5]).isKnown());
    }
}
