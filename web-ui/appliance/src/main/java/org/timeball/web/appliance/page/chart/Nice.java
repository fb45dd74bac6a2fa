package org.timeball.web.appliance.page.chart;

/** Numbers that are easy on the eye. */
public final class Nice {

    private static final double THOUSAND = 1_000;

    private Nice() {}

    /** The least number not below a positive one that is 1, 2 or 5 times a power of ten. */
    public static double atLeast(double needed) {
        double decade = Math.pow(10, Math.floor(Math.log10(needed)));
        for (double step : new double[] {1, 2, 5}) {
            if (step * decade >= needed * (1 - 1e-9)) {
                return step * decade;
            }
        }
        return 10 * decade;
    }

    /** To a thousandth, for a browser is told no more than it can draw; NaN stays. */
    public static double rounded(double number) {
        return Double.isFinite(number) ? Math.round(number * THOUSAND) / THOUSAND : Double.NaN;
    }
}
