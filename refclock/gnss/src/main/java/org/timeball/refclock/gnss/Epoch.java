package org.timeball.refclock.gnss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a receiver said about one second: the messages of one burst, drawn together.
 *
 * @param utcSecond              the second named, since the Unix epoch, corrected for week rollover; a time of fix less
 *     than 0.1 s early names the second to come, any other the second that has begun. Empty when the burst carried no
 *     complete date and time, or only repeated a second already named
 * @param firstByteRawNanos      the machine's own clock when the read returned that brought the first byte of the burst
 * @param isTimeValid            the receiver itself vouches for date and time (RMC status A with a good mode, UBX
 *     validity bits); says nothing yet about whether we trust it
 * @param fix                    the kind of position fix
 * @param satellitesUsed         how many satellites are in the solution
 * @param satellites             those in view as last reported, which may be an earlier burst
 * @param nextPulse              what a timing receiver says about the pulse to come
 * @param leapNotice             what it says about leap seconds
 * @param timeAccuracySeconds    the receiver's own estimate
 * @param position               where this epoch's fix puts the antenna; empty without a fix, or when not told
 * @param positionQuality        how sure the receiver is of that
 */
public record Epoch(
        OptionalLong utcSecond,
        long firstByteRawNanos,
        boolean isTimeValid,
        Fix fix,
        int satellitesUsed,
        List<Satellite> satellites,
        Optional<NextPulse> nextPulse,
        Optional<LeapNotice> leapNotice,
        OptionalDouble timeAccuracySeconds,
        Optional<Position> position,
        PositionQuality positionQuality) {

    /** Copies the list. */
    public Epoch {
        satellites = List.copyOf(satellites);
    }

    /** An epoch that does not say where. */
    public Epoch(
            OptionalLong utcSecond,
            long firstByteRawNanos,
            boolean isTimeValid,
            Fix fix,
            int satellitesUsed,
            List<Satellite> satellites,
            Optional<NextPulse> nextPulse,
            Optional<LeapNotice> leapNotice,
            OptionalDouble timeAccuracySeconds) {
        this(
                utcSecond,
                firstByteRawNanos,
                isTimeValid,
                fix,
                satellitesUsed,
                satellites,
                nextPulse,
                leapNotice,
                timeAccuracySeconds,
                Optional.empty(),
                PositionQuality.UNTOLD);
    }
}
