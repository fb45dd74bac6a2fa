package org.timeball.web.appliance.page.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Wording;

/** A plot of what the history has as it is, beside the Clock page's own. */
public enum HistoryPlot {
    /** How many satellites the receiver uses, and how strong they are. */
    SIGNALS("signals", List.of(HistorySeries.SATELLITES, HistorySeries.SIGNAL), "", 1) {
        @Override
        Chart chart(Past past) {
            return Chart.of(
                            key(),
                            Axis.TIME,
                            Axis.count(""),
                            past.places(),
                            List.of(
                                    line("satellites used", 1, past, HistorySeries.SATELLITES),
                                    line("mean C/N0", 2, past, HistorySeries.SIGNAL)
                                            .onSecond()))
                    .withSecond(Axis.linear("dB-Hz"));
        }

        @Override
        String words(Past past) {
            return "%s to %s satellites used; mean C/N0 of them %s\u00a0dB-Hz."
                    .formatted(
                            whole(least(past.low(HistorySeries.SATELLITES))),
                            whole(most(past.high(HistorySeries.SATELLITES))),
                            whole(average(past.mean(HistorySeries.SIGNAL))));
        }
    },

    /** What clients got, a second. */
    REQUESTS("requests", List.of(HistorySeries.NTP, HistorySeries.NTS, HistorySeries.REFUSED), "1/s", 1) {
        @Override
        Chart chart(Past past) {
            return rates(
                    past,
                    List.of(
                            line("answers", 1, past, HistorySeries.NTP),
                            line("of them with NTS", 2, past, HistorySeries.NTS),
                            line("not answered", 3, past, HistorySeries.REFUSED)));
        }

        @Override
        String words(Past past) {
            return "%s answers a second in the mean and %s at most, %s of them with NTS; %s not answered."
                    .formatted(
                            Engineering.rate(average(past.mean(HistorySeries.NTP))),
                            Engineering.rate(most(past.high(HistorySeries.NTP))),
                            Engineering.rate(average(past.mean(HistorySeries.NTS))),
                            Engineering.rate(average(past.mean(HistorySeries.REFUSED))));
        }
    },

    /** Key exchanges, a minute. */
    EXCHANGES("exchanges", List.of(HistorySeries.EXCHANGES, HistorySeries.FAILED_EXCHANGES), "1/min", 60) {
        @Override
        Chart chart(Past past) {
            return rates(
                    past,
                    List.of(
                            line("completed", 1, past, HistorySeries.EXCHANGES),
                            line("failed", 3, past, HistorySeries.FAILED_EXCHANGES)));
        }

        @Override
        String words(Past past) {
            return "%s exchanges a minute in the mean, %s failed ones."
                    .formatted(
                            Engineering.rate(60 * average(past.mean(HistorySeries.EXCHANGES))),
                            Engineering.rate(60 * average(past.mean(HistorySeries.FAILED_EXCHANGES))));
        }
    };

    private final String key;
    private final List<HistorySeries> series;
    private final String unit;
    private final double perSecond;

    HistoryPlot(String key, List<HistorySeries> series, String unit, double perSecond) {
        this.key = key;
        this.series = series;
        this.unit = unit;
        this.perSecond = perSecond;
    }

    abstract Chart chart(Past past);

    abstract String words(Past past);

    /** The id of the element it is drawn in, and its name in an address. */
    public String key() {
        return key;
    }

    /** By its key. */
    public static Optional<HistoryPlot> named(String key) {
        return Arrays.stream(values()).filter(plot -> plot.key.equals(key)).findFirst();
    }

    /** What is asked of the daemon; the state tells where anything is known. */
    public List<HistorySeries> series() {
        var all = new ArrayList<>(series);
        all.add(HistorySeries.STATE);
        return List.copyOf(all);
    }

    /** Draws it. */
    public Chart drawn(Past asked) {
        return chart(asked.begun());
    }

    /** The same in a sentence. */
    public String caption(Past asked, HistorySpan span) {
        var past = asked.begun();
        if (series.stream().noneMatch(past::knows)) {
            return "Nothing is written down of that yet.";
        }
        String when = past.steps() < asked.steps()
                ? "Since " + Wording.moment(Instant.ofEpochSecond(past.report().firstUtcSecond())) + "\u00a0UTC: "
                : "Last " + span.words() + ": ";
        return when + words(past);
    }

    Chart rates(Past past, List<Line> lines) {
        return Chart.of(key, Axis.TIME, Axis.count(unit), past.places(), lines);
    }

    Line line(String label, int colour, Past past, HistorySeries of) {
        return Line.of(
                label, Line.Look.LINE, colour, Past.each(past.mean(of), value -> Nice.rounded(perSecond * value)));
    }

    static double average(double[] values) {
        return known(values).average().orElse(Double.NaN);
    }

    static double least(double[] values) {
        return known(values).min().orElse(Double.NaN);
    }

    static double most(double[] values) {
        return known(values).max().orElse(Double.NaN);
    }

    private static DoubleStream known(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite);
    }

    static String whole(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%.0f", number) : Engineering.UNKNOWN;
    }
}
