package org.timeball.refclock.gnss;

import java.util.OptionalLong;

/**
 * The second that a message or an epoch is about, by the one or two counts in which it is told.
 *
 * @param utcSecondOfDay 0 to 86,399; from sentences and frames that carry UTC
 * @param towSecond      0 to 604,800, of the GPS week; from frames
 */
record EpochKey(OptionalLong utcSecondOfDay, OptionalLong towSecond) {

    /** Tells no second. */
    static final EpochKey NONE = new EpochKey(OptionalLong.empty(), OptionalLong.empty());

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** A fix may come this much before the whole second it belongs to. */
    private static final long EARLY_NANOS = 99_999_999L;

    /** The second a message is about; TIM-TP tells none, as its time is that of a pulse to come. */
    static EpochKey of(ReceiverMessage message) {
        return switch (message) {
            case NmeaSentence.Rmc rmc -> ofUtc(rmc.timeOfDayNanos());
            case NmeaSentence.Zda zda -> ofUtc(zda.timeOfDayNanos());
            case NmeaSentence.Gga gga -> ofUtc(gga.timeOfDayNanos());
            case NmeaSentence.Gns gns -> ofUtc(gns.timeOfDayNanos());
            // GLL trails by a second on some receivers, and GST tells nothing that others do not
            case NmeaSentence.Gll _, NmeaSentence.Gst _ -> NONE;
            case NmeaSentence.Gsa _, NmeaSentence.Gsv _ -> NONE;
            case NmeaSentence.Txt _, NmeaSentence.Pmtk _, NmeaSentence.Other _ -> NONE;
            case UbxFrame.NavClock clock -> ofTow(clock.towMillis());
            case UbxFrame.NavSvin svin -> ofTow(svin.towMillis());
            case UbxFrame.TimSvin _, UbxFrame.MonVer _, UbxFrame.MonHw _, UbxFrame.MonRf _ -> NONE;
            case UbxFrame.SecSig _, UbxFrame.Ack _, UbxFrame.Cfg _ -> NONE;
            case UbxFrame.NavPvt pvt -> ofTow(pvt.towMillis()).or(ofUtc(pvt.utcNanos()));
            case UbxFrame.NavTimeUtc utc -> ofTow(utc.towMillis()).or(ofUtc(utc.utcNanos()));
            case UbxFrame.NavTimeGps gps -> ofTow(gps.towMillis());
            case UbxFrame.NavTimeLs leap -> ofTow(leap.towMillis());
            case UbxFrame.NavStatus status -> ofTow(status.towMillis());
            case UbxFrame.NavSol sol -> ofTow(sol.towMillis());
            case UbxFrame.NavSat sat -> ofTow(sat.towMillis());
            case UbxFrame.NavSvInfo info -> ofTow(info.towMillis());
            case UbxFrame.TimTp _, UbxFrame.Other _, ReceiverMessage.Malformed _ -> NONE;
        };
    }

    /**
     * The second that a time of fix names.
     *
     * <p>Receivers write 16:45:17.99 for 16:45:18 and 23:57:24.02 for 23:57:24. A fix in the midst of a second, as
     * receivers with several fixes a second give, belongs to the second that has begun: the next one has no pulse yet.
     *
     * @param nanos any count of nanoseconds whose zero is a whole second
     */
    static long wholeSecond(long nanos) {
        return Math.floorDiv(nanos + EARLY_NANOS, NANOS_PER_SECOND);
    }

    /** Whether the two are about different seconds, as far as they can be compared. */
    boolean contradicts(EpochKey other) {
        return differ(utcSecondOfDay, other.utcSecondOfDay) || differ(towSecond, other.towSecond);
    }

    /** Whether the two can be compared and are about one second. */
    boolean isSameSecond(EpochKey other) {
        boolean isComparable = utcSecondOfDay.isPresent() && other.utcSecondOfDay.isPresent()
                || towSecond.isPresent() && other.towSecond.isPresent();
        return isComparable && !contradicts(other);
    }

    /** This key, its missing counts taken from the other. */
    EpochKey or(EpochKey other) {
        return new EpochKey(
                utcSecondOfDay.isPresent() ? utcSecondOfDay : other.utcSecondOfDay,
                towSecond.isPresent() ? towSecond : other.towSecond);
    }

    private static EpochKey ofUtc(OptionalLong nanos) {
        return nanos.isEmpty()
                ? NONE
                : new EpochKey(
                        OptionalLong.of(Math.floorMod(wholeSecond(nanos.getAsLong()), SECONDS_PER_DAY)),
                        OptionalLong.empty());
    }

    private static EpochKey ofTow(long towMillis) {
        return new EpochKey(OptionalLong.empty(), OptionalLong.of(wholeSecond(towMillis * NANOS_PER_MILLI)));
    }

    private static boolean differ(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent() && one.getAsLong() != other.getAsLong();
    }
}
