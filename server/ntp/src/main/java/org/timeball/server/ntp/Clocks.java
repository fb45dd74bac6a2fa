package org.timeball.server.ntp;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.timeball.refclock.time.ClockSnapshot;

/**
 * What a responder reads time from; each may be asked from its thread at any moment.
 *
 * @param snapshots what is known of time now; asked once a reply
 * @param raw       the machine's own clock, nanoseconds since the Unix epoch; asked last of all
 * @param monotonic the machine's monotonic clock, as the snapshots have it
 */
public record Clocks(Supplier<ClockSnapshot> snapshots, LongSupplier raw, LongSupplier monotonic) {}
