package org.timeball.server.control.alert;

/**
 * Something that was told and is not over.
 *
 * @param condition      stable name of what it is
 * @param subject        of which of several; empty where there is but one
 * @param severity       {@code notice}, {@code warning} or {@code critical}
 * @param title          what it is, in a few words
 * @param sentence       what is known of it now
 * @param advice         what it means for clients, and what to do
 * @param sinceUtcSecond since the Unix epoch
 * @param isSettling     whether it is gone, and waited for to stay away
 */
public record RaisedRecord(
        String condition,
        String subject,
        String severity,
        String title,
        String sentence,
        String advice,
        long sinceUtcSecond,
        boolean isSettling) {}
