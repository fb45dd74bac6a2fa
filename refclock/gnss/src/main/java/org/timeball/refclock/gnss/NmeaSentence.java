package org.timeball.refclock.gnss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
     * @param quality        from the mode field; not told by receivers older than NMEA 2.3. The navigation status of
     *     NMEA 4.1 behind it is not looked at: receivers that do not judge safety at sea call it V with the best fix
     * @param position       without a height; empty when not told
     */
    record Rmc(
            String talker,
            OptionalLong timeOfDayNanos,
            OptionalLong epochDay,
            boolean isActive,
            FixQuality quality,
            Optional<Position> position)
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
     * Position fix with its quality.
     *
     * @param talker         two letters
     * @param timeOfDayNanos empty before the receiver knows it
     * @param quality        never {@link FixQuality#NOT_TOLD}
     * @param satellitesUsed in the solution; many receivers stop counting at 12
     * @param hdop           horizontal dilution of precision; empty when not told
     * @param position       empty when not told
     */
    record Gga(
            String talker,
            OptionalLong timeOfDayNanos,
            FixQuality quality,
            int satellitesUsed,
            OptionalDouble hdop,
            Optional<Position> position)
            implements NmeaSentence {
        @Override
        public String id() {
            return talker + "GGA";
        }
    }

    /**
     * Position fix of several constellations with its quality.
     *
     * @param talker         two letters
     * @param timeOfDayNanos empty before the receiver knows it
     * @param quality        the best of the constellations; never {@link FixQuality#NOT_TOLD}
     * @param satellitesUsed in the solution
     * @param hdop           horizontal dilution of precision; empty when not told
     * @param position       empty when not told
     */
    record Gns(
            String talker,
            OptionalLong timeOfDayNanos,
            FixQuality quality,
            int satellitesUsed,
            OptionalDouble hdop,
            Optional<Position> position)
            implements NmeaSentence {
        @Override
        public String id() {
            return talker + "GNS";
        }
    }

    /**
     * Position with a time that has no date; some receivers let it trail the other sentences of a burst by a second.
     *
     * @param talker         two letters
     * @param timeOfDayNanos empty before the receiver knows it
     * @param isActive       status A
     * @param quality        from the mode field; not told by receivers older than NMEA 2.3
     * @param position       without a height; empty when not told
     */
    record Gll(
            String talker,
            OptionalLong timeOfDayNanos,
            boolean isActive,
            FixQuality quality,
            Optional<Position> position)
            implements NmeaSentence {
        @Override
        public String id() {
            return talker + "GLL";
        }
    }

    /**
     * Error estimate of the position, one standard deviation each.
     *
     * @param talker          two letters
     * @param timeOfDayNanos  empty before the receiver knows it
     * @param rangeMetres     of the ranges the position is computed from, root mean square; empty when not told
     * @param latitudeMetres  empty when not told
     * @param longitudeMetres empty when not told
     * @param altitudeMetres  empty when not told
     */
    record Gst(
            String talker,
            OptionalLong timeOfDayNanos,
            OptionalDouble rangeMetres,
            OptionalDouble latitudeMetres,
            OptionalDouble longitudeMetres,
            OptionalDouble altitudeMetres)
            implements NmeaSentence {
        @Override
        public String id() {
            return talker + "GST";
        }

        /** The same as a horizontal and a vertical error. */
        PositionQuality positionQuality() {
            var horizontal = latitudeMetres.isPresent() && longitudeMetres.isPresent()
                    ? OptionalDouble.of(Math.hypot(latitudeMetres.getAsDouble(), longitudeMetres.getAsDouble()))
                    : OptionalDouble.empty();
            return new PositionQuality(
                    OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), horizontal, altitudeMetres);
        }
    }

    /**
     * A line for people: the banner at power-on, the antenna's state, complaints.
     *
     * @param talker   two letters
     * @param severity 0 error, 1 warning, 2 notice, 7 user; −1 when not told
     * @param text     as it stands
     */
    record Txt(String talker, int severity, String text) implements NmeaSentence {
        @Override
        public String id() {
            return talker + "TXT";
        }
    }

    /**
     * MediaTek's own sentence, spoken by Quectel, Adafruit and many others.
     *
     * @param packet    its number, 0 to 999: 1 acknowledges, 705 tells the release
     * @param arguments what follows, as it stands
     */
    record Pmtk(int packet, List<String> arguments) implements NmeaSentence {
        private static final int ACKNOWLEDGE = 1;
        private static final int RELEASE = 705;

        /** Copies the list. */
        public Pmtk {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String id() {
            return "PMTK%03d".formatted(packet);
        }

        /**
         * An answer to a command.
         *
         * @param command the number of the command answered
         * @param flag    0 no such command, 1 not supported, 2 failed, 3 done
         */
        public record Acknowledgement(int command, int flag) {
            /** Whether the command was carried out. */
            public boolean isDone() {
                return flag == 3;
            }
        }

        /**
         * What a receiver says it is.
         *
         * @param firmware its release
         * @param model    as its maker calls it; empty when not told
         */
        public record Release(String firmware, String model) {}

        /** The answer this is, if it is one. */
        public Optional<Acknowledgement> acknowledgement() {
            if (packet != ACKNOWLEDGE || arguments.size() < 2) {
                return Optional.empty();
            }
            var command = SentenceFields.digits(arguments.get(0));
            var flag = SentenceFields.digits(arguments.get(1));
            return command.isEmpty() || flag.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Acknowledgement(command.getAsInt(), flag.getAsInt()));
        }

        /** The release this tells, if it tells one. */
        public Optional<Release> release() {
            return packet != RELEASE || arguments.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Release(arguments.get(0), arguments.size() > 2 ? arguments.get(2) : ""));
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
     * @param dilution   of precision, in all three ways; of all constellations together
     */
    record Gsa(String talker, Constellation system, int dimensions, List<Integer> numbers, PositionQuality dilution)
            implements NmeaSentence {
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
     * A sentence with a right checksum that is not interpreted: VTG, GBS, most makers' own.
     *
     * @param id its address
     */
    record Other(String id) implements NmeaSentence {}
}
