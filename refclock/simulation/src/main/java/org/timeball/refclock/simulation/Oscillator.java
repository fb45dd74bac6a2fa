package org.timeball.refclock.simulation;

/** What drives a simulated clock: a crystal made up as time passes, or a series known beforehand. */
@FunctionalInterface
public interface Oscillator {

    /** The mean frequency error over the next second, parts per billion, positive when it runs fast. */
    double nextPpb();
}
