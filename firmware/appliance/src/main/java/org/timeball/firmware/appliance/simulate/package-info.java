/**
 * {@code timeball simulate}: a bad day, played through the whole reference clock in seconds instead of hours.
 *
 * <p>A scenario file says what the crystal, the room, the pulse line and the receiver do; the run feeds the very classes
 * the daemon uses, on a virtual clock, and the outcome is a summary, a CSV file and a picture.
 */
package org.timeball.firmware.appliance.simulate;
