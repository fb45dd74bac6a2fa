package org.timeball.firmware.appliance.diagnosis;

import java.nio.file.Path;
import java.util.Optional;
import org.timeball.firmware.sync.status.RealTimeClock;
import org.timeball.refclock.linux.KernelStatus;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.diagnosis.ClockFacts;

/**
 * Looks at whose hands are on the machine's clock.
 *
 * @param root {@code /} but in tests
 */
record ClockLook(Path root) {

    /** @param nowSeconds of the machine's clock, since the Unix epoch */
    ClockFacts look(double nowSeconds) {
        var battery = RealTimeClock.utcSecond();
        return new ClockFacts(
                isSynchronised(),
                RunningPrograms.under(root).timekeepers(),
                battery.isPresent() ? battery.getAsLong() - Math.floor(nowSeconds) : Double.NaN);
    }

    static Optional<Boolean> isSynchronised() {
        try {
            return Optional.of(KernelStatus.read().isSynchronised());
        } catch (DeviceException forbidden) {
            return Optional.empty();
        }
    }
}
