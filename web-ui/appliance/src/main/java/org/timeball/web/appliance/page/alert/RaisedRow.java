package org.timeball.web.appliance.page.alert;

import org.timeball.server.control.Spoken;
import org.timeball.server.control.alert.RaisedRecord;
import org.timeball.web.appliance.page.Instants;

/**
 * Something that is raised, on the page.
 *
 * @param severity its word, which is its colour, too
 * @param title    with its subject
 * @param since    when it began and how long ago
 * @param sentence what is known of it
 * @param advice   what it means, and what to do
 */
public record RaisedRow(String severity, String title, String since, String sentence, String advice) {

    static RaisedRow of(RaisedRecord one, long utcSecond) {
        long lasted = Math.max(0, utcSecond - one.sinceUtcSecond());
        return new RaisedRow(
                one.severity(),
                one.subject().isEmpty() ? one.title() : one.title() + " (" + one.subject() + ")",
                "Since %s UTC, for %s%s"
                        .formatted(
                                Instants.ofSeconds(one.sinceUtcSecond()),
                                Spoken.span(lasted),
                                one.isSettling() ? "; gone for the moment" : ""),
                one.sentence(),
                one.advice());
    }
}
