package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Numbers as people read them; {@code _} stands for the non-breaking space. */
class EngineeringTest {

    record Row(double number, String written) {}

    static final List<Row> WITHIN = List.of(
            new Row(310e-9, "±310_ns"),
            new Row(309.6e-9, "±310_ns"),
            new Row(12.44e-9, "±12.4_ns"),
            new Row(2e-9, "±2.0_ns"),
            new Row(0.04e-9, "±0_ns"),
            new Row(999.4e-9, "±999_ns"),
            new Row(999.6e-9, "±1.00_µs"),
            new Row(1.234e-6, "±1.23_µs"),
            new Row(1.235e-6, "±1.24_µs"),
            new Row(12.5e-6, "±12.5_µs"),
            new Row(0.001, "±1.00_ms"),
            new Row(0.9999, "±1.00_s"),
            new Row(16, "±16.0_s"),
            new Row(12_345, "±12,300_s"),
            new Row(-310e-9, "±310_ns"),
            new Row(Double.NaN, "–"),
            new Row(Double.POSITIVE_INFINITY, "–"));

    @ParameterizedTest
    @FieldSource("WITHIN")
    void writesABoundInEngineeringUnits(Row row) {
        assertEquals(row.written.replace('_', '\u00a0'), Engineering.within(row.number));
    }

    static final List<Row> BRIEFLY = List.of(
            new Row(310e-9, "±0.31_µs"),
            new Row(314e-9, "±0.31_µs"),
            new Row(99.4e-9, "±99_ns"),
            new Row(99.6e-9, "±0.10_µs"),
            new Row(2e-9, "±2.0_ns"),
            new Row(1.83e-6, "±1.8_µs"),
            new Row(42.4e-6, "±42_µs"),
            new Row(310e-6, "±0.31_ms"),
            new Row(0.2, "±0.20_s"),
            new Row(Double.NaN, "–"));

    @ParameterizedTest
    @FieldSource("BRIEFLY")
    void writesATitlesBoundWithTwoDigits(Row row) {
        assertEquals(row.written.replace('_', '\u00a0'), Engineering.withinBriefly(row.number));
    }

    static final List<Row> SIGNED = List.of(
            new Row(12.4e-9, "+12.4_ns"),
            new Row(-12.4e-9, "\u221212.4_ns"),
            new Row(-1.25e-3, "\u22121.25_ms"),
            new Row(0, "0_ns"),
            new Row(-0.0, "0_ns"),
            new Row(-0.04e-9, "0_ns"));

    @ParameterizedTest
    @FieldSource("SIGNED")
    void writesADifferenceWithARealMinus(Row row) {
        assertEquals(row.written.replace('_', '\u00a0'), Engineering.signed(row.number));
    }

    static final List<Row> PPM = List.of(
            new Row(-0.3184, "\u22120.318_ppm"),
            new Row(0.0041, "+0.004_ppm"),
            new Row(-12.346, "\u221212.3_ppm"),
            new Row(100, "+100_ppm"),
            new Row(0.0001, "0.000_ppm"),
            new Row(Double.NaN, "–"));

    @ParameterizedTest
    @FieldSource("PPM")
    void writesAFrequency(Row row) {
        assertEquals(row.written.replace('_', '\u00a0'), Engineering.signedPpm(row.number));
    }

    static final List<Row> RATES = List.of(
            new Row(0, "0"),
            new Row(0.4, "0.40"),
            new Row(9.996, "10.0"),
            new Row(58.34, "58.3"),
            new Row(999.6, "1,000"),
            new Row(12_500, "12,500"),
            new Row(-1, "–"));

    @ParameterizedTest
    @FieldSource("RATES")
    void writesARate(Row row) {
        assertEquals(row.written, Engineering.rate(row.number));
    }

    @Test
    void groupsWhatIsCounted() {
        assertEquals("1,204", Engineering.count(1_204));
        assertEquals("\u22121,204", Engineering.count(-1_204));
    }

    /** Whatever the size, a bound reads as three digits with one unit and is the number to half a digit of the third. */
    @Test
    void saysTheNumberItWasGiven() {
        var random = new Random(20_261);
        for (int i = 0; i < 100_000; i++) {
            double seconds = Math.pow(10, -9 + 10 * random.nextDouble());
            String[] words = Engineering.magnitude(seconds).split("\u00a0");
            double unit =
                    switch (words[1]) {
                        case "s" -> 1;
                        case "ms" -> 1e-3;
                        case "µs" -> 1e-6;
                        case "ns" -> 1e-9;
                        default -> throw new AssertionError(words[1]);
                    };
            double read = Double.parseDouble(words[0].replace(",", "")) * unit;
            double allowed = Math.max(0.005 * seconds, 0.051e-9);
            assertTrue(
                    Math.abs(read - seconds) <= allowed * (1 + 1e-6), () -> seconds + " as " + String.join(" ", words));
        }
    }
}
