package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.Pulse;

/** Sizes, offsets and numbers as a C program printed them from linux/pps.h, on x86_64 and on aarch64. */
class PpsAbiTest {

    record Number(String name, long expected, long actual) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Number> NUMBERS = List.of(
            new Number("PPS_GETPARAMS", 0x800870a1L, PpsAbi.GETPARAMS),
            new Number("PPS_SETPARAMS", 0x400870a2L, PpsAbi.SETPARAMS),
            new Number("PPS_GETCAP", 0x800870a3L, PpsAbi.GETCAP),
            new Number("PPS_FETCH", 0xc00870a4L, PpsAbi.FETCH),
            new Number("sizeof pps_ktime", 16, PpsAbi.KTIME.byteSize()),
            new Number("sizeof pps_kinfo", 48, PpsAbi.KINFO.byteSize()),
            new Number("sizeof pps_fdata", 64, PpsAbi.FDATA.byteSize()),
            new Number("sizeof pps_kparams", 40, PpsAbi.KPARAMS.byteSize()),
            new Number("pps_ktime.nsec", 8, offset(PpsAbi.KTIME, "nsec")),
            new Number("pps_ktime.flags", 12, offset(PpsAbi.KTIME, "flags")),
            new Number("pps_kinfo.clear_sequence", 4, offset(PpsAbi.KINFO, "clear_sequence")),
            new Number("pps_kinfo.assert_tu", 8, offset(PpsAbi.KINFO, "assert_tu")),
            new Number("pps_kinfo.clear_tu", 24, offset(PpsAbi.KINFO, "clear_tu")),
            new Number("pps_kinfo.current_mode", 40, offset(PpsAbi.KINFO, "current_mode")),
            new Number("pps_fdata.timeout", 48, offset(PpsAbi.FDATA, "timeout")),
            new Number("pps_kparams.mode", 4, offset(PpsAbi.KPARAMS, "mode")),
            new Number("pps_kparams.clear_off_tu", 24, offset(PpsAbi.KPARAMS, "clear_off_tu")));

    @ParameterizedTest
    @FieldSource("NUMBERS")
    void isAsTheHeaderSays(Number row) {
        assertEquals(row.expected, row.actual);
    }

    /** A pps_fdata: sequences 258 and 257, an assert edge at 1795392000.000000250, a clear edge 100 ms later. */
    private static final String FETCHED = "02010000" + "01010000"
            + "0082036b00000000" + "fa000000" + "00000000"
            + "0082036b00000000" + "fae0f505" + "00000000"
            + "03100000" + "00000000"
            + "00000000000000000000000000000000";

    @Test
    void readsTheAssertEdgeOutOfTheKernelsBytes() {
        assertEquals(
                Optional.of(new Pulse(1_795_392_000_000_000_250L, 258, OptionalLong.of(1_795_392_000_099_999_994L))),
                PpsAbi.assertEdge(bytes(FETCHED)));
    }

    @Test
    void readsTheSequenceAsUnsigned() {
        var fdata = bytes("ffffffff" + FETCHED.substring(8));
        assertEquals(0xffff_ffffL, PpsAbi.assertEdge(fdata).orElseThrow().sequence());
    }

    @Test
    void takesAStampOfZeroForNoEdge() {
        assertEquals(Optional.empty(), PpsAbi.assertEdge(bytes(FETCHED.substring(0, 16) + "00".repeat(56))));
    }

    @Test
    void takesAnInvalidStampForNoEdge() {
        var fdata = bytes(FETCHED.substring(0, 40) + "01000000" + FETCHED.substring(48));
        assertEquals(Optional.empty(), PpsAbi.assertEdge(fdata));
    }

    @Test
    void asksForTimeoutsInSecondsAndNanoseconds() {
        var fdata = bytes("00".repeat(48) + "ff".repeat(16));
        PpsAbi.encodeTimeout(fdata, 3_500_000_000L);
        assertEquals("0300000000000000" + "0065cd1d" + "00000000", hex(fdata).substring(96));
    }

    record Mode(String name, int bits, boolean ready) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Mode> MODES = List.of(
            new Mode("assert", 0x1001, true),
            new Mode("both edges", 0x1003, true),
            new Mode("clear alone", 0x1002, false),
            new Mode("assert shifted by an offset somebody set", 0x1011, false),
            new Mode("nothing", 0, false));

    @ParameterizedTest
    @FieldSource("MODES")
    void changesTheModeOnlyWhereItMust(Mode row) {
        assertEquals(row.ready, PpsAbi.capturesPlainAssert(row.bits));
    }

    @Test
    void asksForPlainAssertEdges() {
        var kparams = bytes("ff".repeat(40));
        PpsAbi.encodePlain(kparams, 0x1111);
        assertEquals("01000000" + "01100000" + "00".repeat(32), hex(kparams));
        assertTrue(PpsAbi.capturesPlainAssert(PpsAbi.mode(kparams)));
        assertFalse(PpsAbi.capturesPlainAssert(0));
    }

    @Test
    void asksForClearEdgesWhereTheDriverHasThem() {
        var kparams = bytes("ff".repeat(40));
        PpsAbi.encodePlain(kparams, 0x1133);
        assertEquals("01000000" + "03100000" + "00".repeat(32), hex(kparams));
        assertTrue(PpsAbi.capturesAll(0x1003, 0x1133));
        assertFalse(PpsAbi.capturesAll(0x1001, 0x1133));
        assertTrue(PpsAbi.capturesAll(0x1001, 0x1111));
        assertFalse(PpsAbi.capturesAll(0x1023, 0x1133));
    }

    private static long offset(MemoryLayout layout, String field) {
        return layout.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    private static MemorySegment bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Arena.ofAuto().allocate(bytes.length, Long.BYTES).copyFrom(MemorySegment.ofArray(bytes));
    }

    private static String hex(MemorySegment segment) {
        return HexFormat.of().formatHex(segment.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
    }
}
