package org.timeball.web.appliance.page.chart;

import java.util.List;
import java.util.Map;

/**
 * Everything a page with charts is told when it asks: what to draw, and the words that go with it.
 *
 * @param state   the state's key, for the icon and the colours
 * @param title   of the window
 * @param trouble why nothing newer is known, or empty
 * @param charts  what is drawn
 * @param words   text by the id of its element
 */
public record Sheet(String state, String title, String trouble, List<Chart> charts, Map<String, String> words) {

    /** Copies both. */
    public Sheet {
        charts = List.copyOf(charts);
        words = Map.copyOf(words);
    }
}
