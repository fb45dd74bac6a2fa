package org.timeball.firmware.sync.source;

/** Who wants to know what comes of asking; called by the pollers' threads. */
public interface SourceEar {

    /** From now on there is a source of this name. */
    void added(String source);

    /** From now on there is none. */
    void removed(String source);

    /** One was asked. */
    void heard(Poll poll);
}
