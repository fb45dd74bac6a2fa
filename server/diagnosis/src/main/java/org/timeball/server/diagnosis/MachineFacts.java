package org.timeball.server.diagnosis;

import java.util.List;
import java.util.OptionalLong;

/**
 * Board, kernel and disk.
 *
 * @param model       of the board; empty where it does not say
 * @param commandLine of the kernel
 * @param governor    how the processor's rate is chosen, as {@code ondemand}; empty where it is not chosen
 * @param degrees     of the processor, °C; NaN where nobody measures
 * @param throttled   bits of the Raspberry Pi's firmware: 0 under-voltage, 1 rate capped, 2 throttled, 3 soft limit, each
 *     now, and 16 higher since the start; empty elsewhere
 * @param folders     in which the daemon keeps what outlives a restart
 */
public record MachineFacts(
        String model,
        String commandLine,
        String governor,
        double degrees,
        OptionalLong throttled,
        List<Folder> folders) {

    /** Copies the list. */
    public MachineFacts {
        folders = List.copyOf(folders);
    }

    /**
     * A folder.
     *
     * @param path         where
     * @param problem      why it cannot be looked at; empty where it can
     * @param isReadOnly   whether its file system takes nothing
     * @param usableOctets of its file system
     */
    public record Folder(String path, String problem, boolean isReadOnly, long usableOctets) {}

    /** Whether it is a Raspberry Pi, by its own word. */
    boolean isRaspberryPi() {
        return model.contains("Raspberry Pi");
    }
}
