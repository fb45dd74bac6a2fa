package org.timeball.refclock.linux;

import java.lang.foreign.MemorySegment;

/** An open PPS device, as far as its edges go: the kernel's, or a scripted one in a test. */
interface PpsDevice extends AutoCloseable {

    /**
     * {@code PPS_FETCH}: waits as long as the structure asks for, then fills in the last edges.
     *
     * @param fdata a {@link PpsAbi#FDATA}
     * @return 0, or {@code -errno}; {@code -ETIMEDOUT} leaves the structure as it was
     */
    int fetch(MemorySegment fdata);

    @Override
    void close();
}
