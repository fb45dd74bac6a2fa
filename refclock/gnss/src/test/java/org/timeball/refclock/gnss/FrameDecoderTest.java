package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.UbxFrame.NavPvt;
import org.timeball.refclock.gnss.UbxFrame.NavSat;
import org.timeball.refclock.gnss.UbxFrame.NavSol;
import org.timeball.refclock.gnss.UbxFrame.NavStatus;
import org.timeball.refclock.gnss.UbxFrame.NavTimeGps;
import org.timeball.refclock.gnss.UbxFrame.NavTimeLs;
import org.timeball.refclock.gnss.UbxFrame.NavTimeUtc;
import org.timeball.refclock.gnss.UbxFrame.TimTp;
import org.timeball.refclock.gnss.UbxFrame.TimeBase;

/** Whole frames as u-blox receivers sent them, recorded by the GPSD project. */
class FrameDecoderTest {

    record Row(String name, String hex, ReceiverMessage expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(
                    "M8T: TIM-TP, UTC time base",
                    "b5620d011000b09b2d0e0000000015efffff62080b0f2a63",
                    new TimTp(
                            2146,
                            237_870_000_000_000L,
                            TimeBase.UTC,
                            PulseGrid.UTC,
                            Raim.ACTIVE,
                            OptionalDouble.of(-4331 * 1e-12))),
            new Row(
                    "LEA-4T: TIM-TP",
                    "b5620d011000006dde130000000053beffffec0503007f39",
                    new TimTp(
                            1516,
                            333_344_000_000_000L,
                            TimeBase.UTC,
                            PulseGrid.UTC,
                            Raim.UNKNOWN,
                            OptionalDouble.of(-16813 * 1e-12))),
            new Row(
                    "M8T: NAV-STATUS, time only",
                    "b5620103100018de2d0e05dd0008fc3a0000cee201001674",
                    new NavStatus(237_887_000, Fix.TIME_ONLY, Spoofing.NONE)),
            new Row(
                    "M8T: NAV-TIMEGPS",
                    "b5620120100018de2d0ec4e80400620812071f000000b4e5",
                    new NavTimeGps(
                            237_887_000,
                            OptionalLong.of((2146 * 604_800L + 237_887) * 1_000_000_000L + 321_732),
                            OptionalInt.of(18),
                            OptionalDouble.of(31 * 1e-9))),
            new Row(
                    "M8T: NAV-TIMEUTC",
                    "b5620121140018de2d0e07040000c4e80400e507021712041df75192",
                    new NavTimeUtc(
                            237_887_000, utc("2021-02-23T18:04:29.000321732Z"), true, OptionalDouble.of(1031 * 1e-9))),
            new Row(
                    "LEA-4T: NAV-TIMEUTC",
                    "b56201211400b1a3de130c000000d02e1200d907011c14232b07fd62",
                    new NavTimeUtc(
                            333_358_001, utc("2009-01-28T20:35:43.001191632Z"), true, OptionalDouble.of(12 * 1e-9))),
            new Row(
                    "M8T: NAV-TIMELS from GPS and GLONASS, no event",
                    "b5620126180018de2d0e000000000112000000000000000000000000000184e3",
                    new NavTimeLs(237_887_000, false, OptionalInt.of(18), OptionalInt.empty(), 0)),
            new Row(
                    "M8T: NAV-TIMELS of unknown source",
                    "b562012618000828300e00000000ff120600bdaffdff62080100000000039a09",
                    new NavTimeLs(238_037_000, false, OptionalInt.empty(), OptionalInt.of(-151_619), 0)),
            new Row(
                    "F9P: NAV-TIMELS, the event of 2016 past",
                    "b5620126180010e6b9090000000002120200a916aafb89070700000000030ba0",
                    new NavTimeLs(163_178_000, false, OptionalInt.of(18), OptionalInt.of(-72_739_159), 0)),
            new Row(
                    "F9P: NAV-PVT, nanoseconds below zero",
                    "b56201075c0010e6b909e3070416151314371a000000f10cfeff0301eb105a41a0650aa5a7e432720000336b00009138"
                            + "000062320000fb000000d9ffffffe8fffffffe00000001744c01870300002d285e007d000000dcca49320000"
                            + "0000000000007087",
                    new NavPvt(
                            163_178_000,
                            utc("2019-04-22T21:19:19.999872241Z"),
                            true,
                            Fix.THREE_D,
                            16,
                            OptionalDouble.of(26 * 1e-9),
                            Optional.of(new Position(
                                    -458_775_286 * 1e-7, 1_705_001_306 * 1e-7, OptionalDouble.of(29_234 * 1e-3))),
                            quality(125 * 0.01, 14_481 * 1e-3, 12_898 * 1e-3))),
            new Row(
                    "M8T surveyed: NAV-SOL",
                    "b56201063400589115152f430400f70705ddf424c7f1c4369fe8c6c74f1a630000000000000000000000000000"
                            + "00010000000f2702124a6403004a32",
                    new NavSol(
                            353_735_000,
                            Fix.TIME_ONLY,
                            18,
                            Optional.of(
                                    new EarthFixedPosition(-238_607_116 * 1e-2, -392_218_940 * 1e-2, 441_436_102 * 1e-2)
                                            .toPosition()),
                            new PositionQuality(
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    OptionalDouble.of(99 * 1e-2),
                                    OptionalDouble.empty()))),
            new Row("an acknowledgement", "b562050102000601" + "0f38", new UbxFrame.Ack(6, 1, true)),
            new Row("what is not interpreted", "b562010100000207", new UbxFrame.Other(1, 1)));

    @ParameterizedTest
    @FieldSource("ROWS")
    void readsWhatReceiversSend(Row row) {
        var messages = Wire.decoded(Wire.hex(row.hex));
        assertEquals(1, messages.size(), "the checksum is right");
        assertEquals(row.expected, messages.getFirst().message());
    }

    record Refusal(String name, int messageClass, int messageId, String payload, String field, int offset) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("empty NAV-PVT", 1, 7, "", "payload", 0),
            new Refusal("NAV-PVT cut short", 1, 7, "00".repeat(83), "payload", 83),
            new Refusal("NAV-STATUS cut short", 1, 3, "00".repeat(15), "payload", 15),
            new Refusal("NAV-SOL cut short", 1, 6, "00".repeat(51), "payload", 51),
            new Refusal("NAV-SAT without header", 1, 0x35, "00".repeat(7), "payload", 7),
            new Refusal("NAV-SAT of two, one there", 1, 0x35, "000000000102" + "00".repeat(14), "payload", 20),
            new Refusal("NAV-SVINFO without header", 1, 0x30, "00".repeat(7), "payload", 7),
            new Refusal("NAV-SVINFO of 255, one there", 1, 0x30, "00000000ff000000" + "00".repeat(12), "payload", 20),
            new Refusal("NAV-TIMEUTC cut short", 1, 0x21, "00".repeat(19), "payload", 19),
            new Refusal("NAV-TIMEGPS cut short", 1, 0x20, "00".repeat(15), "payload", 15),
            new Refusal("NAV-TIMELS cut short", 1, 0x26, "00".repeat(23), "payload", 23),
            new Refusal("NAV-TIMELS changes by two", 1, 0x26, "00".repeat(11) + "02" + "00".repeat(12), "lsChange", 11),
            new Refusal("TIM-TP cut short", 13, 1, "00".repeat(15), "payload", 15));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void saysWhatItCouldNotRead(Refusal row) {
        var message = FrameDecoder.decode(row.messageClass, row.messageId, Wire.hex(row.payload));
        var malformed = assertInstanceOf(ReceiverMessage.Malformed.class, message);
        assertEquals(row.field, malformed.field());
        assertEquals(row.offset, malformed.offset());
    }

    @Test
    void doesNotBelieveAPlaceThatTheReceiverDisowns() {
        var payload = new byte[92];
        payload[20] = 3;
        payload[21] = 1;
        assertTrue(pvt(payload).position().isPresent());
        payload[78] = 1;
        assertTrue(pvt(payload).position().isEmpty());
        payload[78] = 0;
        payload[31] = 0x7f;
        assertTrue(pvt(payload).position().isEmpty(), "beyond the pole");
    }

    private static NavPvt pvt(byte[] payload) {
        return assertInstanceOf(NavPvt.class, FrameDecoder.decode(1, 7, payload));
    }

    private static PositionQuality quality(double pdop, double horizontalMetres, double verticalMetres) {
        return new PositionQuality(
                OptionalDouble.of(pdop),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(horizontalMetres),
                OptionalDouble.of(verticalMetres));
    }

    @Test
    void readsSatellites() {
        // GPS 5 used, 30.5 m too far; SBAS 131 whose place is not known; BeiDou 14 to the north, 0.3 m too near
        var payload = "00000000" + "01" + "03" + "0000" //
                + "0005" + "2a" + "3c" + "0e01" + "3101" + "5f190000"
                + "0183" + "00" + "a5" + "0000" + "0000" + "01000000"
                + "030e" + "1f" + "05" + "6801" + "fdff" + "57100000";
        var sat = assertInstanceOf(NavSat.class, FrameDecoder.decode(1, 0x35, Wire.hex(payload)));
        assertEquals(
                List.of(
                        new Satellite(Constellation.GPS, 5, 60, 270, 42, true, OptionalDouble.of(30.5)),
                        new Satellite(
                                Constellation.SBAS,
                                131,
                                Satellite.UNKNOWN_ANGLE,
                                Satellite.UNKNOWN_ANGLE,
                                0,
                                false,
                                OptionalDouble.of(0)),
                        new Satellite(Constellation.BEIDOU, 14, 5, 0, 31, false, OptionalDouble.of(-0.3))),
                sat.satellites());
    }

    /** The LEA-4T's own, cut to four of its sixteen channels, the last of which searches; and one that hears GLONASS. */
    @Test
    void readsSatellitesOfOldReceivers() {
        var payload = "b1a3de13" + "05000000" //
                + "00150d0621491401" + "53000000"
                + "09030401000a3d01" + "00000000"
                + "07060c0100153701" + "00000000"
                + "0e00000000000000" + "00000000"
                + "0fff000400000000" + "00000000";
        var info = assertInstanceOf(UbxFrame.NavSvInfo.class, FrameDecoder.decode(1, 0x30, Wire.hex(payload)));
        assertEquals(
                List.of(
                        new Satellite(Constellation.GPS, 21, 73, 276, 33, true, OptionalDouble.of(0.83)),
                        new Satellite(Constellation.GPS, 3, 10, 317, 0, false, OptionalDouble.of(0)),
                        new Satellite(Constellation.GPS, 6, 21, 311, 0, false, OptionalDouble.of(0))),
                info.satellites());
        assertEquals(333_358_001, info.towMillis());
    }

    @Test
    void knowsTheFamilyOfOldReceiversNumbers() {
        assertEquals(Constellation.UNKNOWN, Numbering.ofUbloxNumber(0));
        assertEquals(Constellation.GPS, Numbering.ofUbloxNumber(32));
        assertEquals(Constellation.BEIDOU, Numbering.ofUbloxNumber(33));
        assertEquals(Constellation.GLONASS, Numbering.ofUbloxNumber(65));
        assertEquals(Constellation.SBAS, Numbering.ofUbloxNumber(120));
        assertEquals(Constellation.BEIDOU, Numbering.ofUbloxNumber(159));
        assertEquals(Constellation.UNKNOWN, Numbering.ofUbloxNumber(173), "an indoor beacon");
        assertEquals(Constellation.QZSS, Numbering.ofUbloxNumber(193));
        assertEquals(Constellation.GALILEO, Numbering.ofUbloxNumber(211));
    }

    @Test
    void takesADateThatIsNoneForNoDate() {
        var payload = new byte[20];
        var utc = assertInstanceOf(NavTimeUtc.class, FrameDecoder.decode(1, 0x21, payload));
        assertTrue(utc.utcNanos().isEmpty());
    }

    @Test
    void doesNotTrustTheFirmwaresLeapSeconds() {
        var payload = new byte[24];
        payload[9] = 16;
        payload[23] = 1;
        var leap = assertInstanceOf(NavTimeLs.class, FrameDecoder.decode(1, 0x26, payload));
        assertTrue(leap.isFirmwareGuess());
        assertTrue(leap.gpsMinusUtcSeconds().isEmpty());
    }

    @Test
    void takesASawtoothMarkedInvalidForNone() {
        var payload = new byte[16];
        payload[14] = 0b1_0011;
        var pulse = assertInstanceOf(TimTp.class, FrameDecoder.decode(13, 1, payload));
        assertTrue(pulse.sawtoothSeconds().isEmpty());
    }

    @Test
    void doesNotConfuseTimeBases() {
        assertEquals(TimeBase.GPS, timeBase(0b00, 0));
        assertEquals(TimeBase.OTHER, timeBase(0b00, 1));
        assertEquals(TimeBase.OTHER, timeBase(0b00, 2));
        assertEquals(TimeBase.GPS, timeBase(0b00, 3));
        assertEquals(TimeBase.UTC, timeBase(0b11, 0));
        assertEquals(TimeBase.OTHER, timeBase(0b01, 0), "UTC is asked for and not yet known");
    }

    /** What a pulse is on, and whether satellites are checked: the two octets that say it. */
    @Test
    void readsWhatThePulseIsAlignedTo() {
        assertEquals(PulseGrid.GNSS, timTp(0b0000, 0).grid());
        assertEquals(PulseGrid.GNSS, timTp(0b0010, 0).grid(), "UTC is known and was not asked for");
        assertEquals(PulseGrid.UTC_UNAVAILABLE, timTp(0b0001, 0).grid());
        assertEquals(PulseGrid.UTC, timTp(0b0011, 0).grid());
        assertEquals(Raim.UNKNOWN, timTp(0b0011, 0).raim());
        assertEquals(Raim.INACTIVE, timTp(0b0111, 0).raim());
        assertEquals(Raim.ACTIVE, timTp(0b1011, 0).raim());
        assertEquals(Raim.UNKNOWN, timTp(0b1111, 0).raim(), "a value that is not defined");
    }

    private static TimeBase timeBase(int flags, int reference) {
        return timTp(flags, reference).timeBase();
    }

    private static TimTp timTp(int flags, int reference) {
        var payload = new byte[16];
        payload[14] = (byte) flags;
        payload[15] = (byte) reference;
        return assertInstanceOf(TimTp.class, FrameDecoder.decode(13, 1, payload));
    }

    private static OptionalLong utc(String instant) {
        var at = Instant.parse(instant);
        return OptionalLong.of(at.getEpochSecond() * 1_000_000_000L + at.getNano());
    }
}
