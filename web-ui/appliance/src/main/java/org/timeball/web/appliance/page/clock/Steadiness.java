package org.timeball.web.appliance.page.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.timeball.refclock.time.stability.Stability;
import org.timeball.refclock.time.stability.StabilityPoint;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Wording;
import org.timeball.web.appliance.page.chart.Axis;
import org.timeball.web.appliance.page.chart.Chart;
import org.timeball.web.appliance.page.chart.Line;

/**
 * How steady the clock is against the pulse, by averaging time.
 *
 * <p>In steps that are longer than a second the history has means. The modified Allan deviation and that of time make means
 * themselves, so theirs are right at the times shown; Allan's own would come out too small, and is not shown.
 *
 * @param points      by averaging time
 * @param length      how many steps without a gap they are reckoned from
 * @param stepSeconds of the history
 */
public record Steadiness(List<StabilityPoint> points, int length, int stepSeconds) {

    /** Copies the list. */
    public Steadiness {
        points = List.copyOf(points);
    }

    /** A row of the table; what cannot be said is {@value Engineering#UNKNOWN}. */
    public record Row(String tau, String allan, String modified, String time) {}

    /** Of the longest stretch without a gap. */
    static Steadiness of(double[] offsetSeconds, int stepSeconds) {
        var run = new Stability(offsetSeconds, stepSeconds).longestRun();
        return new Steadiness(run.octaves(), run.length(), stepSeconds);
    }

    private boolean isOfSeconds() {
        return stepSeconds == 1;
    }

    List<Row> rows() {
        return points.stream()
                .map(point -> new Row(
                        Wording.lasting(Math.round(point.tauSeconds())),
                        isOfSeconds() ? power(point.allan()) : Engineering.UNKNOWN,
                        power(point.modified()),
                        Engineering.magnitude(point.timeSeconds())))
                .toList();
    }

    String caption() {
        if (points.isEmpty()) {
            return "Not enough seconds without a gap yet.";
        }
        return "Of our clock against the pulse, whose own jitter is in it, over %s without a gap. The band is one sigma.%s"
                .formatted(
                        Wording.lasting((long) length * stepSeconds),
                        isOfSeconds() ? "" : " Allan's own deviation needs seconds: see the last hour.");
    }

    String timeCaption() {
        return points.isEmpty()
                ? "Not enough seconds without a gap yet."
                : "%s at %s, %s at %s."
                        .formatted(
                                Engineering.magnitude(points.getFirst().timeSeconds()),
                                Wording.lasting(Math.round(points.getFirst().tauSeconds())),
                                Engineering.magnitude(points.getLast().timeSeconds()),
                                Wording.lasting(Math.round(points.getLast().tauSeconds())));
    }

    /** Allan's and the modified deviation, with the slope of white noise of phase to compare with. */
    Chart deviations() {
        var lines = new ArrayList<Line>();
        if (isOfSeconds()) {
            lines.add(line("ADEV, less a sigma", Line.Look.LOW, 1, point -> point.allan() * (1 - sigma(point))));
            lines.add(line("ADEV, plus a sigma", Line.Look.HIGH, 1, point -> point.allan() * (1 + sigma(point))));
            lines.add(line("ADEV", Line.Look.MARKED, 1, StabilityPoint::allan));
        }
        lines.add(line("MDEV", Line.Look.MARKED, 2, StabilityPoint::modified));
        if (!points.isEmpty()) {
            double first = points.getFirst().modified() * points.getFirst().tauSeconds();
            lines.add(line("falls as 1/τ", Line.Look.FAINT, 4, point -> first / point.tauSeconds()));
        }
        return Chart.of("deviations", Axis.log("s"), Axis.log(""), taus(), lines);
    }

    /** The deviation of time. */
    Chart time() {
        return Chart.of(
                "time-deviation",
                Axis.log("s"),
                Axis.log("s"),
                taus(),
                List.of(line("TDEV", Line.Look.MARKED, 2, StabilityPoint::timeSeconds)));
    }

    /** A band that reached zero could not be drawn by powers of ten. */
    private static double sigma(StabilityPoint point) {
        return Math.min(0.9, point.uncertainty());
    }

    private double[] taus() {
        return points.stream().mapToDouble(StabilityPoint::tauSeconds).toArray();
    }

    private Line line(String label, Line.Look look, int colour, ToDoubleFunction<StabilityPoint> value) {
        return Line.of(
                label,
                look,
                colour,
                points.stream().mapToDouble(value).map(Steadiness::positive).toArray());
    }

    private static double positive(double number) {
        return number > 0 ? number : Double.NaN;
    }

    /** {@code 3.20·10⁻⁹}. */
    private static String power(double number) {
        if (!(number > 0)) {
            return Engineering.UNKNOWN;
        }
        int exponent = (int) Math.floor(Math.log10(number));
        var digits = new StringBuilder();
        for (char digit : String.valueOf(exponent).toCharArray()) {
            digits.append(digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
        }
        return String.format(Locale.ROOT, "%.2f·10%s", number / Math.pow(10, exponent), digits);
    }
}
