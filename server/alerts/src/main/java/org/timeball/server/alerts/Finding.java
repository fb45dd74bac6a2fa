package org.timeball.server.alerts;

import org.timeball.server.state.AlertCondition;

/**
 * Something that is so now, told or not.
 *
 * @param condition what it is
 * @param subject   of which of several, as the name of a source; empty where there is but one
 * @param sentence  what is known of it, for a person
 */
public record Finding(AlertCondition condition, String subject, String sentence) {}
