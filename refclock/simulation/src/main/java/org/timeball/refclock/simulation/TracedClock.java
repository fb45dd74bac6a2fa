package org.timeball.refclock.simulation;

/**
 * A clock that is driven by a series of frequency errors, one true second at a time.
 *
 * <p>What happens within a second is not modelled: a command is in force from one true second to the next. Phase is the
 * clock less UTC, positive when it is ahead. Not thread-safe.
 */
public final class TracedClock {

    private double phaseSeconds;

    /** @param phaseSeconds how far ahead it is at the first second */
    public TracedClock(double phaseSeconds) {
        this.phaseSeconds = phaseSeconds;
    }

    /** How far it is ahead now, seconds. */
    public double phaseSeconds() {
        return phaseSeconds;
    }

    /** Moves it at once, by seconds, positive = ahead. */
    public void step(double seconds) {
        phaseSeconds += seconds;
    }

    /**
     * Lets a true second pass.
     *
     * @param oscillator the oscillator's frequency error meanwhile, s/s, positive = fast
     * @param command    the frequency correction meanwhile, s/s, positive = faster
     */
    public void passSecond(double oscillator, double command) {
        phaseSeconds += (1 + oscillator) * (1 + command) - 1;
    }
}
