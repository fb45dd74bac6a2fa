package org.timeball.server.control.alert;

import java.util.List;

/**
 * What somebody who is not looking is told of.
 *
 * @param isQuiet  whether nothing is told yet, for the daemon has just begun
 * @param raised   what lasts now and was told
 * @param told     what was told last, oldest first
 * @param channels in the configuration's order
 */
public record AlertReport(
        boolean isQuiet, List<RaisedRecord> raised, List<ToldRecord> told, List<ChannelRecord> channels) {

    /** Of a daemon that tells nobody. */
    public static final AlertReport NONE = new AlertReport(false, List.of(), List.of(), List.of());

    /** Copies the lists. */
    public AlertReport {
        raised = List.copyOf(raised);
        told = List.copyOf(told);
        channels = List.copyOf(channels);
    }
}
