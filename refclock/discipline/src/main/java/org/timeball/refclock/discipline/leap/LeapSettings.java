package org.timeball.refclock.discipline.leap;

import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.SmearShape;

/**
 * What an operator may say about leap seconds.
 *
 * @param mode             what is done when one comes; default {@link LeapMode#KERNEL}
 * @param shape            how a smear runs; default {@link SmearShape#LINEAR}
 * @param coldStartSeconds how long a receiver that only speaks NMEA and was seen without a fix is not believed its
 *     seconds, because it may not have heard of the leap seconds yet; 0 to 3600, default 900 (GPS repeats them every
 *     12.5 min: IS-GPS-200, 20.3.3.5)
 */
public record LeapSettings(LeapMode mode, SmearShape shape, int coldStartSeconds) {

    /** What holds where nothing is said. */
    public static final LeapSettings DEFAULT = new LeapSettings(LeapMode.KERNEL, SmearShape.LINEAR, 900);

    /** Refuses a time out of range. */
    public LeapSettings {
        if (coldStartSeconds < 0 || coldStartSeconds > 3_600) {
            throw new IllegalArgumentException("cold start of " + coldStartSeconds + " s is not within 0 to 3600 s");
        }
    }

    /** The same in another mode. */
    public LeapSettings withMode(LeapMode other) {
        return new LeapSettings(other, shape, coldStartSeconds);
    }
}
