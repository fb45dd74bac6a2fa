package org.timeball.refclock.discipline.network.clock;

import org.timeball.refclock.discipline.network.Selection;
import org.timeball.refclock.time.RefId;

/**
 * The source that goes out as reference.
 *
 * @param name             of it
 * @param stratum          ours, one more than its own
 * @param refId            it, as a reference identifier
 * @param rootDelaySeconds round trip to the primary source by way of it
 * @param updatedNanos     when it was last used, by the disciplined clock
 */
record Reference(String name, int stratum, RefId refId, double rootDelaySeconds, long updatedNanos) {

    static Reference of(Selection.Agreement agreement, long updatedNanos) {
        var best = agreement.figures().best();
        var last = agreement.figures().last();
        return new Reference(
                agreement.selected(),
                last.stratum() + 1,
                last.serverRefId(),
                best.delaySeconds() + best.rootDelaySeconds(),
                updatedNanos);
    }
}
