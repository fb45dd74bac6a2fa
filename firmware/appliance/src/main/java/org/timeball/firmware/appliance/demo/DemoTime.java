package org.timeball.firmware.appliance.demo;

/**
 * What time it truly is in the demo's world, as a function of the machine's own clock.
 *
 * <p>True time is the machine's clock, shifted by a constant and swinging slowly about it: so the discipline has a
 * frequency error to follow that looks like a crystal's in a room, and the served time never strays far from the
 * machine's.
 *
 * @param shiftNanos what to add to the machine's clock, any sign; decades when a recording is replayed
 */
record DemoTime(long shiftNanos) {

    /** Swing of the imagined crystal: ±20 ppb over half an hour, as a Raspberry Pi's in a quiet room. */
    private static final double SWING_PPB = 20;

    private static final double SWING_PERIOD_NANOS = 1_800e9;
    /** What it is imagined to swing with: slope and mean of a processor board's crystal. */
    private static final double PPB_PER_DEGREE = -12;

    private static final double MEAN_CELSIUS = 48;

    private static final double SWING_AMPLITUDE_NANOS = SWING_PPB * 1e-9 * SWING_PERIOD_NANOS / (2 * Math.PI);

    /** True UTC at a reading of the machine's clock, nanoseconds since the Unix epoch. */
    long utcNanos(long rawNanos) {
        return rawNanos + shiftNanos + swingNanos(rawNanos);
    }

    /** The reading of the machine's clock at a true instant; undoes {@link #utcNanos} to the nanosecond. */
    long rawNanos(long utcNanos) {
        long nearly = utcNanos - shiftNanos;
        // The swing changes by 20 ppb of its own argument's error of microseconds: one correction is exact.
        return nearly - swingNanos(nearly - swingNanos(nearly));
    }

    /** What a thermometer at the imagined crystal shows at a reading of the machine's clock: the cause of the swing. */
    static double celsius(long rawNanos) {
        return MEAN_CELSIUS + crystalPpb(rawNanos) / PPB_PER_DEGREE;
    }

    /** The machine's clock against true time, positive = it runs fast: true time then gains less than it shows. */
    private static double crystalPpb(long rawNanos) {
        return -SWING_PPB * Math.cos(2 * Math.PI * turns(rawNanos));
    }

    private static long swingNanos(long rawNanos) {
        return Math.round(SWING_AMPLITUDE_NANOS * Math.sin(2 * Math.PI * turns(rawNanos)));
    }

    private static double turns(long rawNanos) {
        return Math.floorMod(rawNanos, (long) SWING_PERIOD_NANOS) / SWING_PERIOD_NANOS;
    }
}
