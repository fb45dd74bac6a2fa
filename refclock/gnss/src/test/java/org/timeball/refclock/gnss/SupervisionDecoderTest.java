package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.UbxFrame.Ack;
import org.timeball.refclock.gnss.UbxFrame.Cfg;
import org.timeball.refclock.gnss.UbxFrame.MonHw;
import org.timeball.refclock.gnss.UbxFrame.MonRf;
import org.timeball.refclock.gnss.UbxFrame.MonVer;
import org.timeball.refclock.gnss.UbxFrame.NavClock;
import org.timeball.refclock.gnss.UbxFrame.NavSvin;
import org.timeball.refclock.gnss.UbxFrame.Other;
import org.timeball.refclock.gnss.UbxFrame.SecSig;
import org.timeball.refclock.gnss.UbxFrame.TimSvin;

/** Whole frames where the GPSD project recorded some, else payloads laid out by hand. */
class SupervisionDecoderTest {

    record Row(String name, String hex, ReceiverMessage expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> RECORDED = List.of(
            new Row(
                    "LEA-4T: NAV-CLOCK",
                    "b56201221400b1a3de137413fdfff4faffff0c0000006e0100006606",
                    new NavClock(
                            333_358_001,
                            -191_628,
                            -1_292,
                            OptionalDouble.of(12 * 1e-9),
                            OptionalDouble.of(366 * 1e-3))),
            new Row(
                    "u-blox 7: NAV-CLOCK",
                    "b562012214009894de17ce32f9ff53feffff22000000f7060000bef5",
                    new NavClock(
                            400_463_000,
                            -445_746,
                            -429,
                            OptionalDouble.of(34 * 1e-9),
                            OptionalDouble.of(1_783 * 1e-3))),
            new Row(
                    "M8T: TIM-SVIN, none",
                    "b5620d041c00000000000000000000000000000000000000000000000000000000002d64",
                    new TimSvin(new Survey(0, 0, new EarthFixedPosition(0, 0, 0), 0, false, false))),
            new Row(
                    "u-blox 7: MON-HW",
                    "b5620a093c003ff401000c00000000000100cbf700006e008d0a02010183c08b0100ffffffffffff01000203ff10ffff"
                            + "ff363505000d00000000bff70000000000006979",
                    new MonHw(new RadioState(AntennaState.OK, Jamming.UNKNOWN, 110, 2_701, OptionalInt.of(5)))),
            new Row("M8F: ACK-NAK", "b5620500020006010e33", new Ack(6, 1, false)),
            new Row("M8T: ACK-ACK", "b56205010200063d4b74", new Ack(6, 0x3d, true)),
            new Row(
                    "M8T: CFG-TMODE2",
                    "b562063d1c0002000000f424c7f1c4369fe8c6c74f1ada0300002c01000050c30000c57c",
                    new Cfg(0x3d, Wire.hex("02000000f424c7f1c4369fe8c6c74f1ada0300002c01000050c30000"))));

    @ParameterizedTest
    @FieldSource("RECORDED")
    void readsWhatReceiversSend(Row row) {
        var messages = Wire.decoded(Wire.hex(row.hex));
        assertEquals(1, messages.size(), "the checksum is right");
        assertEquals(row.expected, messages.getFirst().message());
    }

    record Payload(String name, int messageClass, int messageId, String hex, ReceiverMessage expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Payload> PAYLOADS = List.of(
            new Payload(
                    "TIM-SVIN going on",
                    13,
                    4,
                    "3c000000" + "64000000" + "9cffffff" + "00000000" + "00093d00" + "3b000000" + "00010000",
                    new TimSvin(new Survey(60, 59, new EarthFixedPosition(1, -1, 0), 2.0, false, true))),
            new Payload(
                    "NAV-SVIN done",
                    1,
                    0x3b,
                    "00000000" + "e8030000" + "80510100" + "64000000" + "9cffffff" + "00000000" + "0aff0000"
                            + "204e0000" + "81510100" + "01000000",
                    new NavSvin(
                            1_000,
                            new Survey(86_400, 86_401, new EarthFixedPosition(1.001, -1.0001, 0), 2.0, true, false))),
            new Payload(
                    "MON-RF of two radios",
                    10,
                    0x38,
                    "00020000" + radio("0001040000000000" + "00000000" + "5000" + "6400" + "09")
                            + radio("0102020000000000" + "00000000" + "5100" + "6500" + "ff"),
                    new MonRf(List.of(
                            new RadioState(AntennaState.OPEN, Jamming.NONE, 80, 100, OptionalInt.of(9)),
                            new RadioState(AntennaState.OK, Jamming.WARNING, 81, 101, OptionalInt.of(255))))),
            new Payload("MON-RF of none", 10, 0x38, "00000000", new MonRf(List.of())),
            new Payload(
                    "MON-HW of u-blox 6",
                    10,
                    9,
                    "00".repeat(20) + "0301" + "0c" + "00".repeat(45),
                    new MonHw(new RadioState(AntennaState.SHORT, Jamming.CRITICAL, 0, 0, OptionalInt.empty()))),
            new Payload(
                    "SEC-SIG 1",
                    0x27,
                    9,
                    "01000000" + "05000000" + "05000000",
                    new SecSig(Jamming.WARNING, Spoofing.INDICATED)),
            new Payload(
                    "SEC-SIG 1, detectors off",
                    0x27,
                    9,
                    "01000000" + "06000000" + "06000000",
                    new SecSig(Jamming.UNKNOWN, Spoofing.UNKNOWN)),
            new Payload("SEC-SIG 2", 0x27, 9, "023b0000", new SecSig(Jamming.NONE, Spoofing.AFFIRMED)),
            new Payload("SEC-SIG 3", 0x27, 9, "03000000", new Other(0x27, 9)),
            new Payload("a question", 10, 4, "", new Other(10, 4)),
            new Payload("MON-VER without extensions", 10, 4, "00".repeat(40), new MonVer("", "", List.of())),
            new Payload(
                    "MON-VER that cannot be printed",
                    10,
                    4,
                    "1b5b" + "00".repeat(28) + "303030343030303700ff",
                    new MonVer("?[", "00040007", List.of())));

    @ParameterizedTest
    @FieldSource("PAYLOADS")
    void readsPayloads(Payload row) {
        assertEquals(row.expected, FrameDecoder.decode(row.messageClass, row.messageId, Wire.hex(row.hex)));
    }

    record Refusal(int messageClass, int messageId, int length) {}

    static final List<Refusal> REFUSALS = List.of(
            new Refusal(1, 0x22, 19),
            new Refusal(1, 0x3b, 39),
            new Refusal(13, 4, 27),
            new Refusal(10, 4, 39),
            new Refusal(10, 9, 59),
            new Refusal(10, 0x38, 3),
            new Refusal(5, 0, 1),
            new Refusal(5, 1, 1));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void saysWhatIsCutShort(Refusal row) {
        var message = FrameDecoder.decode(row.messageClass, row.messageId, new byte[row.length]);
        assertEquals(
                row.length,
                assertInstanceOf(ReceiverMessage.Malformed.class, message).offset());
    }

    @Test
    void saysWhatIsShorterThanItClaims() {
        assertInstanceOf(ReceiverMessage.Malformed.class, FrameDecoder.decode(10, 0x38, new byte[] {0, 1, 0, 0}));
        assertInstanceOf(ReceiverMessage.Malformed.class, FrameDecoder.decode(0x27, 9, new byte[] {1, 0, 0}));
        assertInstanceOf(ReceiverMessage.Malformed.class, FrameDecoder.decode(0x27, 9, new byte[] {2, 0, 0}));
    }

    @Test
    void takesWhateverComes() {
        var random = new Random(20_276);
        int[] kinds = {0x0122, 0x013b, 0x0500, 0x0501, 0x0a04, 0x0a09, 0x0a38, 0x0d04, 0x2709, 0x068b, 0x0103};
        for (int i = 0; i < 100_000; i++) {
            byte[] payload = new byte[random.nextInt(120)];
            random.nextBytes(payload);
            int kind = kinds[random.nextInt(kinds.length)];
            var health = new HealthView();
            health.take(FrameDecoder.decode(kind >> 8, kind & 0xff, payload));
            assertEquals(true, health.health().model().chars().allMatch(c -> c >= ' ' && c <= '~'));
        }
    }

    @Test
    void namesAReceiver() {
        var version = new MonVer(
                "EXT CORE 1.00",
                "00190000",
                List.of("ROM BASE 0x118B2060", "FWVER=TIM 2.20", "PROTVER=29.20", "MOD=ZED-F9T"));
        assertEquals("ZED-F9T", version.model());
        assertEquals("TIM 2.20", version.firmwareVersion());
        assertEquals("29.20", version.extension("PROTVER").orElseThrow());
        var old = new MonVer("7.03 (45969)", "00040007", List.of());
        assertEquals("u-blox 00040007", old.model());
        assertEquals("7.03 (45969)", old.firmwareVersion());
    }

    private static String radio(String begun) {
        return begun + "00".repeat(24 - begun.length() / 2);
    }
}
