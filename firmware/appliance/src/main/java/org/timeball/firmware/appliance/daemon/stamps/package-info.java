/**
 * Who stamps what comes and goes at each network interface: the kernel, the card or the daemon, and why not somebody better.
 *
 * <p>{@link org.timeball.firmware.appliance.daemon.stamps.CardUse} says it of one interface, {@link
 * org.timeball.firmware.appliance.daemon.stamps.StampSources} sees to it and goes on looking.
 */
package org.timeball.firmware.appliance.daemon.stamps;
