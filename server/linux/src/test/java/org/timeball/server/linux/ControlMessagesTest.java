package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Control messages as bytes; the stamp in them is 1795392000.000000250, the address asked 192.0.2.1 or 2001:db8::1. */
class ControlMessagesTest {

    private static final long STAMP_NANOS = 1_795_392_000_000_000_250L;

    private static final String STAMP =
            "4000000000000000" + "01000000" + "25000000" + "0082036b00000000" + "fa00000000000000" + "00".repeat(32);
    private static final String HARDWARE_STAMP_ALONE =
            "4000000000000000" + "01000000" + "25000000" + "00".repeat(32) + "0082036b00000000" + "fa00000000000000";
    private static final String TO_IPV4 =
            "1c00000000000000" + "00000000" + "08000000" + "02000000" + "c0000201" + "c00002ff" + "00000000";
    private static final String TO_IPV6 =
            "2400000000000000" + "29000000" + "32000000" + "20010db8000000000000000000000001" + "02000000" + "00000000";
    private static final String TO_GROUP =
            "2400000000000000" + "29000000" + "32000000" + "ff020000000000000000000000000101" + "02000000" + "00000000";

    private static final String FROM_IPV4 =
            "1c00000000000000" + "00000000" + "08000000" + "00000000" + "c0000201" + "00000000";
    private static final String FROM_IPV6 =
            "2400000000000000" + "29000000" + "32000000" + "20010db8000000000000000000000001" + "00000000";

    private static final String TO_LINK_LOCAL =
            "2400000000000000" + "29000000" + "32000000" + "fe800000000000000000000000000001" + "02000000" + "00000000";
    private static final String FROM_LINK_LOCAL =
            "2400000000000000" + "29000000" + "32000000" + "fe800000000000000000000000000001" + "02000000";

    record Row(String name, String hex, long stampNanos, String replySource) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("nothing", "", ControlMessages.NO_STAMP, ""),
            new Row("stamp alone", STAMP, STAMP_NANOS, ""),
            new Row("stamp, then IPv4", STAMP + TO_IPV4, STAMP_NANOS, FROM_IPV4),
            new Row("IPv4, then stamp", TO_IPV4 + STAMP, STAMP_NANOS, FROM_IPV4),
            new Row("stamp, then IPv6", STAMP + TO_IPV6, STAMP_NANOS, FROM_IPV6),
            new Row(
                    "a stamp by another clock is none",
                    HARDWARE_STAMP_ALONE + TO_IPV4,
                    ControlMessages.NO_STAMP,
                    FROM_IPV4),
            new Row("a group is no address to reply from", STAMP + TO_GROUP, STAMP_NANOS, ""),
            new Row(
                    "a link-local address is one of its link",
                    TO_LINK_LOCAL,
                    ControlMessages.NO_STAMP,
                    FROM_LINK_LOCAL),
            new Row("address without stamp", TO_IPV6, ControlMessages.NO_STAMP, FROM_IPV6),
            new Row("cut short", STAMP.substring(0, 64), ControlMessages.NO_STAMP, ""),
            new Row("a length of nothing", "00".repeat(16) + STAMP, ControlMessages.NO_STAMP, ""),
            new Row("a length beyond the end", "ff" + STAMP.substring(2), ControlMessages.NO_STAMP, ""));

    @ParameterizedTest
    @FieldSource("ROWS")
    void findsStampAndAddress(Row row) {
        MemorySegment control = Arena.ofAuto().allocate(3L * ControlMessages.OCTETS, Long.BYTES);
        byte[] bytes = HexFormat.of().parseHex(row.hex);
        MemorySegment.copy(bytes, 0, control, ValueLayout.JAVA_BYTE, 128, bytes.length);

        assertEquals(row.stampNanos, ControlMessages.stampNanos(control, 128, bytes.length));
        int octets = ControlMessages.encodeReplySource(control, 128, bytes.length, 256);
        assertEquals((row.replySource.length() / 2 + 7) / 8 * 8, octets);
        byte[] reply = control.asSlice(256, row.replySource.length() / 2).toArray(ValueLayout.JAVA_BYTE);
        assertEquals(row.replySource, HexFormat.of().formatHex(reply));
    }

    record Departure(String name, String hex, long number) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code struct sock_extended_err}: errno 42 (ENOMSG), origin 4, the datagram's number 7; then an address. */
    private static final String ERROR = "2a000000" + "04000000" + "00000000" + "07000000";

    static final List<Departure> DEPARTURES = List.of(
            new Departure("IPv4", STAMP + "3000000000000000" + "00000000" + "0b000000" + ERROR + "00".repeat(16), 7),
            new Departure("IPv6", STAMP + "3c00000000000000" + "29000000" + "19000000" + ERROR + "00".repeat(32), 7),
            new Departure(
                    "an ICMP error is no stamp",
                    "3000000000000000" + "00000000" + "0b000000" + "6f000000" + "02030300" + "00".repeat(24),
                    -1),
            new Departure("no error at all", STAMP, -1),
            new Departure("cut short", "1400000000000000" + "00000000" + "0b000000" + "2a000000" + "00000000", -1));

    @ParameterizedTest
    @FieldSource("DEPARTURES")
    void tellsWhichReplyAStampIsOf(Departure row) {
        MemorySegment control = Arena.ofAuto().allocate(ControlMessages.OCTETS, Long.BYTES);
        byte[] bytes = HexFormat.of().parseHex(row.hex);
        MemorySegment.copy(bytes, 0, control, ValueLayout.JAVA_BYTE, 0, bytes.length);

        assertEquals(row.number, ControlMessages.departureNumber(control, 0, bytes.length));
    }

    @Test
    void asksForATransmitStampOfTheKernels() {
        MemorySegment control = Arena.ofAuto().allocate(ControlMessages.OCTETS, Long.BYTES);

        assertEquals(24, ControlMessages.encodeStampWish(control, 0, false));
        assertEquals(
                "1400000000000000" + "01000000" + "25000000" + "02000000",
                HexFormat.of().formatHex(control.asSlice(0, 20).toArray(ValueLayout.JAVA_BYTE)));
        assertEquals(24, ControlMessages.encodeStampWish(control, 0, true));
        assertEquals(3, control.get(ValueLayout.JAVA_INT, 16));
    }

    @Test
    void readsTheCardsStampBesideTheKernels() {
        MemorySegment control = Arena.ofAuto().allocate(ControlMessages.OCTETS, Long.BYTES);
        var both = STAMP.substring(0, STAMP.length() - 32) + "07000000" + "00000000" + "09000000" + "00000000";
        for (String hex : List.of(both, HARDWARE_STAMP_ALONE, STAMP)) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            MemorySegment.copy(bytes, 0, control, ValueLayout.JAVA_BYTE, 0, bytes.length);
            long expected =
                    hex.equals(both) ? 7_000_000_009L : hex.equals(STAMP) ? ControlMessages.NO_STAMP : STAMP_NANOS;
            assertEquals(expected, ControlMessages.cardNanos(control, 0, bytes.length));
        }
        assertEquals(ControlMessages.NO_STAMP, ControlMessages.cardNanos(control, 0, 48), "cut short");
    }

    @Test
    void tellsWhetherADatagramWasSentToAnAddress() {
        MemorySegment control = Arena.ofAuto().allocate(ControlMessages.OCTETS, Long.BYTES);
        byte[] bytes = HexFormat.of().parseHex(TO_IPV6);
        MemorySegment.copy(bytes, 0, control, ValueLayout.JAVA_BYTE, 0, bytes.length);
        assertTrue(ControlMessages.isSentTo(control, 0, bytes.length, 0x2001_0db8_0000_0000L, 1));
        assertFalse(ControlMessages.isSentTo(control, 0, bytes.length, 0x2001_0db8_0000_0000L, 2));
        bytes = HexFormat.of().parseHex(TO_IPV4);
        MemorySegment.copy(bytes, 0, control, ValueLayout.JAVA_BYTE, 0, bytes.length);
        // ipi_addr, the address in the datagram's header, is the group's here.
        assertTrue(ControlMessages.isSentTo(control, 0, bytes.length, 0, 0xffff_c000_02ffL));
        assertFalse(ControlMessages.isSentTo(control, 0, bytes.length, 0, 0xffff_c000_0201L));
        assertFalse(ControlMessages.isSentTo(control, 0, 0, 0, 0));
    }

    @Test
    void staysWithinAnyBytes() {
        var random = new Random(20_261_123);
        MemorySegment control = Arena.ofAuto().allocate(2L * ControlMessages.OCTETS, Long.BYTES);
        byte[] bytes = new byte[ControlMessages.OCTETS];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(bytes);
            for (int length = 1; length < 8; length++) {
                bytes[length] = 0; // lengths that can be, or nothing beyond the first message is ever looked at
            }
            int octets = random.nextInt(ControlMessages.OCTETS + 1);
            MemorySegment.copy(bytes, 0, control, ValueLayout.JAVA_BYTE, 0, bytes.length);
            ControlMessages.stampNanos(control, 0, octets);
            ControlMessages.departureNumber(control, 0, octets);
            ControlMessages.isSentTo(control, 0, octets, 0, 0);
            assertTrue(ControlMessages.encodeReplySource(control, 0, octets, 128) <= 40);
        }
    }
}
