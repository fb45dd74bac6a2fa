package org.timeball.refclock.discipline.network;

import java.util.Optional;

/**
 * One source as the last selection left it; what a table of sources shows.
 *
 * @param name    of the source
 * @param finding why it has its state
 * @param reach   the last eight polls, newest in bit 0, 0 to 255
 * @param figures what it says; empty before its first answer
 */
public record SourceVerdict(String name, Finding finding, int reach, Optional<SourceFigures> figures) {

    /** Its state. */
    public SourceState state() {
        return finding.state();
    }
}
