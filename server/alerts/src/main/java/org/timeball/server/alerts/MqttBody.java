package org.timeball.server.alerts;

import java.time.Instant;
import org.timeball.server.control.ControlJson;

/**
 * What an alert is at a broker, as JSON; Home Assistant takes {@code event_type} for what happened and all else for its attributes.
 *
 * @param event_type {@code began}, {@code over}, {@code reminder}, {@code once} or {@code test}; the letters are Home Assistant's
 * @param number     of the message, by which one that comes twice is known; 0 for a test
 * @param condition  stable name of what it is about
 * @param subject    of which of several; may be empty
 * @param severity   {@code notice}, {@code warning} or {@code critical}
 * @param since      when it began, ISO 8601
 * @param at         when this was made, ISO 8601
 * @param title      for a person, in a few words
 * @param text       for a person, all of it
 */
public record MqttBody(
        String event_type,
        long number,
        String condition,
        String subject,
        String severity,
        String since,
        String at,
        String title,
        String text) {

    /** Of a message. */
    public static String of(AlertMessage message) {
        return ControlJson.line(new MqttBody(
                message.kind().word(),
                message.number(),
                message.condition(),
                message.subject(),
                message.severity().word(),
                Instant.ofEpochSecond(message.sinceUtcSecond()).toString(),
                Instant.ofEpochSecond(message.utcSecond()).toString(),
                message.title(),
                message.text()));
    }
}
