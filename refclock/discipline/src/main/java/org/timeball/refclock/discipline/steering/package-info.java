/**
 * The hand on a clock: commands that may be refused, what they have moved, and what others have moved behind our back.
 * Not exported; shared by those who steer by pulses and by the network.
 */
package org.timeball.refclock.discipline.steering;
