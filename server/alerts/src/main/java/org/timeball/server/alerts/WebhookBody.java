package org.timeball.server.alerts;

import java.time.Instant;
import org.timeball.server.control.ControlJson;

/**
 * What a webhook is sent, as JSON; fields are only ever added.
 *
 * @param version   of this form
 * @param kind      {@code began}, {@code over}, {@code reminder}, {@code once} or {@code test}
 * @param number    of the message, by which one that comes twice is known; 0 for a test
 * @param condition stable name of what it is about
 * @param subject   of which of several; may be empty
 * @param severity  {@code notice}, {@code warning} or {@code critical}
 * @param box       what the server is called
 * @param since     when it began, ISO 8601
 * @param at        when this was made, ISO 8601
 * @param title     for a person, in a few words
 * @param text      for a person, all of it
 */
public record WebhookBody(
        int version,
        String kind,
        long number,
        String condition,
        String subject,
        String severity,
        String box,
        String since,
        String at,
        String title,
        String text) {

    private static final int VERSION = 1;

    /** Of a message. */
    public static String of(AlertMessage message) {
        return ControlJson.line(new WebhookBody(
                VERSION,
                message.kind().word(),
                message.number(),
                message.condition(),
                message.subject(),
                message.severity().word(),
                message.box(),
                Instant.ofEpochSecond(message.sinceUtcSecond()).toString(),
                Instant.ofEpochSecond(message.utcSecond()).toString(),
                message.title(),
                message.text()));
    }
}
