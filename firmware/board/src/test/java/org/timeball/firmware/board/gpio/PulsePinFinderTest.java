package org.timeball.firmware.board.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.firmware.board.gpio.PinVerdict.Kind;
import org.timeball.firmware.board.gpio.PinWatch.Edge;

class PulsePinFinderTest {

    private static final long MILLI = 1_000_000L;

    /** What was seen of GPIO 18 and what is said of it. */
    record Row(String name, PinWatch watch, Map<Integer, String> ofKernel, Kind kind, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Rising edges at these milliseconds, each followed by a falling one. */
    private static PinWatch pulses(long widthMillis, long... millis) {
        var edges = new ArrayList<Edge>();
        for (long at : millis) {
            edges.add(new Edge(at * MILLI, true));
            edges.add(new Edge((at + widthMillis) * MILLI, false));
        }
        return new PinWatch(18, "", edges);
    }

    private static PinWatch held(String by) {
        return new PinWatch(18, by, List.of());
    }

    static final List<Row> ROWS = List.of(
            new Row("nothing", pulses(0), Map.of(), Kind.SILENT, "no edge"),
            new Row(
                    "a receiver's pulse",
                    pulses(100, 310, 1_310, 2_311, 3_310, 4_310),
                    Map.of(),
                    Kind.PULSE,
                    "one pulse a second, high for 100 ms"),
            new Row(
                    "one pulse missed and one told late",
                    pulses(100, 310, 1_350, 3_310, 4_310),
                    Map.of(),
                    Kind.PULSE,
                    "one pulse a second, high for 100 ms"),
            new Row(
                    "the first told later than all others",
                    pulses(100, 710, 1_310, 2_310, 3_311, 4_310),
                    Map.of(),
                    Kind.PULSE,
                    "one pulse a second, high for 100 ms"),
            new Row(
                    "two told late, which are too many",
                    pulses(100, 710, 1_310, 2_510, 3_311, 4_310),
                    Map.of(),
                    Kind.OTHER,
                    "5 rising edges, 0.900 s apart on average"),
            new Row(
                    "two hertz",
                    pulses(100, 0, 500, 1_000, 1_500, 2_000, 2_500),
                    Map.of(),
                    Kind.OTHER,
                    "6 rising edges, 0.500 s apart on average"),
            new Row(
                    "a contact that bounces",
                    pulses(1, 310, 313, 1_310, 1_313, 2_310, 2_313),
                    Map.of(),
                    Kind.OTHER,
                    "6 rising edges, 0.401 s apart on average"),
            new Row(
                    "upside down",
                    pulses(900, 10, 1_010, 2_010, 3_010),
                    Map.of(),
                    Kind.PULSE,
                    "one pulse a second, high for 900 ms: it begins with the falling edge, add assert_falling_edge"),
            new Row("two edges", pulses(100, 10, 1_010), Map.of(), Kind.OTHER, "too few edges to tell: 2 rising"),
            new Row(
                    "a button that was pressed",
                    pulses(80, 10, 700, 2_900, 3_020),
                    Map.of(),
                    Kind.OTHER,
                    "4 rising edges, 1.00 s apart on average"),
            new Row(
                    "ten hertz",
                    pulses(10, 0, 100, 200, 300, 400, 500),
                    Map.of(),
                    Kind.OTHER,
                    "6 rising edges, 0.100 s apart on average"),
            new Row(
                    "held by pps-gpio, by the list of PPS devices",
                    held("GPIO 18: busy"),
                    Map.of(18, "/dev/pps0"),
                    Kind.KERNEL,
                    "stamped by the kernel as /dev/pps0"),
            new Row(
                    "held by pps-gpio, by the consumer's name",
                    held("pps@12"),
                    Map.of(4, "/dev/pps0"),
                    Kind.KERNEL,
                    "held by the kernel's pps@12"),
            new Row("held by something else", held("spi0 CS0"), Map.of(), Kind.HELD, "in use: spi0 CS0"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void judgesAPinByItsEdges(Row row) {
        var verdict = PulsePinFinder.verdicts(List.of(row.watch), row.ofKernel).getFirst();
        assertEquals(new PinVerdict(18, row.kind, row.reason), verdict);
        assertEquals(row.kind == Kind.PULSE || row.kind == Kind.KERNEL, verdict.isFound());
    }

    @Test
    void saysWhatFollows() {
        var silent = new PinVerdict(4, Kind.SILENT, "");
        var pulse = new PinVerdict(18, Kind.PULSE, "");
        var another = new PinVerdict(23, Kind.PULSE, "");
        var kernel = new PinVerdict(24, Kind.KERNEL, "");
        Map.of(
                        List.of(silent),
                        "no pin carries a pulse; has the receiver a fix, and is its pulse wired to the header?",
                        List.of(silent, pulse),
                        "write dtoverlay=pps-gpio,gpiopin=18 into config.txt and restart",
                        List.of(pulse, another),
                        "GPIO 18 and GPIO 23 all carry a pulse; choose one",
                        List.of(kernel, pulse),
                        "the kernel has the pulse of GPIO 24; nothing more is to be done")
                .forEach((verdicts, words) -> assertEquals(words, PulsePinFinder.conclusion(verdicts)));
    }

    @Test
    void watchesEveryPinOfTheHeader() {
        assertEquals(26, PinSurvey.PINS.size());
        assertEquals(
                List.of(2, 27),
                Stream.of(PinSurvey.PINS.getFirst(), PinSurvey.PINS.getLast()).toList());
    }
}
