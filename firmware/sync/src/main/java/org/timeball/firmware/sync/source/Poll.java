package org.timeball.firmware.sync.source;

import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.server.client.net.Trouble;

/** What asking a source brought. */
public sealed interface Poll {

    /** The name of the source. */
    String source();

    /** Whether it is the first request of a poll, a burst being one. */
    boolean isFirst();

    /**
     * The time.
     *
     * @param sample by the machine's raw clock
     */
    record Time(String source, boolean isFirst, NetworkSample sample) implements Poll {}

    /**
     * Nothing, this time.
     *
     * @param trouble what was in the way
     */
    record Nothing(String source, boolean isFirst, Trouble trouble) implements Poll {}
}
