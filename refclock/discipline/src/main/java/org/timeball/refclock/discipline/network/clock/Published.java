package org.timeball.refclock.discipline.network.clock;

import java.util.Optional;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;

/**
 * What is published of the clock, all of one instant.
 *
 * @param snapshot what may be served
 * @param report   how things stand
 */
public record Published(ClockSnapshot snapshot, NetworkClockReport report) {

    static ClockSnapshot snapshot(Vouching vouching, Optional<Reference> reference, Rudder rudder, Stated stated) {
        boolean isServed = vouching.state().isSynchronised() && reference.isPresent();
        var served = isServed ? stated : Stated.NOTHING;
        var snapshot = new ClockSnapshot(
                vouching.state(),
                isServed ? rudder.turn().announced() : Leap.UNKNOWN,
                isServed ? reference.get().stratum() : 0,
                isServed ? reference.get().refId() : RefId.NONE,
                rudder.rawNanos(),
                rudder.monotonicNanos(),
                rudder.clockNanos() - rudder.rawNanos(),
                rudder.correctionRatePpb(),
                reference.map(Reference::updatedNanos).orElse(0L),
                reference.map(Reference::rootDelaySeconds).orElse(0.0),
                served.boundSeconds(),
                served.ratePpb(),
                served.withinSeconds(),
                served.ratePpb());
        return rudder.turn().scheduled(snapshot, rudder.clockNanos());
    }
}
