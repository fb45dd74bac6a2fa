package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ports at which a receiver may be, and who else is there.
 *
 * @param ports    the likeliest first
 * @param consoles devices on which the kernel writes its messages or lets people sign in, as {@code ttyS0}
 * @param programs that run on this machine, by name; empty where others' processes cannot be seen
 * @param user     as whom the daemon runs
 */
public record SerialFacts(List<Port> ports, Set<String> consoles, Optional<Set<String>> programs, String user) {

    /** Copies. */
    public SerialFacts {
        ports = List.copyOf(ports);
        consoles = Set.copyOf(consoles);
        programs = programs.map(Set::copyOf);
    }

    /**
     * One port.
     *
     * @param path   as it is named, as {@code /dev/serial0}
     * @param device what that is a link to, as {@code ttyAMA0}
     * @param group  that may use it
     * @param isOpen whether the daemon's user may
     */
    public record Port(String path, String device, String group, boolean isOpen) {}

    /** The port of that name, by whichever of its names; empty if there is none. */
    Optional<Port> named(String path) {
        var last = path.substring(path.lastIndexOf('/') + 1);
        return ports.stream()
                .filter(port -> port.path().equals(path) || port.device().equals(last))
                .findFirst();
    }
}
