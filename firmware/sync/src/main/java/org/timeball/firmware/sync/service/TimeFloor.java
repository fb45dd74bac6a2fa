package org.timeball.firmware.sync.service;

/**
 * What is known of the date before a receiver has spoken: no true time is earlier.
 *
 * @param utcSecond since the Unix epoch
 * @param isNow     whether true time is that of the world: in a replay of a recording it is not, and nothing learned from
 *     one is kept or used
 */
public record TimeFloor(long utcSecond, boolean isNow) {

    /** A stamp so far above the build's date was not written by this program in its life. */
    private static final long CEILING_SECONDS = 10L * 366 * 86_400;

    /** Whether a remembered second can be true. */
    public boolean admits(long utcSecondRemembered) {
        return utcSecondRemembered >= utcSecond && utcSecondRemembered - utcSecond <= CEILING_SECONDS;
    }
}
