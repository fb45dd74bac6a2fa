package org.timeball.server.control.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is written down each second. Offsets are positive when our clock is ahead, frequency when its oscillator runs fast.
 *
 * <p>The order is that of the database's columns: a new one goes to the end.
 */
public enum HistorySeries {
    /** Our clock against the pulse; unknown in a second whose pulse was not used. */
    OFFSET("offset", "s"),
    /** Of the oscillator, against what it should be. */
    FREQUENCY("frequency", "ppm"),
    /** At the thermometer that foretells most. */
    TEMPERATURE("temperature", "°C"),
    /** The clock is within so much of UTC, 95 %; unknown while it is not vouched for. */
    WITHIN("within", "s"),
    /** The bound that goes with served time; unknown while it is not vouched for. */
    BOUND("bound", "s"),
    /** 0 locked, 1 holdover, 2 anything else. */
    STATE("state", "0-2"),
    /** In the receiver's solution. */
    SATELLITES("satellites", "1"),
    /** Mean carrier to noise density of those satellites. */
    SIGNAL("signal", "dB-Hz"),
    /** Replies that told the time, with NTS or without. */
    NTP("ntp", "1/s"),
    /** Of them, those with NTS. */
    NTS("nts", "1/s"),
    /** Requests that got no reply. */
    REFUSED("refused", "1/s"),
    /** Key exchanges that ended with cookies. */
    EXCHANGES("exchanges", "1/s"),
    /** Key exchanges that did not. */
    FAILED_EXCHANGES("failed-exchanges", "1/s");

    private final String word;
    private final String unit;

    HistorySeries(String word, String unit) {
        this.word = word;
        this.unit = unit;
    }

    /** Its name on the socket, in the database and for people. */
    public String word() {
        return word;
    }

    /** What its numbers are of; {@code 1} for a count. */
    public String unit() {
        return unit;
    }

    /** The names of several between commas. */
    public static String words(List<HistorySeries> series) {
        return series.stream().map(HistorySeries::word).collect(Collectors.joining(","));
    }

    /** Several by their names between commas; empty when a name is unknown, or there is none. */
    public static Optional<List<HistorySeries>> ofWords(String words) {
        var found = new ArrayList<HistorySeries>();
        for (String word : words.split(",", -1)) {
            Arrays.stream(values())
                    .filter(series -> series.word.equals(word) && !found.contains(series))
                    .forEach(found::add);
        }
        return found.size() == words.split(",", -1).length ? Optional.of(found) : Optional.empty();
    }
}
