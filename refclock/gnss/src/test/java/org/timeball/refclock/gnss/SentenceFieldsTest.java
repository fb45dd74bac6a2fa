package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Fields are read where they stand, to what a reader of cut-out texts would make of them. */
class SentenceFieldsTest {

    private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]*)?");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]+)?");
    private static final Pattern TIME = Pattern.compile("[0-9]{6}(\\.[0-9]{0,9})?");
    private static final String LETTERS = "0123456789012345678901234567890123456789..-A";
    private static final int ABSENT = -77_777;

    @Test
    void readsDecimalsToTheLastBit() {
        var random = new Random(4_217);
        for (int i = 0; i < 100_000; i++) {
            String text = text(random, 20);
            boolean isOne = text.length() <= 18 && DECIMAL.matcher(text).matches();
            var expected = isOne ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();

            assertEquals(expected, fields(text).decimal(1, "any"), text);
            if (!text.startsWith("-")) {
                assertEquals(expected, fields(text).signedDecimal(1, "any"), text);
            }
            var negative = isOne ? OptionalDouble.of(-Double.parseDouble(text)) : OptionalDouble.empty();
            assertEquals(negative, fields("-" + text).signedDecimal(1, "any"), text);
        }
    }

    @Test
    void readsWholeNumbers() {
        var random = new Random(4_218);
        for (int i = 0; i < 100_000; i++) {
            String text = text(random, 13);
            int value = NUMBER.matcher(text).matches() ? (int) Double.parseDouble(text) : ABSENT;

            assertEquals(value, fields(text).number(1, "any", -999_999_999, 999_999_999, ABSENT), text);
        }
    }

    @Test
    void readsTimesOfDay() {
        var random = new Random(4_219);
        for (int i = 0; i < 100_000; i++) {
            String text = random.nextBoolean()
                    ? text(random, 17)
                    : "%02d%02d%02d".formatted(random.nextInt(26), random.nextInt(62), random.nextInt(62))
                            + text(random, 12).replaceFirst("^.", ".");

            assertEquals(timeOfDayNanos(text), fields(text).timeOfDayNanos(1), text);
        }
    }

    @Test
    void takesAFieldThatIsNotThereForEmpty() {
        var fields = new SentenceFields("GPXXX,");

        assertEquals(ABSENT, fields.number(2, "any", 0, 9, ABSENT));
        assertEquals(OptionalDouble.empty(), fields.decimal(2, "any"));
        assertEquals(OptionalDouble.empty(), fields.signedDecimal(2, "any"));
        assertEquals(OptionalLong.empty(), fields.timeOfDayNanos(2));
        assertEquals(OptionalLong.empty(), fields.shortDate(2));
        assertEquals(false, fields.says(2, "A"));
        assertEquals(true, fields.says(2, ""));
        assertEquals(true, fields.malformed().isEmpty());
    }

    private static OptionalLong timeOfDayNanos(String text) {
        if (!TIME.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        int hour = Integer.parseInt(text.substring(0, 2));
        int minute = Integer.parseInt(text.substring(2, 4));
        int second = Integer.parseInt(text.substring(4, 6));
        long nanos = text.length() < 8 ? 0 : Long.parseLong((text.substring(7) + "00000000").substring(0, 9));
        return hour > 23 || minute > 59 || second > 60
                ? OptionalLong.empty()
                : OptionalLong.of((hour * 3_600L + minute * 60 + second) * 1_000_000_000L + nanos);
    }

    private static SentenceFields fields(String text) {
        return new SentenceFields("GPXXX," + text + ",0");
    }

    private static String text(Random random, int most) {
        return random.ints(1 + random.nextInt(most), 0, LETTERS.length())
                .collect(StringBuilder::new, (text, at) -> text.append(LETTERS.charAt(at)), StringBuilder::append)
                .toString();
    }
}
