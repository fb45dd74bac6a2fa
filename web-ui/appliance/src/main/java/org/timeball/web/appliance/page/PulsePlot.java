package org.timeball.web.appliance.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.timeball.server.control.PulseRecord;
import org.timeball.web.appliance.page.chart.Nice;

/**
 * The pulse against our clock over the last ten minutes; positive = our clock is ahead.
 *
 * <p>One unit to the right is one second, so a second without a used pulse leaves a gap in the line. Zero runs through
 * the middle. What lies outside the scale is drawn on its edge and counted in the caption.
 *
 * @param line              the used pulses, as the data of an SVG path; empty without any
 * @param fullScaleSeconds  what the upper edge stands for, 1, 2 or 5 times a power of ten
 * @param scaleLabels       from the upper edge, which names the unit, to the lower, evenly spaced
 * @param caption           the figure in words
 * @param minutes           the same by minute, for the table, newest first
 */
public record PulsePlot(
        String line, double fullScaleSeconds, List<String> scaleLabels, String caption, List<Minute> minutes) {

    /** Seconds shown, and the plot's width in its own units. */
    public static final int WINDOW_SECONDS = 600;

    /** From zero to an edge, in the plot's own units. */
    public static final int HALF_HEIGHT = 100;

    /** Below that the line would show the resolution of the time stamps and nothing else. */
    private static final double FINEST_SCALE_SECONDS = 10e-9;

    /** The scale leaves room above this share of the pulses; the rest may be clipped. */
    private static final double SHARE_INSIDE = 0.99;

    private static final double HEADROOM = 1.25;

    /** The scale shrinks only when what is needed is below this share of it, so it does not jump to and fro. */
    private static final double SHRINK_BELOW = 0.3;

    private static final int SECONDS_A_MINUTE = 60;

    /** Copies the lists. */
    public PulsePlot {
        scaleLabels = List.copyOf(scaleLabels);
        minutes = List.copyOf(minutes);
    }

    /** One row of the table: a minute by its beginning, how many pulses were used in it, their mean weight, median and worst. */
    public record Minute(String from, int used, String weight, String median, String worst) {}

    /** A plot without pulses. */
    static PulsePlot empty() {
        return of(List.of(), 0, FINEST_SCALE_SECONDS);
    }

    /**
     * Draws the pulses of the ten minutes that end now.
     *
     * @param pulses                   in the order in which they came
     * @param nowUtcSecond             the right edge, since the Unix epoch
     * @param previousFullScaleSeconds of the plot this one replaces, positive
     */
    static PulsePlot of(List<PulseRecord> pulses, long nowUtcSecond, double previousFullScaleSeconds) {
        long oldest = nowUtcSecond - WINDOW_SECONDS;
        var used = pulses.stream()
                .filter(PulseRecord::isUsed)
                .filter(pulse -> pulse.utcSecond() > oldest && pulse.utcSecond() <= nowUtcSecond)
                .filter(pulse -> Double.isFinite(pulse.offsetSeconds()))
                .sorted(Comparator.comparingLong(PulseRecord::utcSecond))
                .toList();
        double[] magnitudes = sortedMagnitudes(used);
        double fullScale = fullScale(magnitudes, previousFullScaleSeconds);
        return new PulsePlot(
                line(used, oldest, fullScale),
                fullScale,
                labels(fullScale),
                caption(used, magnitudes, fullScale),
                minutes(used));
    }

    private static double fullScale(double[] magnitudes, double previous) {
        double needed = Math.max(FINEST_SCALE_SECONDS, HEADROOM * quantile(magnitudes, SHARE_INSIDE));
        boolean fits = needed <= previous && needed >= SHRINK_BELOW * previous;
        return fits ? previous : Nice.atLeast(needed);
    }

    private static String line(List<PulseRecord> used, long oldest, double fullScale) {
        var path = new StringBuilder(8 * used.size());
        long previousX = Long.MIN_VALUE;
        long previousY = 0;
        for (var pulse : used) {
            long x = pulse.utcSecond() - oldest;
            long y = Math.round(HALF_HEIGHT * (1 - Math.clamp(pulse.offsetSeconds() / fullScale, -1, 1)));
            if (x == previousX) {
                continue;
            }
            boolean isAdjacent = x == previousX + 1;
            // A pulse that stands alone still shows: round line caps make a dot of a line of no length.
            path.append(isAdjacent ? "l1 " + (y - previousY) : "M" + x + " " + y + "h0");
            previousX = x;
            previousY = y;
        }
        return path.toString();
    }

    private static List<String> labels(double fullScale) {
        var unit = Engineering.unitOfScale(fullScale);
        double inUnit = unit.of(fullScale);
        String full = trimmed(inUnit);
        String half = trimmed(inUnit / 2);
        return List.of(
                "+" + full + Engineering.NO_BREAK_SPACE + unit.symbol(),
                "+" + half,
                "0",
                Engineering.MINUS + half,
                Engineering.MINUS + full);
    }

    /** 1, 2.5 or 500: full scales and their halves have one decimal at most. */
    private static String trimmed(double number) {
        long tenths = Math.round(10 * number);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }

    private static String caption(List<PulseRecord> used, double[] magnitudes, double fullScale) {
        if (used.isEmpty()) {
            return "No pulse steered the clock in the last 10 minutes.";
        }
        var worst = worst(used);
        long clipped = used.stream()
                .filter(pulse -> Math.abs(pulse.offsetSeconds()) > fullScale)
                .count();
        return "PPS offset, positive = our clock is ahead. Median %s, 95\u00a0%% within %s, worst %s at %s\u00a0UTC.%s"
                .formatted(
                        Engineering.signed(median(used)),
                        Engineering.within(quantile(magnitudes, 0.95)),
                        Engineering.signed(worst.offsetSeconds()),
                        Wording.timeOfDay(Instant.ofEpochSecond(worst.utcSecond())),
                        clipped == 0 ? "" : " Clipped " + Wording.counted(clipped, "point") + ".");
    }

    private static List<Minute> minutes(List<PulseRecord> used) {
        var rows = new ArrayList<Minute>();
        for (int end = used.size(); end > 0; ) {
            long minute = Math.floorDiv(used.get(end - 1).utcSecond(), SECONDS_A_MINUTE);
            int begin = end;
            while (begin > 0 && Math.floorDiv(used.get(begin - 1).utcSecond(), SECONDS_A_MINUTE) == minute) {
                begin--;
            }
            var pulses = used.subList(begin, end);
            rows.add(new Minute(
                    Wording.timeOfDay(Instant.ofEpochSecond(minute * SECONDS_A_MINUTE)),
                    pulses.size(),
                    weight(pulses),
                    Engineering.signed(median(pulses)),
                    Engineering.signed(worst(pulses).offsetSeconds())));
            end = begin;
        }
        return rows;
    }

    /** 1.00 where all were ordinary ones. */
    private static String weight(List<PulseRecord> pulses) {
        double mean = pulses.stream().mapToDouble(PulseRecord::weight).average().orElseThrow();
        return String.format(Locale.ROOT, "%.2f", mean);
    }

    private static PulseRecord worst(List<PulseRecord> pulses) {
        return pulses.stream()
                .max(Comparator.comparingDouble(pulse -> Math.abs(pulse.offsetSeconds())))
                .orElseThrow();
    }

    private static double median(List<PulseRecord> pulses) {
        return quantile(
                pulses.stream().mapToDouble(PulseRecord::offsetSeconds).sorted().toArray(), 0.5);
    }

    private static double[] sortedMagnitudes(List<PulseRecord> pulses) {
        return pulses.stream()
                .mapToDouble(pulse -> Math.abs(pulse.offsetSeconds()))
                .sorted()
                .toArray();
    }

    /** The smallest value that is not below the given share of them; 0 of none. */
    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
