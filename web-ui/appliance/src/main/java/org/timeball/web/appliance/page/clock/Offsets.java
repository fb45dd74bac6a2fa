package org.timeball.web.appliance.page.clock;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Engineering.Unit;
import org.timeball.web.appliance.page.chart.Axis;
import org.timeball.web.appliance.page.chart.Chart;
import org.timeball.web.appliance.page.chart.Line;
import org.timeball.web.appliance.page.chart.Nice;

/**
 * How the offsets of a span are spread. Immutable.
 *
 * @see <a href="https://docs.ntpsec.org/latest/ntpviz.html">ntpviz, whose row of figures this is</a>
 */
final class Offsets {

    /** Bars between the 1 % and the 99 % lines, about. */
    private static final int BARS = 24;

    /** Finer than that nothing is stamped. */
    private static final double FINEST_SECONDS = 1e-9;

    private final double[] sorted;

    private Offsets(double[] sorted) {
        this.sorted = sorted;
    }

    /** Of those that are known. */
    static Offsets of(double[] seconds) {
        return new Offsets(
                Arrays.stream(seconds).filter(Double::isFinite).sorted().toArray());
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    int count() {
        return sorted.length;
    }

    /** The least offset that is not below such a share of them; seconds. */
    double quantile(double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** Such a share of them is not farther from zero; seconds. */
    double within(double share) {
        double[] magnitudes = Arrays.stream(sorted).map(Math::abs).sorted().toArray();
        return new Offsets(magnitudes).quantile(share);
    }

    double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    double deviation() {
        return Math.sqrt(moment(2));
    }

    /** 0 for what is as far above as below. */
    double skewness() {
        return moment(3) / Math.pow(deviation(), 3);
    }

    /** Above that of a Gaussian error, which is 3. */
    double excessKurtosis() {
        return moment(4) / Math.pow(moment(2), 2) - 3;
    }

    private double moment(int power) {
        double mean = mean();
        return Arrays.stream(sorted)
                .map(seconds -> Math.pow(seconds - mean, power))
                .average()
                .orElse(Double.NaN);
    }

    /** The row of figures. */
    List<Figure> figures() {
        return List.of(
                new Figure("1 %", Engineering.signed(quantile(0.01))),
                new Figure("5 %", Engineering.signed(quantile(0.05))),
                new Figure("median", Engineering.signed(quantile(0.5))),
                new Figure("95 %", Engineering.signed(quantile(0.95))),
                new Figure("99 %", Engineering.signed(quantile(0.99))),
                new Figure("mean", Engineering.signed(mean())),
                new Figure("standard deviation", Engineering.magnitude(deviation())),
                new Figure("skewness", plain(skewness())),
                new Figure("excess kurtosis", plain(excessKurtosis())));
    }

    private static String plain(double number) {
        return Double.isFinite(number)
                ? String.format(Locale.ROOT, "%.2f", number).replace('-', Engineering.MINUS)
                : Engineering.UNKNOWN;
    }

    /** How many there are of each size, and lines at the quantiles. */
    Histogram histogram() {
        if (isEmpty()) {
            return new Histogram(0, FINEST_SECONDS, new double[0], 0);
        }
        double spread = Math.max(FINEST_SECONDS * BARS, quantile(0.99) - quantile(0.01));
        double width = Nice.atLeast(spread / BARS);
        long first = (long) Math.floor((quantile(0.01) - spread / 2) / width);
        int bars = (int) Math.ceil((quantile(0.99) + spread / 2) / width - first) + 1;
        double[] counts = new double[bars];
        int outside = 0;
        for (double seconds : sorted) {
            long bar = (long) Math.floor(seconds / width) - first;
            if (bar >= 0 && bar < bars) {
                counts[(int) bar]++;
            } else {
                outside++;
            }
        }
        return new Histogram(first * width, width, counts, outside);
    }

    /**
     * Bars side by side.
     *
     * @param fromSeconds  the lower edge of the first
     * @param widthSeconds of each
     * @param counts       how many offsets are in each
     * @param outside      how many are in none
     */
    record Histogram(double fromSeconds, double widthSeconds, double[] counts, int outside) {

        Chart chart(Offsets offsets) {
            var unit = Engineering.unitOfScale(
                    Math.max(Math.abs(fromSeconds), Math.abs(fromSeconds + counts.length * widthSeconds)));
            double[] places = IntStream.range(0, counts.length)
                    .mapToDouble(bar -> Nice.rounded(unit.of(fromSeconds + (bar + 0.5) * widthSeconds)))
                    .toArray();
            return Chart.of(
                            "histogram",
                            Axis.linear(unit.symbol()),
                            Axis.count(""),
                            places,
                            List.of(Line.of("offsets", Line.Look.BARS, 1, counts)))
                    .marked(offsets.isEmpty() ? List.of() : marks(offsets, unit));
        }

        private static List<Chart.Mark> marks(Offsets offsets, Unit unit) {
            return List.of(
                    new Chart.Mark(true, unit.of(offsets.quantile(0.01)), "1 %"),
                    new Chart.Mark(true, unit.of(offsets.quantile(0.5)), "50 %"),
                    new Chart.Mark(true, unit.of(offsets.quantile(0.99)), "99 %"));
        }
    }
}
