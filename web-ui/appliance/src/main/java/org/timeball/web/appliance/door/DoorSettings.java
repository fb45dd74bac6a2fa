package org.timeball.web.appliance.door;

/**
 * What the operator decided about the door.
 *
 * @param isPublic whether the Overview is for everybody
 * @param hosts    by which names this server lets itself be called
 */
public record DoorSettings(boolean isPublic, HostNames hosts) {}
