package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.time.Leap;

/** What is asked of the kernel, byte by byte; none of these tests has a way to make the call. */
class TimexTest {

    /** Offsets as a C program printed them from linux/timex.h, on x86_64 and on aarch64. */
    private static final Map<String, Integer> OFFSETS = Map.ofEntries(
            Map.entry("modes", 0),
            Map.entry("offset", 8),
            Map.entry("freq", 16),
            Map.entry("maxerror", 24),
            Map.entry("esterror", 32),
            Map.entry("status", 40),
            Map.entry("constant", 48),
            Map.entry("precision", 56),
            Map.entry("tolerance", 64),
            Map.entry("time.tv_sec", 72),
            Map.entry("time.tv_usec", 80),
            Map.entry("tick", 88),
            Map.entry("ppsfreq", 96),
            Map.entry("jitter", 104),
            Map.entry("shift", 112),
            Map.entry("stabil", 120),
            Map.entry("jitcnt", 128),
            Map.entry("calcnt", 136),
            Map.entry("errcnt", 144),
            Map.entry("stbcnt", 152),
            Map.entry("tai", 160));

    @Test
    void isLaidOutAsTheHeaderSays() {
        assertEquals(208, Timex.LAYOUT.byteSize());
        assertEquals(OFFSETS, OFFSETS.keySet().stream().collect(Collectors.toMap(name -> name, name ->
                (int) Timex.LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement(name)))));
    }

    /** A request, as the words that differ from zero: offset and little-endian hex. */
    record Request(String name, Consumer<MemorySegment> encode, Map<Integer, String> words) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Request> REQUESTS = List.of(
            new Request("read", Timex::encodeRead, Map.of()),
            new Request(
                    "+1 ppm",
                    timex -> Timex.encodeFrequency(timex, 1_000),
                    Map.of(0, "0200000000000000", 16, "0000010000000000")),
            new Request(
                    "−500 ppm",
                    timex -> Timex.encodeFrequency(timex, -500_000),
                    Map.of(0, "0200000000000000", 16, "00000cfeffffffff")),
            new Request(
                    "the smallest frequency",
                    timex -> Timex.encodeFrequency(timex, 1000.0 / 65536),
                    Map.of(0, "0200000000000000", 16, "0100000000000000")),
            new Request(
                    "+1.5 s",
                    timex -> Timex.encodeStep(timex, 1_500_000_000L),
                    Map.of(0, "0021000000000000", 72, "0100000000000000", 80, "0065cd1d00000000")),
            new Request(
                    "−1 ns: the second before, and all but one nanosecond of it",
                    timex -> Timex.encodeStep(timex, -1),
                    Map.of(0, "0021000000000000", 72, "ffffffffffffffff", 80, "ffc99a3b00000000")),
            new Request("end of adjtime", Timex::encodeCancelAdjtime, Map.of(0, "0180000000000000")),
            new Request("empty loop", Timex::encodeEmptyLoop, Map.of(0, "1100000000000000", 40, "4100000000000000")),
            new Request("loop off", Timex::encodeLoopOff, Map.of(0, "1000000000000000", 40, "4000000000000000")),
            new Request(
                    "vouched for, within 1.2 µs",
                    timex -> Timex.encodeQuality(timex, 1.2e-6, 90e-9, true, Leap.NONE),
                    Map.of(0, "1c00000000000000", 24, "0200000000000000", 32, "0100000000000000")),
            new Request(
                    "vouched for, a second armed",
                    timex -> Timex.encodeQuality(timex, 1.2e-6, 90e-9, true, Leap.INSERT),
                    Map.of(
                            0,
                            "1c00000000000000",
                            24,
                            "0200000000000000",
                            32,
                            "0100000000000000",
                            40,
                            "1000000000000000")),
            new Request(
                    "61 seconds",
                    timex -> Timex.encodeStatus(timex, true, Leap.INSERT),
                    Map.of(0, "1000000000000000", 40, "1000000000000000")),
            new Request(
                    "59 seconds, not vouched for",
                    timex -> Timex.encodeStatus(timex, false, Leap.DELETE),
                    Map.of(0, "1000000000000000", 40, "6000000000000000")),
            new Request(
                    "60 seconds again",
                    timex -> Timex.encodeStatus(timex, true, Leap.NONE),
                    Map.of(0, "1000000000000000")),
            new Request(
                    "TAI − UTC = 37 s",
                    timex -> Timex.encodeTaiOffset(timex, 37),
                    Map.of(0, "8000000000000000", 48, "2500000000000000")),
            new Request(
                    "not vouched for, no end of error",
                    timex -> Timex.encodeQuality(timex, Double.POSITIVE_INFINITY, 17, false, Leap.NONE),
                    Map.of(
                            0, "1c00000000000000",
                            24, "0024f40000000000",
                            32, "0024f40000000000",
                            40, "4000000000000000")));

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void encodesTheWholeStructure(Request row) {
        MemorySegment timex = Arena.ofAuto().allocate(Timex.LAYOUT).fill((byte) 0xff);
        row.encode.accept(timex);

        var expected = new StringBuilder("00".repeat(208));
        row.words.forEach((offset, word) -> expected.replace(2 * offset, 2 * offset + word.length(), word));
        assertEquals(expected.toString(), HexFormat.of().formatHex(timex.toArray(ValueLayout.JAVA_BYTE)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {500_000.1, -500_001, Double.NaN, Double.NEGATIVE_INFINITY})
    void refusesAFrequencyTheKernelWouldCutOff(double frequencyPpb) {
        MemorySegment timex = Arena.ofAuto().allocate(Timex.LAYOUT);
        assertThrows(IllegalArgumentException.class, () -> Timex.encodeFrequency(timex, frequencyPpb));
    }

    @Test
    void readsTheKernelsUnits() {
        MemorySegment timex = Arena.ofAuto().allocate(Timex.LAYOUT);
        timex.set(ValueLayout.JAVA_LONG, 16, -65536L * 12);
        timex.set(ValueLayout.JAVA_LONG, 24, 16_000_000);
        timex.set(ValueLayout.JAVA_LONG, 32, 250);
        timex.set(ValueLayout.JAVA_INT, 40, 0x2040);
        timex.set(ValueLayout.JAVA_INT, 160, 37);
        assertEquals(new KernelStatus(-12_000, 16, 250e-6, false, 37), Timex.decode(timex));
    }
}
