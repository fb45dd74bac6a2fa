/**
 * Who judges the receiver: its own detectors, the oscillator, its place and its sky, and other sources of time.
 *
 * <p>A receiver that is deceived goes on speaking with confidence. Here what can be held against it is gathered and
 * turned into a level of suspicion with a reason in words; what follows from it is decided by the reference clock.
 *
 * <p><b>Rule.</b> Values in, values out: no I/O, no threads, no clock. Seconds are those of the disciplined clock.
 */
package org.timeball.refclock.discipline.crosscheck;
