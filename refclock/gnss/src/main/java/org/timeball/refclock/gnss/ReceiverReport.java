package org.timeball.refclock.gnss;

import java.util.List;
import java.util.OptionalLong;

/**
 * How a receiver presents itself, for those who watch.
 *
 * @param protocol       {@code NMEA}, {@code UBX}, {@code NMEA + UBX}, or empty before the first message
 * @param fix            as last told; {@link Fix#NONE} before
 * @param utcSecond      the second last named, since the Unix epoch, valid or not; empty before the first
 * @param satellitesUsed as last told; 0 before
 * @param satellites     in view as last told
 * @param counters       what became of its bytes
 * @param rolloverWeeks  what was added to the second last named: 0, or a multiple of 1,024
 * @param health         what it says about itself
 */
public record ReceiverReport(
        String protocol,
        Fix fix,
        OptionalLong utcSecond,
        int satellitesUsed,
        List<Satellite> satellites,
        DecoderCounters counters,
        int rolloverWeeks,
        ReceiverHealth health) {

    /** Copies the list. */
    public ReceiverReport {
        satellites = List.copyOf(satellites);
    }
}
