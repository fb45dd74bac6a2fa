package org.timeball.web.appliance.page;

import org.timeball.server.control.Source;

/**
 * One source of time in the table.
 *
 * @param state   in a word or two
 * @param name    what it is called
 * @param pool    of which it is a member; empty if of none
 * @param stratum its own
 * @param heard   how long ago it last spoke
 * @param offset  positive when our clock is ahead
 * @param bound   how far off that may be
 * @param reason  why it has its state
 */
public record SourceRow(
        String state,
        String name,
        String pool,
        String stratum,
        String heard,
        String offset,
        String bound,
        String reason) {

    /** As the daemon has it. */
    public static SourceRow of(Source source) {
        boolean wasHeard = source.lastSampleSeconds() >= 0;
        return new SourceRow(
                state(source.state()),
                source.name(),
                source.pool().equals(source.name()) ? "" : source.pool(),
                wasHeard ? Integer.toString(source.stratum()) : Engineering.UNKNOWN,
                wasHeard ? Wording.lasting(source.lastSampleSeconds()) + " ago" : "never",
                wasHeard ? Engineering.signed(source.offsetSeconds()) : Engineering.UNKNOWN,
                wasHeard ? Engineering.within(source.errorSeconds()) : Engineering.UNKNOWN,
                Wording.sentence(source.reason()));
    }

    /** The daemon sends chronyc's letters; others can only come from another version of it. */
    private static String state(String letter) {
        return switch (letter) {
            case "*" -> "selected";
            case "+" -> "combined";
            case "-" -> "agrees";
            case "x" -> "wrong";
            case "~" -> "varies";
            case "?" -> "unusable";
            default -> letter;
        };
    }
}
