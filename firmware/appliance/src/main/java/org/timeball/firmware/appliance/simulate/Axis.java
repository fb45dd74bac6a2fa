package org.timeball.firmware.appliance.simulate;

import java.util.ArrayList;
import java.util.List;

/** How values become heights in a panel of a plot, and where its grid lines stand. */
sealed interface Axis {

    /**
     * A value's height.
     *
     * @return 0 at the panel's foot to 1 at its top; what lies outside is drawn at the edge
     */
    double height(double value);

    /** Values with a grid line, lowest first. */
    List<Double> ticks();

    /** Equal steps between two values, the lower one first. */
    record Linear(double lowest, double highest) implements Axis {

        private static final int STEPS = 4;

        /** A flat line is shown on an axis that has a height. */
        private static final double LEAST_STEP = 1e-6;

        /**
         * The smallest round axis with all of the values on it.
         *
         * @param values what is to be shown; an axis without any goes from −1 to 1
         */
        static Linear around(double[] values) {
            double lowest = Double.POSITIVE_INFINITY;
            double highest = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
            if (!(lowest <= highest)) {
                return new Linear(-1, 1);
            }
            double step = roundUp(Math.max((highest - lowest) / STEPS, LEAST_STEP));
            double foot = Math.floor(lowest / step) * step;
            return new Linear(foot, Math.max(foot + step, Math.ceil(highest / step) * step));
        }

        /** The next of 1, 2, 5, 10, 20 … */
        private static double roundUp(double step) {
            double decade = Math.pow(10, Math.floor(Math.log10(step)));
            for (int times : new int[] {1, 2, 5}) {
                if (step <= times * decade * (1 + 1e-9)) {
                    return times * decade;
                }
            }
            return 10 * decade;
        }

        @Override
        public double height(double value) {
            return Math.clamp((value - lowest) / (highest - lowest), 0, 1);
        }

        @Override
        public List<Double> ticks() {
            double step = roundUp((highest - lowest) / (STEPS + 1));
            var ticks = new ArrayList<Double>();
            for (double k = Math.ceil(lowest / step - 1e-9); k * step <= highest + step * 1e-9; k++) {
                ticks.add(k * step);
            }
            return ticks;
        }
    }

    /**
     * Equal steps between powers of ten.
     *
     * @param lowestLog10  exponent at the foot
     * @param highestLog10 exponent at the top, greater
     */
    record Decades(int lowestLog10, int highestLog10) implements Axis {

        @Override
        public double height(double value) {
            double log10 = Math.log10(Math.max(value, Double.MIN_NORMAL));
            return Math.clamp((log10 - lowestLog10) / (highestLog10 - lowestLog10), 0, 1);
        }

        @Override
        public List<Double> ticks() {
            var ticks = new ArrayList<Double>();
            for (int k = lowestLog10; k <= highestLog10; k++) {
                ticks.add(Math.pow(10, k));
            }
            return ticks;
        }
    }
}
