package org.timeball.refclock.discipline.leap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.leap.LeapReading.Malformed;
import org.timeball.refclock.discipline.leap.LeapReading.Whole;

class LeapFileTextTest {

    private static final String KNOWN = LeapTexts.entries(LeapTable.BUILT_IN);
    private static final String MADE = "3960835200";
    private static final String EXPIRES = "3991593600";

    @Test
    void readsTheListThatDebianShips() {
        var table = whole(LeapTexts.DEBIAN);
        assertEquals(LeapTable.BUILT_IN.entries(), table.entries());
        assertEquals(Instant.parse("2025-07-07T00:00:00Z").getEpochSecond(), table.updatedUtcSecond());
        assertEquals(Instant.parse("2026-06-28T00:00:00Z").getEpochSecond(), table.expiresUtcSecond());
        assertEquals(
                37,
                table.taiMinusUtcSeconds(Instant.parse("2026-11-22T00:00:00Z").getEpochSecond()));
        assertTrue(table.isExpiredAt(Instant.parse("2026-11-22T00:00:00Z").getEpochSecond()));
    }

    /** Whatever its version, it goes on from what is built in. */
    @Test
    void readsTheListOfThisSystem() throws IOException {
        var file = Path.of("/usr/share/zoneinfo/leap-seconds.list");
        assumeTrue(Files.exists(file), "skipped: this system has no " + file);
        assertTrue(whole(Files.readString(file)).continues(LeapTable.BUILT_IN));
    }

    @Test
    void tellsTheCompilersListOfThisSystemFromTheRightOne() throws IOException {
        var file = Path.of("/usr/share/zoneinfo/leapseconds");
        assumeTrue(Files.exists(file), "skipped: this system has no " + file);
        var malformed = assertInstanceOf(Malformed.class, LeapFileText.read(Files.readString(file)));
        assertTrue(malformed.reason().contains("name leap-seconds.list"), malformed::reason);
    }

    /** The makers print the five words as numbers: one in sixteen begins with a zero that is not there. */
    @Test
    void acceptsHashWordsThatLostTheirLeadingZeros() {
        int shortened = 0;
        for (int day = 0; day < 40; day++) {
            var text = LeapTexts.hashed(Long.toString(3_960_835_200L + day * 86_400L), EXPIRES, KNOWN);
            shortened +=
                    text.lines().filter(line -> line.startsWith("#h")).anyMatch(line -> line.length() < 47) ? 1 : 0;
            whole(text);
        }
        assertTrue(shortened > 0);
    }

    /** Half of the C9 files; those that are whole and yet not to be used are LeapTableKeeperTest's. */
    record Refusal(String name, String text, int line, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("empty", "", 0, "there is no hash"),
            new Refusal(
                    "cut before the hash",
                    LeapTexts.DEBIAN.substring(0, LeapTexts.DEBIAN.indexOf("#h")),
                    33,
                    "cut short"),
            new Refusal("cut in the hash", LeapTexts.DEBIAN.replaceAll(" 39b8e49e\n$", ""), 34, "five words"),
            new Refusal("cut in the list", LeapTexts.DEBIAN.replace("3692217600      37", "36922"), 32, "TAI − UTC"),
            new Refusal("bad hash", LeapTexts.DEBIAN.replace("49db2447", "49db2448"), 34, "damaged"),
            new Refusal("one digit changed", LeapTexts.DEBIAN.replace("3991593600", "3999542400"), 34, "damaged"),
            new Refusal("a leap second less", LeapTexts.DEBIAN.replaceAll("3692217600.*\n", ""), 33, "damaged"),
            new Refusal(
                    "out of order",
                    LeapTexts.hashed(MADE, EXPIRES, KNOWN + "3692217600 38\n"),
                    33,
                    "not later than the one before"),
            new Refusal(
                    "two at once",
                    LeapTexts.hashed(MADE, EXPIRES, KNOWN + "4007750400 39\n"),
                    33,
                    "goes from 37 to 39"),
            new Refusal(
                    "not at midnight",
                    LeapTexts.hashed(MADE, EXPIRES, KNOWN + "4007750401 38\n"),
                    33,
                    "first second of a day"),
            new Refusal("never made", LeapTexts.DEBIAN.replace("#$\t3960835200", "#"), 34, "when it was made"),
            new Refusal("made when", LeapTexts.DEBIAN.replace("3960835200", "yesterday"), 2, "#$ is not followed"),
            new Refusal("expires before it was made", LeapTexts.hashed(EXPIRES, MADE, KNOWN), 0, "expires before"),
            new Refusal("no end of digits", LeapTexts.hashed("9".repeat(40), EXPIRES, KNOWN), 2, "#$ is not followed"),
            new Refusal("no end of text", "#\n".repeat(100_000), 0, "more than 65536"),
            new Refusal("no list at all", "Rule 2016 Dec\n", 1, "NTP seconds"),
            new Refusal(
                    "the time zone compiler's",
                    "# Allowance for leap seconds\nLeap\t2016\tDec\t31\t23:59:60\t+\tS\n#expires 1782604800\n",
                    2,
                    "name leap-seconds.list, which lies beside it"),
            new Refusal("its end alone", "Expires 2026 Jun 28 00:00:00\n", 1, "time zone compiler's"));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refusesWhatIsNotAWholeList(Refusal row) {
        var malformed = assertInstanceOf(Malformed.class, LeapFileText.read(row.text));
        assertTrue(malformed.reason().contains(row.reason), malformed::reason);
        assertEquals(row.line, malformed.line());
    }

    /** Whatever a disk makes of it, it is refused or says the same; never an exception. */
    @Test
    void noDamageGoesUnnoticed() {
        var random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(LeapTexts.DEBIAN);
            int at = random.nextInt(text.length());
            text.setCharAt(at, (char) random.nextInt(256));
            switch (LeapFileText.read(text.toString())) {
                case Whole(var table) -> assertEquals(whole(LeapTexts.DEBIAN), table);
                case Malformed(int line, var reason) -> assertNotEquals("", line + reason);
            }
        }
    }

    private static LeapTable whole(String text) {
        return assertInstanceOf(Whole.class, LeapFileText.read(text)).table();
    }
}
