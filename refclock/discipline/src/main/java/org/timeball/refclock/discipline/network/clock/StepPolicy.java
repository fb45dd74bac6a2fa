package org.timeball.refclock.discipline.network.clock;

/**
 * When the clock is moved at once, and how far it may be moved at all.
 *
 * @param startUpdates     in how many first updates it may be stepped, 0 or more
 * @param startAboveSeconds by what it must be off for that, above 0
 * @param panicSeconds     once those are over, sources that say the clock is off by more are not followed, above 0
 */
public record StepPolicy(int startUpdates, double startAboveSeconds, double panicSeconds) {

    /** Three updates may step what is off by more than 100 ms; afterwards a second is too much. */
    public static final StepPolicy USUAL = new StepPolicy(3, 0.1, 1);

    /** Refuses what is no policy. */
    public StepPolicy {
        if (startUpdates < 0) {
            throw new IllegalArgumentException(startUpdates + " first updates");
        }
        if (!(startAboveSeconds > 0 && panicSeconds > 0)) {
            throw new IllegalArgumentException(
                    "steps above " + startAboveSeconds + " s, and panic above " + panicSeconds + " s");
        }
    }
}
