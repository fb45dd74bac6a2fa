package org.timeball.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SpokenTest {

    private static final Locale HOME = Locale.getDefault();

    /** Where digits and decimal points are others, so that a number that heeds the locale shows. */
    @BeforeAll
    static void goAbroad() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @AfterAll
    static void comeHome() {
        Locale.setDefault(HOME);
    }

    record Bound(double seconds, String text) {}

    static final List<Bound> BOUNDS = List.of(
            new Bound(0, "0 ns"),
            new Bound(4e-10, "0.4 ns"),
            new Bound(4.2e-7, "420 ns"),
            new Bound(4.2001e-7, "430 ns"),
            new Bound(9.91e-7, "1 µs"),
            new Bound(1.2e-6, "1.2 µs"),
            new Bound(3.81e-4, "390 µs"),
            new Bound(0.001, "1 ms"),
            new Bound(0.9901, "1 s"),
            new Bound(16, "16 s"),
            new Bound(123, "130 s"),
            new Bound(Double.NaN, "?"),
            new Bound(Double.POSITIVE_INFINITY, "?"));

    @ParameterizedTest
    @FieldSource("BOUNDS")
    void aBoundHasTwoDigits(Bound row) {
        assertEquals(row.text, Spoken.bound(row.seconds));
    }

    @Test
    void aBoundIsNeverUnderstated() {
        var scale = Map.of("s", "1", "ms", "1e-3", "µs", "1e-6", "ns", "1e-9");
        var random = new Random(20_255);
        for (int i = 0; i < 100_000; i++) {
            double seconds = Math.pow(10, random.nextDouble(-10, 2));
            var words = Spoken.bound(seconds).split(" ");
            var said = new BigDecimal(words[0]).multiply(new BigDecimal(scale.get(words[1])));
            assertTrue(said.compareTo(BigDecimal.valueOf(seconds)) >= 0, () -> "said less than " + seconds);
            assertTrue(said.doubleValue() <= seconds * 1.1001, () -> "said much more than " + seconds);
        }
    }

    /** The decimal's own class is the law, and too slow to begin for a query. */
    @Test
    void twoDigitsAreThoseOfTheDecimalRoundedUp() {
        var upwards = new MathContext(2, RoundingMode.CEILING);
        var random = new Random(20_256);
        for (int i = 0; i < 100_000; i++) {
            double positive = Math.pow(10, random.nextDouble(-320, 308));
            var expected = BigDecimal.valueOf(positive).round(upwards);

            var said = new BigDecimal(TwoDigits.roundedUp(positive).times(9));

            assertEquals(0, expected.scaleByPowerOfTen(9).compareTo(said), () -> positive + " is said as " + said);
        }
    }

    record Span(long seconds, String text) {}

    static final List<Span> SPANS = List.of(
            new Span(0, "0 s"),
            new Span(59, "59 s"),
            new Span(60, "1 min 0 s"),
            new Span(3_599, "59 min 59 s"),
            new Span(3_600, "1 h 0 min"),
            new Span(86_399, "23 h 59 min"),
            new Span(86_400 * 400 + 7_200, "400 d 2 h"));

    @ParameterizedTest
    @FieldSource("SPANS")
    void aSpanHasTwoUnits(Span row) {
        assertEquals(row.text, Spoken.span(row.seconds));
    }

    @Test
    void reasonsComeCommonestFirst() {
        assertEquals("", Spoken.reasons(Map.of()));
        assertEquals(" (c 9, a 2, b 2)", Spoken.reasons(Map.of("a", 2L, "b", 2L, "c", 9L)));
        assertEquals(13, Spoken.total(Map.of("a", 2L, "b", 2L, "c", 9L)));
    }

    record Terminal(Charset charset, String text, String printed) {}

    static final List<Terminal> TERMINALS = List.of(
            new Terminal(StandardCharsets.UTF_8, "±1 µs\n", "±1 µs\n"),
            new Terminal(StandardCharsets.ISO_8859_1, "±1 µs\n", "±1 µs\n"),
            new Terminal(StandardCharsets.US_ASCII, "±1 µs\n", "+/-1 us\n"),
            new Terminal(StandardCharsets.UTF_8, "a\u001b[2Jb\r\tc\u0000", "a?[2Jb??c?"));

    @ParameterizedTest
    @FieldSource("TERMINALS")
    void isPrintedAsTheTerminalCan(Terminal row) {
        assertEquals(row.printed, Printable.of(row.text, row.charset));
    }
}
