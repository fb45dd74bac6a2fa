package org.timeball.refclock.gnss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns the text of an NMEA sentence into a value. Stateless; what it cannot read is a value too. */
final class SentenceDecoder {

    private static final int ADDRESS_LENGTH = 5;

    /** RMC up to its date, which even the oldest receivers send. */
    private static final int RMC_FIELDS = 10;

    /** Number, elevation, azimuth and strength. */
    private static final int GSV_FIELDS_PER_SATELLITE = 4;

    private static final int GSV_HEADER = 4;
    private static final int GSA_FIRST_SATELLITE = 3;
    private static final int GSA_SATELLITES = 12;
    private static final int GSA_DILUTIONS = GSA_FIRST_SATELLITE + GSA_SATELLITES;
    private static final int GSA_SYSTEM = 18;

    private SentenceDecoder() {}

    /** @param body what stands between {@code $} and {@code *}, printable ASCII */
    static ReceiverMessage decode(String body) {
        var fields = new SentenceFields(body);
        String address = fields.address();
        if (address.startsWith("PMTK")) {
            return pmtk(fields);
        }
        // a leading P marks a maker's own sentence: PQGSV is Quectel's, not a GSV of a talker PQ
        if (address.length() != ADDRESS_LENGTH || address.startsWith("P")) {
            return new NmeaSentence.Other(address);
        }
        String talker = address.substring(0, 2);
        ReceiverMessage sentence =
                switch (address.substring(2)) {
                    case "RMC" -> rmc(talker, fields);
                    case "ZDA" -> new NmeaSentence.Zda(talker, fields.timeOfDayNanos(1), fields.longDate(2));
                    case "GGA" -> gga(talker, fields);
                    case "GNS" -> gns(talker, fields);
                    case "GLL" ->
                        new NmeaSentence.Gll(
                                talker,
                                fields.timeOfDayNanos(5),
                                fields.says(6, "A"),
                                FixQuality.ofMode(fields.text(7)),
                                fields.place(1).map(place -> place.at(OptionalDouble.empty())));
                    case "GST" ->
                        new NmeaSentence.Gst(
                                talker,
                                fields.timeOfDayNanos(1),
                                fields.decimal(2, "range"),
                                fields.decimal(6, "latitude"),
                                fields.decimal(7, "longitude"),
                                fields.decimal(8, "altitude"));
                    case "TXT" -> txt(talker, fields);
                    case "GSA" -> gsa(talker, fields);
                    case "GSV" -> gsv(talker, fields);
                    default -> new NmeaSentence.Other(address);
                };
        return fields.malformed().<ReceiverMessage>map(m -> m).orElse(sentence);
    }

    private static ReceiverMessage rmc(String talker, SentenceFields fields) {
        if (fields.count() < RMC_FIELDS) {
            return new ReceiverMessage.Malformed(
                    fields.address(), "date", 1, "only " + fields.count() + " fields, need " + RMC_FIELDS);
        }
        return new NmeaSentence.Rmc(
                talker,
                fields.timeOfDayNanos(1),
                fields.shortDate(9),
                fields.says(2, "A"),
                FixQuality.ofMode(fields.text(12)),
                fields.place(3).map(place -> place.at(OptionalDouble.empty())));
    }

    private static ReceiverMessage gga(String talker, SentenceFields fields) {
        return new NmeaSentence.Gga(
                talker,
                fields.timeOfDayNanos(1),
                FixQuality.ofDigit(fields.number(6, "quality", 0, 9, 0)),
                fields.number(7, "satellites", 0, 255, 0),
                PositionQuality.dilution(fields.decimal(8, "hdop")),
                position(fields, 9, 11));
    }

    private static ReceiverMessage gns(String talker, SentenceFields fields) {
        return new NmeaSentence.Gns(
                talker,
                fields.timeOfDayNanos(1),
                FixQuality.ofModes(fields.text(6)),
                fields.number(7, "satellites", 0, 255, 0),
                PositionQuality.dilution(fields.decimal(8, "hdop")),
                position(fields, 9, 10));
    }

    /** A height above the ellipsoid is that above the sea and the sea's above the ellipsoid. */
    private static Optional<Position> position(SentenceFields fields, int altitude, int separation) {
        var aboveSea = fields.signedDecimal(altitude, "altitude");
        var ofSea = fields.signedDecimal(separation, "geoid");
        var height = aboveSea.isPresent() && ofSea.isPresent()
                ? OptionalDouble.of(aboveSea.getAsDouble() + ofSea.getAsDouble())
                : OptionalDouble.empty();
        return fields.place(2).map(place -> place.at(height));
    }

    /** The text may hold commas, though it should not. */
    private static ReceiverMessage txt(String talker, SentenceFields fields) {
        return new NmeaSentence.Txt(talker, fields.number(3, "severity", 0, 99, -1), String.join(",", fields.from(4)));
    }

    private static ReceiverMessage pmtk(SentenceFields fields) {
        String digits = fields.address().substring(4);
        var packet = SentenceFields.digits(digits);
        return packet.isPresent() && digits.length() == 3
                ? new NmeaSentence.Pmtk(packet.getAsInt(), fields.from(1))
                : new NmeaSentence.Other(fields.address());
    }

    private static ReceiverMessage gsa(String talker, SentenceFields fields) {
        int dimensions = fields.number(2, "dimensions", 1, 3, 0);
        var numbers = new ArrayList<Integer>(GSA_SATELLITES);
        for (int i = 0; i < GSA_SATELLITES; i++) {
            int number = fields.number(GSA_FIRST_SATELLITE + i, "satellite", 0, 999, 0);
            if (number != 0) {
                numbers.add(number);
            }
        }
        Constellation system = Numbering.ofSystemId(fields.text(GSA_SYSTEM));
        return new NmeaSentence.Gsa(
                talker,
                system == Constellation.UNKNOWN ? Numbering.ofTalker(talker) : system,
                dimensions,
                numbers,
                dilution(fields));
    }

    private static PositionQuality dilution(SentenceFields fields) {
        return new PositionQuality(
                PositionQuality.dilution(fields.decimal(GSA_DILUTIONS, "pdop")),
                PositionQuality.dilution(fields.decimal(GSA_DILUTIONS + 1, "hdop")),
                PositionQuality.dilution(fields.decimal(GSA_DILUTIONS + 2, "vdop")),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private static ReceiverMessage gsv(String talker, SentenceFields fields) {
        int parts = fields.number(1, "parts", 1, 99, 1);
        int part = fields.number(2, "part", 1, parts, 1);
        int count = (fields.count() - GSV_HEADER) / GSV_FIELDS_PER_SATELLITE;
        int signalField = GSV_HEADER + count * GSV_FIELDS_PER_SATELLITE;
        var satellites = new ArrayList<Satellite>();
        for (int i = 0; i < count; i++) {
            satellite(talker, fields, GSV_HEADER + i * GSV_FIELDS_PER_SATELLITE, satellites);
        }
        String signal = fields.text(signalField);
        return new NmeaSentence.Gsv(talker, part, parts, signal.length() == 1 ? signal : "", satellites);
    }

    private static void satellite(String talker, SentenceFields fields, int at, List<Satellite> satellites) {
        int number = fields.number(at, "satellite", 0, 999, 0);
        int elevation = fields.number(at + 1, "elevation", -99, 99, Satellite.UNKNOWN_ANGLE);
        int azimuth = fields.number(at + 2, "azimuth", 0, 999, Satellite.UNKNOWN_ANGLE);
        int signal = fields.number(at + 3, "signal", 0, 99, 0);
        if (number != 0) {
            satellites.add(new Satellite(
                    Numbering.of(Numbering.ofTalker(talker), number),
                    number,
                    Numbering.elevationDegrees(elevation),
                    Numbering.azimuthDegrees(azimuth),
                    signal,
                    false));
        }
    }
}
