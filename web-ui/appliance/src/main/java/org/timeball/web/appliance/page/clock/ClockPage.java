package org.timeball.web.appliance.page.clock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Overview;
import org.timeball.web.appliance.page.Wording;
import org.timeball.web.appliance.page.chart.Chart;
import org.timeball.web.appliance.page.chart.HistorySpan;
import org.timeball.web.appliance.page.chart.Past;
import org.timeball.web.appliance.page.chart.Sheet;

/**
 * How the clock ran over a span.
 *
 * @param span       how far back
 * @param overview   what is so now
 * @param trouble    why nothing is known, or empty
 * @param words      captions by the id of their element
 * @param figures    how the offsets are spread
 * @param rows       the course as a table
 * @param steadiness the deviations as a table
 * @param charts     what a browser draws
 */
public record ClockPage(
        HistorySpan span,
        Overview overview,
        String trouble,
        Map<String, String> words,
        List<Figure> figures,
        List<Course.Row> rows,
        List<Steadiness.Row> steadiness,
        List<Chart> charts) {

    /** Copies the collections. */
    public ClockPage {
        words = Map.copyOf(words);
        figures = List.copyOf(figures);
        rows = List.copyOf(rows);
        steadiness = List.copyOf(steadiness);
        charts = List.copyOf(charts);
    }

    /** What is drawn. */
    public static HistoryRange drawn(HistorySpan span) {
        return span.drawn(Course.SERIES);
    }

    /**
     * What is reckoned with; of the last hour what the daemon saw itself, for that it has by seconds.
     *
     * @param upSeconds since the daemon started
     */
    public static HistoryRange fine(HistorySpan span, long upSeconds) {
        return span.fine(upSeconds, List.of(HistorySeries.OFFSET));
    }

    /**
     * Works it out.
     *
     * @param asked   the answer to {@link #drawn(HistorySpan)}
     * @param fine    the answer to {@link #fine(HistorySpan, long)}
     * @param sum     how far off the clock can be, now and without pulses
     * @param trouble why there is none, or empty
     */
    public static ClockPage of(
            HistorySpan span, Overview overview, Past asked, Past fine, ErrorSum sum, String trouble) {
        var drawn = asked.begun();
        boolean isYoung = drawn.steps() < asked.steps();
        var course = new Course(drawn);
        double[] seconds = fine.mean(HistorySeries.OFFSET);
        var offsets = Offsets.of(seconds);
        var histogram = offsets.histogram();
        var steadiness = Steadiness.of(seconds, fine.report().stepSeconds());
        var fit = TemperatureFit.of(drawn.mean(HistorySeries.TEMPERATURE), drawn.mean(HistorySeries.FREQUENCY));
        var words = new LinkedHashMap<String, String>();
        words.put("lead", overview.mark().words() + ". " + overview.statement().headline() + ".");
        words.put(
                "offset-caption",
                offsetCaption(isYoung ? since(drawn) : "Last " + span.words(), offsets, drawn) + course.clippedWords());
        words.put("frequency-caption", course.frequencyCaption());
        words.put("scatter-caption", course.scatterCaption(fit));
        words.put("histogram-caption", histogramCaption(offsets, histogram, fine));
        words.put("deviations-caption", steadiness.caption());
        words.put("time-deviation-caption", steadiness.timeCaption());
        var forecast = new Forecast(sum, PastHoldovers.in(drawn));
        words.put("forecast-caption", forecast.caption());
        var charts = new ArrayList<Chart>();
        charts.add(course.offset());
        charts.add(course.frequency());
        charts.add(course.scatter(fit));
        charts.add(histogram.chart(offsets));
        charts.add(steadiness.deviations());
        charts.add(steadiness.time());
        charts.add(forecast.chart());
        return new ClockPage(
                span, overview, trouble, words, offsets.figures(), course.rows(), steadiness.rows(), charts);
    }

    /** What a browser is told that asks again. */
    public Sheet sheet() {
        return new Sheet(overview.mark().key(), overview.statement().title(), trouble, charts, words);
    }

    /** One of the plots as a table for other programs. */
    public String csv(String id) {
        return "/clock/" + id + ".csv?range=" + span.key();
    }

    /** A caption by the id of its element. */
    public String word(String id) {
        return words.getOrDefault(id, "");
    }

    private static String since(Past drawn) {
        return "Since " + Wording.moment(Instant.ofEpochSecond(drawn.report().firstUtcSecond())) + "\u00a0UTC";
    }

    private static String offsetCaption(String when, Offsets offsets, Past drawn) {
        if (offsets.isEmpty()) {
            return when + ": no pulse steered the clock, as far as is written down.";
        }
        double low = Arrays.stream(drawn.low(HistorySeries.OFFSET))
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
        double high = Arrays.stream(drawn.high(HistorySeries.OFFSET))
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        return "%s, positive = our clock is ahead. Median %s, 95\u00a0%% within %s, from %s to %s."
                .formatted(
                        when,
                        Engineering.signed(offsets.quantile(0.5)),
                        Engineering.within(offsets.within(0.95)),
                        Engineering.signed(low),
                        Engineering.signed(high));
    }

    private static String histogramCaption(Offsets offsets, Offsets.Histogram histogram, Past fine) {
        if (offsets.isEmpty()) {
            return "Nothing to count yet.";
        }
        String step = fine.report().stepSeconds() == 1
                ? Wording.counted(offsets.count(), "second")
                : Wording.counted(offsets.count(), "mean") + " of "
                        + Wording.lasting(fine.report().stepSeconds());
        return "%s in bars of %s.%s"
                .formatted(
                        step,
                        Engineering.magnitude(histogram.widthSeconds()),
                        histogram.outside() == 0
                                ? ""
                                : " Left out are " + Engineering.count(histogram.outside()) + " that are farther off.");
    }
}
