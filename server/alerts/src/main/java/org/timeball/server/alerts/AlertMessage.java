package org.timeball.server.alerts;

import org.timeball.server.control.alert.ToldRecord;
import org.timeball.server.state.AlertSeverity;

/**
 * A message as every channel delivers it: text for a person, words for a program.
 *
 * @param number         1 for the first ever, then one more each; 0 for a test
 * @param kind           why now
 * @param condition      stable name of what it is about; {@code test} for a test
 * @param subject        of which of several; may be empty
 * @param severity       how bad it is, or was
 * @param box            what the server is called
 * @param sinceUtcSecond when it began, since the Unix epoch
 * @param utcSecond      when this was made
 * @param title          in a few words, with the box's name
 * @param text           all of it, in sentences
 */
public record AlertMessage(
        long number,
        AlertNews.Kind kind,
        String condition,
        String subject,
        AlertSeverity severity,
        String box,
        long sinceUtcSecond,
        long utcSecond,
        String title,
        String text) {

    /** As the control socket tells of it. */
    public ToldRecord record() {
        return new ToldRecord(number, kind.word(), condition, subject, severity.word(), title, text, utcSecond);
    }
}
