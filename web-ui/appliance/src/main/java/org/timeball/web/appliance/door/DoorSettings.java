package org.timeball.web.appliance.door;

import java.util.function.Supplier;

/**
 * What the operator decided about the door.
 *
 * @param isPublic whether the Overview is for everybody
 * @param hostsNow by which names this server lets itself be called, which change with its certificate
 */
public record DoorSettings(boolean isPublic, Supplier<HostNames> hostsNow) {

    /** By which names this server lets itself be called now. */
    HostNames hosts() {
        return hostsNow.get();
    }
}
