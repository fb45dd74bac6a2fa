package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@ExtendWith(Abroad.class)
class ChronyScaleTest {

    record Scaled(double seconds, String size, String signed) {}

    static final List<Scaled> SCALED = List.of(
            new Scaled(0, "   0ns", "   +0ns"),
            new Scaled(-4e-9, "   4ns", "   -4ns"),
            new Scaled(9_999.4e-9, "9999ns", "+9999ns"),
            new Scaled(9_999.6e-9, "  10us", "  +10us"),
            new Scaled(-9_999.4e-6, "9999us", "-9999us"),
            new Scaled(9_999.6e-6, "  10ms", "  +10ms"),
            new Scaled(9.9994, "9999ms", "+9999ms"),
            new Scaled(-9.9996, " 10.0s", " -10.0s"),
            new Scaled(999.4, "999.4s", "+999.4s"),
            new Scaled(999.6, " 1000s", " +1000s"),
            new Scaled(99_999, "99999s", "+99999s"),
            new Scaled(-99_999.6, " 1667m", " -1667m"),
            new Scaled(99_999 * 60, "99999m", "+99999m"),
            new Scaled(100_000 * 60, " 1667h", " +1667h"),
            new Scaled(100_000 * 3_600, " 4167d", " +4167d"),
            new Scaled(-100_000 * 86_400.0, "  274y", "  -274y"),
            new Scaled(Double.NaN, "     -", "      -"),
            new Scaled(Double.NEGATIVE_INFINITY, "     -", "      -"));

    @ParameterizedTest
    @FieldSource("SCALED")
    void theUnitFollowsTheSize(Scaled row) {
        assertEquals(row.size, ChronyScale.size(row.seconds));
        assertEquals(row.signed, ChronyScale.signed(row.seconds));
    }

    @Test
    void columnsStayAligned() {
        var random = new Random(20_254);
        for (int i = 0; i < 100_000; i++) {
            double seconds = (random.nextBoolean() ? 1 : -1) * Math.pow(10, random.nextDouble(-11, 12));
            assertEquals(6, ChronyScale.size(seconds).length(), () -> "size of " + seconds);
            assertEquals(7, ChronyScale.signed(seconds).length(), () -> "sign of " + seconds);
        }
    }

    record Age(long seconds, String text) {}

    static final List<Age> AGES = List.of(
            new Age(-1, "   -"),
            new Age(0, "   0"),
            new Age(1_199, "1199"),
            new Age(1_200, " 20m"),
            new Age(35_999, "599m"),
            new Age(36_000, " 10h"),
            new Age(345_599, " 95h"),
            new Age(345_600, "  4d"),
            new Age(999 * 86_400L, "999d"),
            new Age(1_000 * 86_400L, "  2y"));

    @ParameterizedTest
    @FieldSource("AGES")
    void anAgeHasFourColumns(Age row) {
        assertEquals(row.text, ChronyScale.age(row.seconds));
    }
}
