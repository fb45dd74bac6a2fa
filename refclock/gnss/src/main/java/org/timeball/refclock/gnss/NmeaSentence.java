package org.timeball.refclock.gnss;

import java.util.List;
import java.util.OptionalLong;

/**
 * A sentence of NMEA 0183.
 *
 * <p>Times are nanoseconds into the UTC day, 0 to 86,400 × 10⁹ − 1 (in a leap second, up to a second more), and days
 * count from 1970-01-01; both as the receiver wrote them, before any correction for week rollover.
 */
public sealed interface NmeaSentence extends ReceiverMessage {

    /**
     * Recommended minimum: time, date and status, the usual source of both.
     *
     * @param talker         two letters: {@code GP}, {@code GN} and so on
     * @param timeOfDayNanos empty before the receiver knows it
     * @param epochDay       empty before the receiver knows it; the two-digit year is taken to be 1980 to 2079
     * @param isActive       status A
     * @param quality        from the mode field; not told by receivers older than NMEA 2.3
     */
    record Rmc(String talker, OptionalLong timeOfDayNanos, OptionalLong epochDay, boolean isActive, FixQuality quality)
            implements NmeaSentence {
        @Override
        public String id() {
            return talker + "RMC";
        }
    }

    /**
     * Time and a four-digit year, with no word about validity.
     *
     * @param talker         two letters
     * @param timeOfDayNanos empty before the receiver knows it
     * @param epochDay       empty before the receiver knows it
     */
    record Zda(String talker, OptionalLong timeOfDayNanos, OptionalLong epochDay) implements NmeaSentence {
        @Override
        public String id() {
            return talker + "ZDA";
        }
    }

    /**
     * Position fix; of interest here for its quality.
     *
     * @param talker         two letters
     * @param timeOfDayNanos empty before the receiver knows it
     * @param quality        never {@link FixQuality#NOT_TOLD}
     * @param satellitesUsed in the solution; many receivers stop counting at 12
     */
    record Gga(String talker, OptionalLong timeOfDayNanos, FixQuality quality, int satellitesUsed)
            implements NmeaSentence {
        @Override
        public String id() {
            return talker + "GGA";
        }
    }

    /**
     * Dimensions of the fix and the satellites in it; receivers of several constellations send one for each.
     *
     * @param talker     two letters
     * @param system     from the system id (NMEA 4.1), else from the talker; {@link Constellation#UNKNOWN} for
     *     {@code GN} without one, where the satellites' numbers tell
     * @param dimensions 1 for no fix, 2 or 3; 0 when not told
     * @param numbers    satellites used, as the receiver numbers them
     */
    record Gsa(String talker, Constellation system, int dimensions, List<Integer> numbers) implements NmeaSentence {
        /** Copies the list. */
        public Gsa {
            numbers = List.copyOf(numbers);
        }

        @Override
        public String id() {
            return talker + "GSA";
        }
    }

    /**
     * Up to four of the satellites in view.
     *
     * @param talker     two letters, which name the constellation
     * @param part       this sentence's place, 1 to {@code parts}
     * @param parts      how many sentences make the list, 1 to 99
     * @param signal     the signal id of NMEA 4.1, or empty
     * @param satellites none of them marked as used: this sentence does not know
     */
    record Gsv(String talker, int part, int parts, String signal, List<Satellite> satellites) implements NmeaSentence {
        /** Copies the list. */
        public Gsv {
            satellites = List.copyOf(satellites);
        }

        @Override
        public String id() {
            return talker + "GSV";
        }
    }

    /**
     * A sentence with a right checksum that is not interpreted: GLL, GNS, GST, TXT, VTG, a maker's own.
     *
     * @param id its address
     */
    record Other(String id) implements NmeaSentence {}
}
