package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.timeball.refclock.gnss.Satellite.UNKNOWN_ANGLE;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.NmeaSentence.Gga;
import org.timeball.refclock.gnss.NmeaSentence.Gll;
import org.timeball.refclock.gnss.NmeaSentence.Gns;
import org.timeball.refclock.gnss.NmeaSentence.Gsa;
import org.timeball.refclock.gnss.NmeaSentence.Gst;
import org.timeball.refclock.gnss.NmeaSentence.Gsv;
import org.timeball.refclock.gnss.NmeaSentence.Other;
import org.timeball.refclock.gnss.NmeaSentence.Pmtk;
import org.timeball.refclock.gnss.NmeaSentence.Rmc;
import org.timeball.refclock.gnss.NmeaSentence.Txt;
import org.timeball.refclock.gnss.NmeaSentence.Zda;

/** Whole sentences as real receivers sent them, checksums and all; positions are as recorded by the GPSD project. */
class SentenceDecoderTest {

    private static final OptionalLong NONE = OptionalLong.empty();
    private static final Optional<Position> NOWHERE = Optional.empty();

    record Row(String name, String line, ReceiverMessage expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(
                    "MT3339: RMC, differential",
                    "$GPRMC,202640.000,A,4404.1306,N,12118.8515,W,0.03,225.97,130415,,,D*73",
                    new Rmc(
                            "GP",
                            time(20, 26, 40, 0),
                            day(2015, 4, 13),
                            true,
                            FixQuality.GOOD,
                            at(44, 4.1306, -121, 18.8515))),
            new Row(
                    "MTK 3301: V with a time before GPS began",
                    "$GPRMC,235946.005,V,8960.000000,N,00000.000000,E,0.000,0.00,050180,,,N*47",
                    new Rmc(
                            "GP",
                            time(23, 59, 46, 5_000_000),
                            day(1980, 1, 5),
                            false,
                            FixQuality.NONE,
                            at(90, 0, 0, 0))),
            new Row(
                    "EG25-G: all empty",
                    "$GPRMC,,V,,,,,,,,,,N*53",
                    new Rmc("GP", NONE, NONE, false, FixQuality.NONE, NOWHERE)),
            new Row(
                    "Meinberg: no mode field",
                    "$GPRMC,220952.00,A,4742.21,N,01200.75,E,0.0,0.0,181223,0.0,E*5A",
                    new Rmc(
                            "GP",
                            time(22, 9, 52, 0),
                            day(2023, 12, 18),
                            true,
                            FixQuality.NOT_TOLD,
                            at(47, 42.21, 12, 0.75))),
            new Row(
                    "Garmin 17N: no fraction",
                    "$GPRMC,093802,A,5213.1439,N,02100.6511,E,000.0,226.0,160305,004.2,E,D*15",
                    new Rmc(
                            "GP",
                            time(9, 38, 2, 0),
                            day(2005, 3, 16),
                            true,
                            FixQuality.GOOD,
                            at(52, 13.1439, 21, 0.6511))),
            new Row(
                    "L76K: NMEA 4.1 with navigation status",
                    "$GNRMC,055234.200,A,4739.71890,N,12219.58362,W,0.00,286.35,050826,,,A,V*11",
                    new Rmc(
                            "GN",
                            time(5, 52, 34, 200_000_000),
                            day(2026, 8, 5),
                            true,
                            FixQuality.GOOD,
                            at(47, 39.7189, -122, 19.58362))),
            new Row(
                    "GP-320FW: week rolled over",
                    "$GPRMC,000231.42,A,4829.0005,N,00022.0016,E,0.16,212.28,220899,,,A*59",
                    new Rmc(
                            "GP",
                            time(0, 2, 31, 420_000_000),
                            day(1999, 8, 22),
                            true,
                            FixQuality.GOOD,
                            at(48, 29.0005, 0, 22.0016))),
            new Row(
                    "L70: ZDA",
                    "$GPZDA,150119.000,09,03,2022,,*53",
                    new Zda("GP", time(15, 1, 19, 0), day(2022, 3, 9))),
            new Row("ZDA, nothing known", "$GPZDA,,,,,,*48", new Zda("GP", NONE, NONE)),
            new Row(
                    "ublox-8: GGA",
                    "$GNGGA,000941.00,4404.13387,N,12118.85628,W,1,12,1.01,1144.8,M,-21.4,M,,*4D",
                    new Gga(
                            "GN",
                            time(0, 9, 41, 0),
                            FixQuality.GOOD,
                            12,
                            OptionalDouble.of(1.01),
                            at(44, 4.13387, -121, 18.85628, 1123.4))),
            new Row(
                    "EG25-G: empty GGA",
                    "$GPGGA,,,,,,0,,,,,,,,*66",
                    new Gga("GP", NONE, FixQuality.NONE, 0, OptionalDouble.empty(), NOWHERE)),
            new Row(
                    "L76K: GSA with system id",
                    "$GNGSA,A,3,13,27,37,,,,,,,,,,1.5,0.9,1.2,4*39",
                    new Gsa("GN", Constellation.BEIDOU, 3, List.of(13, 27, 37), dilution(1.5, 0.9, 1.2))),
            new Row(
                    "ublox-8: GSA of GLONASS without system id",
                    "$GNGSA,A,3,80,70,73,79,69,71,,,,,,,1.71,1.01,1.38*1D",
                    new Gsa(
                            "GN",
                            Constellation.UNKNOWN,
                            3,
                            List.of(80, 70, 73, 79, 69, 71),
                            dilution(1.71, 1.01, 1.38))),
            new Row(
                    "MTK 3301: GSA without fix",
                    "$GPGSA,A,1,,,,,,,,,,,,,,,*1E",
                    new Gsa("GP", Constellation.GPS, 1, List.of(), PositionQuality.UNTOLD)),
            new Row(
                    "L76K: BD talker, signal id",
                    "$BDGSV,1,1,03,13,19,043,17,27,38,127,33,37,36,091,24,0*49",
                    new Gsv(
                            "BD",
                            1,
                            1,
                            "0",
                            List.of(
                                    satellite(Constellation.BEIDOU, 13, 19, 43, 17),
                                    satellite(Constellation.BEIDOU, 27, 38, 127, 33),
                                    satellite(Constellation.BEIDOU, 37, 36, 91, 24)))),
            new Row(
                    "L70: GSV without strength",
                    "$GPGSV,4,4,13,30,03,251,*4D",
                    new Gsv("GP", 4, 4, "", List.of(satellite(Constellation.GPS, 30, 3, 251, 0)))),
            new Row(
                    "MT3339: augmentation satellite without place",
                    "$GPGSV,3,3,12,19,13,123,27,03,07,176,19,05,05,328,13,47,,,*41",
                    new Gsv(
                            "GP",
                            3,
                            3,
                            "",
                            List.of(
                                    satellite(Constellation.GPS, 19, 13, 123, 27),
                                    satellite(Constellation.GPS, 3, 7, 176, 19),
                                    satellite(Constellation.GPS, 5, 5, 328, 13),
                                    satellite(Constellation.SBAS, 47, UNKNOWN_ANGLE, UNKNOWN_ANGLE, 0)))),
            new Row(
                    "ublox-8: GLL",
                    "$GNGLL,4404.13387,N,12118.85628,W,000941.00,A,A*69",
                    new Gll("GN", time(0, 9, 41, 0), true, FixQuality.GOOD, at(44, 4.13387, -121, 18.85628))),
            new Row(
                    "Garmin 17N: GLL that trails by a second",
                    "$GPGLL,5213.1439,N,02100.6511,E,093803,A,D*49",
                    new Gll("GP", time(9, 38, 3, 0), true, FixQuality.GOOD, at(52, 13.1439, 21, 0.6511))),
            new Row(
                    "EG25-G: GNS with fix, of GPS and GLONASS",
                    "$GNGNS,191503.01,3645.876324,N,03124.670280,E,AAN,08,1.3,-6.7,32.0,,,V*42",
                    new Gns(
                            "GN",
                            time(19, 15, 3, 10_000_000),
                            FixQuality.GOOD,
                            8,
                            OptionalDouble.of(1.3),
                            at(36, 45.876324, 31, 24.67028, 25.3))),
            new Row(
                    "EG25-G: GNS without fix",
                    "$GNGNS,191434.96,,,,,NNN,,,,,,*36",
                    new Gns("GN", time(19, 14, 34, 960_000_000), FixQuality.NONE, 0, OptionalDouble.empty(), NOWHERE)),
            new Row(
                    "IsyncPRO: GST",
                    "$GPGST,131519.00,11,,,,0.70,0.49,1.1*53",
                    new Gst(
                            "GP",
                            time(13, 15, 19, 0),
                            OptionalDouble.of(11),
                            OptionalDouble.of(0.70),
                            OptionalDouble.of(0.49),
                            OptionalDouble.of(1.1))),
            new Row("L76K: antenna", "$GPTXT,01,01,01,ANTENNA OK*35", new Txt("GP", 1, "ANTENNA OK")),
            new Row("L70: acknowledgement", "$PMTK001,314,3*36", new Pmtk(1, List.of("314", "3"))),
            new Row(
                    "L70: release",
                    "$PMTK705,AXN_2.51_3339_19071200,0002,QUECTEL-L70,1.0*32",
                    new Pmtk(705, List.of("AXN_2.51_3339_19071200", "0002", "QUECTEL-L70", "1.0"))),
            new Row("a maker's own with a name for a number", "$PMTKCHN,14001*5F", new Other("PMTKCHN")),
            new Row("L70: Quectel's own", "$PQVERNO,R,L70BGR03A05S,2019/10/09,21:12*23", new Other("PQVERNO")),
            new Row("a maker's own GSV is none", "$PQGSV,1,1,00*6F", new Other("PQGSV")));

    @ParameterizedTest
    @FieldSource("ROWS")
    void readsWhatReceiversSend(Row row) {
        var messages = Wire.decoded(Wire.ascii(row.line + "\r\n"));
        assertEquals(1, messages.size(), "the checksum is right");
        assertEquals(row.expected, rounded(messages.getFirst().message()));
    }

    record Refusal(String body, String field, int offset) {}

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("GPRMC,000231.099,A,4829.0005,N,00022.0015,E,0.15,212.28,2208-1,,,A", "date", 57),
            new Refusal("GPRMC,235955.00,V,0000.0000,,,N", "date", 1),
            new Refusal("GPRMC,240000,A,,,,,,,010120,,,A", "time", 7),
            new Refusal("GPRMC,12000,A,,,,,,,010120,,,A", "time", 7),
            new Refusal("GPRMC,120000.1234567890,A,,,,,,,010120,,,A", "time", 7),
            new Refusal("GPRMC,120000x00,A,,,,,,,010120,,,A", "time", 7),
            new Refusal("GPRMC,120000,A,,,,,,,300220,,,A", "date", 22),
            new Refusal("GPRMC,120000,A,,,,,,,000020,,,A", "date", 22),
            new Refusal("GPZDA,120000,31,04,2020,,", "date", 14),
            new Refusal("GPZDA,120000,01,13,2020,,", "month", 17),
            new Refusal("GPGGA,120000,,,,,x,08,,,,,,,", "quality", 18),
            new Refusal("GNGNS,120000,,,,,AN,x8,,,,,", "satellites", 21),
            new Refusal("GPGLL,,,,,126000,A,A", "time", 11),
            new Refusal("GPGGA,120000,4742.0,N,-1200.0,E,1,08,,,,,,,", "longitude", 23),
            new Refusal("GPGGA,120000,,,,,1,08,1,1e3,M,,,", "altitude", 25),
            new Refusal("GPGGA,120000,,,,,1,08,1,--3,M,,,", "altitude", 25),
            new Refusal("GPGGA,120000,,,,,1,08,x,,M,,,", "hdop", 23),
            new Refusal("GPGSA,A,3,01,,,,,,,,,,,,-1,1,1", "pdop", 25),
            new Refusal("GPGST,120000,1,,,,0.7.0,0.49,1.1", "latitude", 19),
            new Refusal("GPTXT,01,01,x,ANTENNA OK", "severity", 13),
            new Refusal("GPGSA,A,7,01,,,,,,,,,,,,,,", "dimensions", 9),
            new Refusal("GPGSV,2,3,08,01,40,083,46", "part", 9),
            new Refusal("GPGSV,1,1,01,01,4x,083,46", "elevation", 17),
            new Refusal("GPGSV,1,1,01,99999999999,40,083,46", "satellite", 14));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void saysWhatItCouldNotRead(Refusal row) {
        var malformed = assertInstanceOf(ReceiverMessage.Malformed.class, SentenceDecoder.decode(row.body));
        assertEquals(row.field, malformed.field());
        assertEquals(row.offset, malformed.offset());
        assertEquals(row.body.substring(0, 5), malformed.id());
    }

    static final List<String> NOWHERES = List.of(
            "9100.0,N,01200.0,E",
            "36000.0000,N,72000.0000,E",
            "4742.0,X,01200.0,E",
            "4761.0,N,01200.0,E",
            "4742.0,N,18000.1,E",
            "4742.0,,01200.0,E",
            "4742.0,N,,E",
            "0000.0000,,,");

    /** Receivers write such things before they have a fix; time and date beside them are read all the same. */
    @ParameterizedTest
    @FieldSource("NOWHERES")
    void takesAPlaceThatIsNowhereForNone(String place) {
        var rmc = assertInstanceOf(Rmc.class, SentenceDecoder.decode("GPRMC,120000,V," + place + ",,,221126,,,N"));
        assertEquals(new Rmc("GP", time(12, 0, 0, 0), day(2026, 11, 22), false, FixQuality.NONE, NOWHERE), rmc);
    }

    @Test
    void refusesQualitiesThatAreNotFromSatellites() {
        assertEquals(FixQuality.GOOD, FixQuality.ofDigit(2));
        for (int digit : new int[] {6, 7, 8}) {
            assertEquals(FixQuality.ESTIMATED, FixQuality.ofDigit(digit));
        }
        for (String letter : List.of("A", "D", "P", "R", "F")) {
            assertEquals(FixQuality.GOOD, FixQuality.ofMode(letter));
        }
        for (String letter : List.of("E", "M", "S")) {
            assertEquals(FixQuality.ESTIMATED, FixQuality.ofMode(letter));
        }
        assertEquals(FixQuality.NONE, FixQuality.ofMode("N"));
        assertEquals(FixQuality.NONE, FixQuality.ofMode("?"));
    }

    private static OptionalLong time(int hour, int minute, int second, int nanos) {
        return OptionalLong.of((hour * 3_600L + minute * 60 + second) * 1_000_000_000L + nanos);
    }

    private static Optional<Position> at(int north, double northMinutes, int east, double eastMinutes) {
        double longitude = east < 0 ? east - eastMinutes / 60 : east + eastMinutes / 60;
        return Optional.of(
                new Position(rounded(north + northMinutes / 60), rounded(longitude), OptionalDouble.empty()));
    }

    private static Optional<Position> at(
            int north, double northMinutes, int east, double eastMinutes, double heightMetres) {
        var ground = at(north, northMinutes, east, eastMinutes).orElseThrow();
        return Optional.of(new Position(
                ground.latitudeDegrees(), ground.longitudeDegrees(), OptionalDouble.of(rounded(heightMetres))));
    }

    /** The message, its angles and heights to ten digits behind the point: more than any receiver gives. */
    private static ReceiverMessage rounded(ReceiverMessage message) {
        return switch (message) {
            case Rmc it ->
                new Rmc(
                        it.talker(),
                        it.timeOfDayNanos(),
                        it.epochDay(),
                        it.isActive(),
                        it.quality(),
                        it.position().map(SentenceDecoderTest::rounded));
            case Gga it ->
                new Gga(
                        it.talker(),
                        it.timeOfDayNanos(),
                        it.quality(),
                        it.satellitesUsed(),
                        it.hdop(),
                        it.position().map(SentenceDecoderTest::rounded));
            case Gns it ->
                new Gns(
                        it.talker(),
                        it.timeOfDayNanos(),
                        it.quality(),
                        it.satellitesUsed(),
                        it.hdop(),
                        it.position().map(SentenceDecoderTest::rounded));
            case Gll it ->
                new Gll(
                        it.talker(),
                        it.timeOfDayNanos(),
                        it.isActive(),
                        it.quality(),
                        it.position().map(SentenceDecoderTest::rounded));
            default -> message;
        };
    }

    private static Position rounded(Position position) {
        var height = position.heightMetres();
        return new Position(
                rounded(position.latitudeDegrees()),
                rounded(position.longitudeDegrees()),
                height.isPresent() ? OptionalDouble.of(rounded(height.getAsDouble())) : height);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e10) / 1e10;
    }

    private static PositionQuality dilution(double pdop, double hdop, double vdop) {
        return new PositionQuality(
                OptionalDouble.of(pdop),
                OptionalDouble.of(hdop),
                OptionalDouble.of(vdop),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private static OptionalLong day(int year, int month, int day) {
        return OptionalLong.of(LocalDate.of(year, month, day).toEpochDay());
    }

    private static Satellite satellite(Constellation system, int number, int elevation, int azimuth, int signal) {
        return new Satellite(system, number, elevation, azimuth, signal, false);
    }
}
