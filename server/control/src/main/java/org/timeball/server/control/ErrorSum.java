package org.timeball.server.control;

import java.util.List;

/**
 * Of what "within ±X of UTC" and the bound are the sums, and what would become of them without pulses.
 *
 * @param parts        which add up to both numbers; empty while nothing is vouched for
 * @param holdover     both numbers if no pulse came from now on, soonest first; empty where there is no receiver, or nothing
 *     is vouched for
 * @param limitSeconds at such a bound nothing is vouched for any more
 */
public record ErrorSum(List<Part> parts, List<Ahead> holdover, double limitSeconds) {

    /** Nothing is vouched for. */
    public static final ErrorSum UNTOLD = new ErrorSum(List.of(), List.of(), 0);

    /** Copies the lists. */
    public ErrorSum {
        parts = List.copyOf(parts);
        holdover = List.copyOf(holdover);
    }

    /**
     * One part.
     *
     * @param name          what it is of, in a few words
     * @param withinSeconds its share of the headline
     * @param boundSeconds  its share of the bound
     */
    public record Part(String name, double withinSeconds, double boundSeconds) {}

    /**
     * The clock after some time alone.
     *
     * @param seconds       from now
     * @param medianSeconds by which it will have strayed, in half of all cases, as the filters expect; of straying alone
     * @param withinSeconds the headline then
     * @param boundSeconds  the bound then
     */
    public record Ahead(long seconds, double medianSeconds, double withinSeconds, double boundSeconds) {}
}
