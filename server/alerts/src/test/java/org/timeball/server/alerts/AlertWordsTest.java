package org.timeball.server.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.server.state.AlertCondition;

/** What is written to people. */
class AlertWordsTest {

    private static final long SINCE = 1_795_000_000L; // 2026-11-18 11:06:40 UTC

    private static AlertMessage message(AlertNews.Kind kind, String subject, String sentence) {
        var alert = new RaisedAlert(AlertCondition.ANTENNA, subject, sentence, SINCE);
        return AlertWords.message(7, "ntp1", new AlertNews(kind, alert), SINCE + 125);
    }

    @Test
    void saysWhatSinceWhenWhatItMeansAndWhatToDo() {
        var message = message(AlertNews.Kind.BEGAN, "", "The receiver says that its antenna is open");

        assertEquals("ntp1: Antenna fault", message.title());
        assertEquals(
                "The receiver says that its antenna is open. It began at 2026-11-18 11:06:40 UTC, 2 min 5 s ago."
                        + " The clock will run on its own when no satellite is heard. Check plug and cable.",
                message.text());
    }

    @Test
    void saysThatItIsOver() {
        var message = message(AlertNews.Kind.OVER, "a.example", "it was open.");

        assertEquals("ntp1: Antenna fault (a.example) is over", message.title());
        assertEquals(
                "It is over. It began at 2026-11-18 11:06:40 UTC, 2 min 5 s ago. It was: it was open.", message.text());
    }

    /** A receiver's text reaches a mail's header: no line of it may become one. */
    @Test
    void letsNobodyWriteALineOfTheirOwn() {
        var message =
                message(AlertNews.Kind.BEGAN, "a\r\nBcc: x@example.org", "b\r\n.\r\nQUIT\u202e" + "x".repeat(9_000));

        assertFalse(message.title().matches("(?s).*[\\p{Cntrl}].*"), message.title());
        assertFalse(message.text().matches("(?s).*[\\p{Cntrl}\\p{Cf}].*"), message.text());
        assertTrue(message.text().length() < 1_000, message.text());
    }

    @ParameterizedTest
    @EnumSource(AlertCondition.class)
    void hasWordsForEach(AlertCondition condition) {
        assertTrue(AlertWords.title(condition).length() > 2);
        assertTrue(AlertWords.advice(condition).endsWith("."));
        assertFalse((AlertWords.title(condition) + AlertWords.advice(condition)).contains("!"));
    }
}
