package org.timeball.web.appliance.page.chart;

/**
 * A plot of the history on a page.
 *
 * @param plot    which
 * @param span    how far back
 * @param path    of the page
 * @param caption the plot in a sentence
 */
public record PlotView(HistoryPlot plot, HistorySpan span, String path, String caption) {

    /** Where a browser asks for what to draw. */
    public String source() {
        return "/history/" + plot.key() + ".json?range=" + span.key();
    }

    /** The same as a table for other programs. */
    public String csv() {
        return "/history/" + plot.key() + ".csv?range=" + span.key();
    }
}
