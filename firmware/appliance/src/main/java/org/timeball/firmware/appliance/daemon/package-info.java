/**
 * The daemon's graph: its parts made, joined, started, and closed in reverse.
 *
 * <p>Here alone the values of one side are turned into those of the other, and here alone the sign of an offset is
 * flipped, from ours (positive = our clock is behind) to that of {@code org.timeball.server.control} (positive = our clock
 * is ahead). Nothing here decides about protocol or time.
 */
package org.timeball.firmware.appliance.daemon;
