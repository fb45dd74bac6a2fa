/**
 * A world in which time is known exactly, so that what a discipline makes of it can be measured.
 *
 * <p><b>Units and signs.</b> True time is UTC in {@code …Nanos} since the Unix epoch. The <em>phase</em> of a simulated
 * clock is the clock minus UTC: positive when it is ahead, the opposite of an offset. A crystal's frequency error is
 * positive when it runs fast.
 *
 * <p><b>Rule.</b> All chance comes from a seed, all time from {@link org.timeball.refclock.simulation.SimulatedWorld}:
 * the same scenario gives the same nanoseconds on every machine.
 */
package org.timeball.refclock.simulation;
