package org.timeball.server.alerts;

import org.timeball.server.state.AlertCondition;

/**
 * Something that was told and is not over.
 *
 * @param condition      what it is
 * @param subject        of which of several; may be empty
 * @param sentence       what is known of it now
 * @param sinceUtcSecond when it began, since the Unix epoch
 */
public record RaisedAlert(AlertCondition condition, String subject, String sentence, long sinceUtcSecond) {

    /** The same with what is known of it later. */
    RaisedAlert saying(String later) {
        return new RaisedAlert(condition, subject, later, sinceUtcSecond);
    }
}
