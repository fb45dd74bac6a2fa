package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ReceiverBytes;

/**
 * What a broken or hostile receiver may send, one thing at a time: none of it is taken for a time, and a good message
 * right behind it is read.
 */
class HostileReceiverTest {

    private static final byte[] GOOD = Wire.sentence("GPRMC,120000.00,A,4742.0,N,01200.0,E,0.0,0.0,221126,,,A");

    /** @param messages with a right checksum in it, readable or not */
    record Row(String name, byte[] bytes, int messages) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row line(String body) {
        return new Row(body, Wire.sentence(body), 1);
    }

    private static Row bytes(String name, byte[] bytes) {
        return new Row(name, bytes, 0);
    }

    static final List<Row> ROWS = List.of(
            bytes("wrong checksum", Wire.ascii("$GPRMC,130000.00,A,,,,,,,221126,,,A*00\r\n")),
            bytes("checksum of a later field", Wire.ascii("$GPRMC,130000.00,A,,,,,,,221126,,,A*\r\n")),
            bytes("no checksum, as the HP 58534A", Wire.ascii("$GPRMC,130000,A,,,,,,,221126,,\r\n")),
            bytes("8 KiB without an end", Wire.ascii("$GPRMC," + "1".repeat(8_192))),
            bytes("8 KiB with a right checksum", Wire.sentence("GPRMC," + "1".repeat(8_192))),
            bytes("NUL", Wire.ascii("$GPRMC,130000\0,A,,,,,,,221126,,,A*4B\r\n")),
            bytes("not ASCII", Wire.ascii("$GPRMC,13\u00e90000,A,,,,,,,221126,,,A*4B\r\n")),
            bytes("1 MiB of dollars", Wire.ascii("$".repeat(1 << 20))),
            bytes("a megabyte of NUL", new byte[1 << 20]),
            line("GPRMC"),
            line("GPRMC,"),
            line("GPRMC,130000"),
            line("GPRMC,130000,A,,,,,,"),
            line("GPRMC,99:99:99,A,,,,,,,221126,,,A"),
            line("GPRMC,999999.99,A,,,,,,,221126,,,A"),
            line("GPRMC,130000.00,A,,,,,,,001126,,,A"),
            line("GPRMC,130000.00,A,,,,,,,320126,,,A"),
            line("GPRMC,130000.00,A,,,,,,,310226,,,A"),
            line("GPRMC,-30000.00,A,,,,,,,221126,,,A"),
            line("GPRMC,130000.00,A,NaN,N,Infinity,E,,,2211261,,,A"),
            line("GPRMC,%s%n%n%x%d,A,,,,,,,221126,,,A"),
            bytes("a lookup", Wire.sentence("GPRMC,${jndi:ldap://x},A,,,,,,,221126,,,A")),
            line("GPZDA,130000.00,00,11,2026,,"),
            line("GPZDA,130000.00,22,11,99999999999999999999,,"),
            line("GPGGA,130000.00,,,,,1,99999999999999999999,,,,,,"),
            line("GPGSA,A,3,99999999999999999999,,,,,,,,,,,,,,"),
            line("GPGSV,99,99,999,01,40,083,46"),
            line("GPGSV,0,0,0"),
            line("GPTXT,01,01,99,%n%n%n"),
            line("PMTK705"),
            line("PMTK001,,"),
            line(""),
            line(",,,,,,,,,,,,,,,,,,,,,"),
            bytes("UBX of 65,535 octets", Wire.hex("b5620107ffff" + "00".repeat(64))),
            bytes("UBX of 4,097 octets", Wire.hex("b56201070110" + "00".repeat(64))),
            bytes("UBX with a wrong checksum", Wire.hex("b562010704000102030400ff")),
            bytes("UBX cut short", Wire.hex("b56201075c00e803")),
            bytes("UBX inside a sentence", Wire.joined(Wire.ascii("$GPRMC,1300"), Wire.hex("b56201070400"))),
            new Row(
                    "NAV-SAT of 255 satellites, one there",
                    frame(0x0135, "00000000" + "01ff0000" + "00".repeat(12)),
                    1),
            new Row("NAV-SVINFO of 255, none there", frame(0x0130, "00000000" + "ff000000"), 1),
            new Row("MON-RF of 255 radios, one there", frame(0x0a38, "00ff0000" + "00".repeat(24)), 1),
            new Row("MON-VER of three octets", frame(0x0a04, "525354"), 1),
            new Row("SEC-SIG of one octet", frame(0x2709, "01"), 1),
            new Row("NAV-PVT of one octet", frame(0x0107, "ff"), 1),
            new Row("NAV-PVT of ones", frame(0x0107, "ff".repeat(92)), 1),
            new Row("NAV-TIMEGPS of ones", frame(0x0120, "ff".repeat(16)), 1),
            new Row("NAV-TIMELS of ones", frame(0x0126, "ff".repeat(24)), 1),
            new Row("TIM-TP of ones", frame(0x0d01, "ff".repeat(16)), 1),
            new Row(
                    "RXM-RAWX of 255 measurements, none there",
                    frame(0x0215, "00".repeat(11) + "ff" + "00".repeat(4)),
                    1),
            new Row("class and id that are none", frame(0x0000, ""), 1));

    @ParameterizedTest
    @FieldSource("ROWS")
    void isNotTakenForATimeAndHidesNoGoodMessage(Row row) {
        var receiver = new GnssReceiver(0);
        var messages = new ArrayList<ReceivedMessage>();
        var decoder = new ReceiverDecoder();
        decoder.accept(Wire.joined(row.bytes, GOOD), messages::add);
        decoder.abandon(messages::add);
        assertEquals(row.messages + 1, messages.size());
        assertEquals("GPRMC", messages.getLast().message().id());

        var epochs = new ArrayList<Epoch>(receiver.accept(new ReceiverBytes(row.bytes, 0)));
        receiver.onSilence(1_000_000_000L).ifPresent(epochs::add);
        assertTrue(epochs.stream().noneMatch(Epoch::isTimeValid), epochs::toString);
        receiver.accept(new ReceiverBytes(GOOD, 2_000_000_000L));
        assertEquals(
                Instant.parse("2026-11-22T12:00:00Z").getEpochSecond(),
                receiver.onSilence(3_000_000_000L).orElseThrow().utcSecond().orElseThrow());
    }

    /** The name of a leap second is the next one's; which pulse it marks is for the discipline to know. */
    @Test
    void takesALeapSecondForTheSecondBehindIt() {
        var receiver = new GnssReceiver(0);
        receiver.accept(new ReceiverBytes(Wire.sentence("GPRMC,235960.00,A,,,,,,,311216,,,A"), 0));
        assertEquals(
                1_483_228_800L,
                receiver.onSilence(1_000_000_000L).orElseThrow().utcSecond().orElseThrow());
    }

    @Test
    void keepsOneSkyOfAThousandLists() {
        var receiver = new GnssReceiver(0);
        for (int i = 0; i < 1_000; i++) {
            String body = "GPGSV,1,1,01,%02d,40,083,46,%s".formatted(1 + i % 99, Integer.toHexString(i % 16));
            receiver.accept(new ReceiverBytes(Wire.sentence(body), i));
        }
        receiver.accept(new ReceiverBytes(GOOD, 1_000));
        var epoch = receiver.onSilence(1_000_000_000L).orElseThrow();
        assertTrue(epoch.satellites().size() <= 16, () -> epoch.satellites().size() + " in view");
    }

    private static byte[] frame(int kind, String payload) {
        return Wire.frame(kind >> 8, kind & 0xff, Wire.hex(payload));
    }
}
