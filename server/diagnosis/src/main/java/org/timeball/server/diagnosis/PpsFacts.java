package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What the kernel stamps.
 *
 * @param devices in the order of their numbers
 */
public record PpsFacts(List<Device> devices) {

    /** Copies the list. */
    public PpsFacts {
        devices = List.copyOf(devices);
    }

    /**
     * One PPS device.
     *
     * @param path        as {@code /dev/pps0}
     * @param name        of its driver and line, as {@code pps@12.-1}
     * @param isOfReceiver whether it can be a receiver's, and not the kernel's own timer or a network card
     * @param isOpen      whether the daemon's user may read it
     * @param twin        another device on the same line; empty if there is none
     * @param ageSeconds  of its last rising edge; NaN where none came
     * @param highSeconds how long the line stays high after that, less than a second; NaN where only one edge is stamped
     */
    public record Device(
            String path,
            String name,
            boolean isOfReceiver,
            boolean isOpen,
            String twin,
            double ageSeconds,
            double highSeconds) {}

    /** The device of that path; empty if there is none. */
    Optional<Device> named(String path) {
        return devices.stream().filter(device -> device.path().equals(path)).findFirst();
    }
}
