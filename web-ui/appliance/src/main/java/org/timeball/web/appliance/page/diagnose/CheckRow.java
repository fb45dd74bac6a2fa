package org.timeball.web.appliance.page.diagnose;

import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckVerdict;

/**
 * A check on the page.
 *
 * @param id      by which it is linked to
 * @param name    for people
 * @param sign    its verdict as a shape, for eyes alone
 * @param word    its verdict as a word
 * @param tone    its verdict as a colour: {@code good}, {@code waiting}, {@code bad} or {@code neutral}
 * @param seen    what was seen
 * @param remedy  what to do; empty where there is nothing
 */
public record CheckRow(String id, String name, String sign, String word, String tone, String seen, String remedy) {

    /** As the daemon says. */
    static CheckRow of(Check check) {
        return new CheckRow(
                check.id(),
                check.name(),
                sign(check.verdict()),
                word(check.verdict()),
                tone(check.verdict()),
                check.seen(),
                check.remedy());
    }

    private static String sign(CheckVerdict verdict) {
        return switch (verdict) {
            case GOOD -> "✓";
            case ATTENTION -> "!";
            case BAD -> "✗";
            case UNKNOWN -> "?";
            case NOT_APPLICABLE -> "–";
        };
    }

    private static String word(CheckVerdict verdict) {
        return switch (verdict) {
            case GOOD -> "Good";
            case ATTENTION -> "Look into it";
            case BAD -> "Bad";
            case UNKNOWN -> "Unknown";
            case NOT_APPLICABLE -> "Not applicable";
        };
    }

    private static String tone(CheckVerdict verdict) {
        return switch (verdict) {
            case GOOD -> "good";
            case ATTENTION -> "waiting";
            case BAD -> "bad";
            case UNKNOWN, NOT_APPLICABLE -> "neutral";
        };
    }
}
