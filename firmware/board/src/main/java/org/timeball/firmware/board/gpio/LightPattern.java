package org.timeball.firmware.board.gpio;

import org.timeball.refclock.time.ClockState;

/**
 * How the light shows the clock's state: the better, the steadier. Pure.
 *
 * @param onNanos  lit, from the beginning of each turn
 * @param offNanos dark, after that; 0 for a light that never goes out
 */
public record LightPattern(long onNanos, long offNanos) {

    private static final long MILLI = 1_000_000L;

    /** The pattern of a state. */
    public static LightPattern of(ClockState state) {
        return switch (state) {
            case STARTING -> new LightPattern(100 * MILLI, 1_900 * MILLI);
            case ACQUIRING -> new LightPattern(500 * MILLI, 500 * MILLI);
            case LOCKED -> new LightPattern(1_000 * MILLI, 0);
            case HOLDOVER -> new LightPattern(1_800 * MILLI, 200 * MILLI);
            case UNSYNCHRONISED -> new LightPattern(100 * MILLI, 100 * MILLI);
        };
    }

    /**
     * Whether it is lit.
     *
     * @param nanos on any clock that runs evenly
     */
    public boolean isLit(long nanos) {
        return Math.floorMod(nanos, onNanos + offNanos) < onNanos;
    }
}
