package org.timeball.server.control.alert;

/**
 * A message that was made for those who are not looking.
 *
 * @param number    1 for the first ever, then one more each
 * @param kind      {@code began}, {@code over}, {@code reminder} or {@code once}
 * @param condition stable name of what it is about
 * @param subject   of which of several; empty where there is but one
 * @param severity  {@code notice}, {@code warning} or {@code critical}
 * @param title     in a few words
 * @param text      all of it
 * @param utcSecond when, since the Unix epoch
 */
public record ToldRecord(
        long number,
        String kind,
        String condition,
        String subject,
        String severity,
        String title,
        String text,
        long utcSecond) {}
