package org.timeball.refclock.discipline.leap;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.LeapNotice;

/**
 * Decides whether a receiver can know UTC to the second yet.
 *
 * <p>Satellites send GPS time at once and the leap seconds only every 12.5 minutes; until then a receiver uses the count
 * its firmware was built with, and its pulses are right while its seconds are not. One that speaks UBX says so
 * (NAV-TIMELS), and its count is compared with the file. One that only speaks NMEA does not: if it was seen without a
 * fix it is waited for, unless the machine's own clock, which a hardware clock or other servers may have set, agrees to
 * half a second. Not thread-safe.
 */
final class UtcTrust {

    /** TAI was so far ahead when GPS time began and stayed so (IS-GPS-200, 3.3.4). */
    static final int TAI_MINUS_GPS_SECONDS = 19;

    private static final double AGREEING_SECONDS = 0.5;

    /** What receivers take from the second to their first byte, before theirs is learned. */
    private static final double USUAL_DELAY_SECONDS = 0.15;

    private final int coldStartSeconds;
    private boolean isTold;
    private OptionalInt gpsMinusUtcSeconds = OptionalInt.empty();
    private boolean isNmeaAlone;
    private boolean wasCold;
    private int secondsSinceCold;
    private long lastSecond;

    UtcTrust(int coldStartSeconds) {
        this.coldStartSeconds = coldStartSeconds;
    }

    /**
     * Takes a burst.
     *
     * @param clockNanos when it began, by the disciplined clock
     * @param isNamed    whether that clock knows what second it is: then it needs nobody to tell it
     */
    void hear(Epoch epoch, long clockNanos, boolean isNamed) {
        epoch.leapNotice().ifPresent(this::told);
        // Only UBX has a figure for it, and then the receiver's own flags tell whether UTC is known.
        isNmeaAlone = !isTold && epoch.timeAccuracySeconds().isEmpty();
        boolean isValid = epoch.isTimeValid() && epoch.fix().isGoodForTime();
        if (isNamed) {
            wasCold = false;
        } else if (!isValid) {
            wasCold = true;
            secondsSinceCold = 0;
        } else if (epoch.utcSecond().isPresent()) {
            heardSecond(epoch.utcSecond().getAsLong(), clockNanos);
        }
    }

    private void heardSecond(long utcSecond, long clockNanos) {
        secondsSinceCold += utcSecond == lastSecond ? 0 : 1;
        lastSecond = utcSecond;
        double apart = (clockNanos - utcSecond * 1_000_000_000L) * 1e-9 - USUAL_DELAY_SECONDS;
        if (Math.abs(apart) < AGREEING_SECONDS || secondsSinceCold > coldStartSeconds) {
            wasCold = false;
        }
    }

    private void told(LeapNotice notice) {
        isTold = true;
        gpsMinusUtcSeconds = notice.gpsMinusUtcSeconds();
    }

    /** The count of the satellites, where the receiver tells it. */
    OptionalInt gpsMinusUtcSeconds() {
        return gpsMinusUtcSeconds;
    }

    /** Whether the satellites' own count is behind the receiver's seconds. */
    boolean isTold() {
        return gpsMinusUtcSeconds.isPresent();
    }

    /** The clock was carried over a leap second; so will the receiver be. */
    void leapt(int change) {
        if (gpsMinusUtcSeconds.isPresent()) {
            gpsMinusUtcSeconds = OptionalInt.of(gpsMinusUtcSeconds.getAsInt() + change);
        }
    }

    /**
     * Why a receiver's seconds are not to be believed; empty when they are.
     *
     * @param table     what is known of leap seconds
     * @param utcSecond what the receiver says it is
     */
    String objection(LeapTable table, OptionalLong utcSecond) {
        if (isTold && gpsMinusUtcSeconds.isEmpty()) {
            return "the receiver has not heard of the leap seconds yet";
        }
        if (isTold && utcSecond.isPresent() && !table.isExpiredAt(utcSecond.getAsLong())) {
            int known = table.taiMinusUtcSeconds(utcSecond.getAsLong()) - TAI_MINUS_GPS_SECONDS;
            int said = gpsMinusUtcSeconds.orElse(known);
            return said == known
                    ? ""
                    : "the receiver counts " + said + " leap seconds since 1980, the leap-second file " + known;
        }
        return isNmeaAlone && wasCold
                ? "the receiver may not have heard of the leap seconds yet: " + secondsSinceCold + " of "
                        + coldStartSeconds + " s after its first fix"
                : "";
    }
}
