package org.timeball.refclock.discipline.leap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.timeball.refclock.discipline.leap.LeapReading.Malformed;
import org.timeball.refclock.discipline.leap.LeapReading.Whole;

/**
 * Fuzz target: a leap-second file. Whatever it holds is a table or a reason; a table is one that its makers could have
 * published, and without the right hash there is none.
 *
 * <p>The input is read twice: as it is, and as stamps and entries with the hash that belongs to them, so that what stands
 * behind the hash is reached, too. Run by {@code ./timeball fuzz} under Jazzer, and by {@link LeapFileFuzzTest}.
 */
public final class LeapFileFuzz {

    private LeapFileFuzz() {}

    /** @param input a file's octets; for the second reading two lines of stamps and the entries */
    public static void fuzzerTestOneInput(byte[] input) {
        var text = new String(input, StandardCharsets.ISO_8859_1);
        judge(LeapFileText.read(text));
        var lines = text.split("\n", 3);
        if (lines.length == 3 && lines[2].lines().noneMatch(line -> line.strip().startsWith("#"))) {
            var hashed = LeapTexts.hashed(lines[0], lines[1], lines[2] + "\n");
            judge(LeapFileText.read(hashed));
            var damaged = hashed.replaceFirst("#h\t\\p{XDigit}", "#h\tg");
            must(LeapFileText.read(damaged) instanceof Malformed, "without its hash it is no table");
        }
    }

    private static void judge(LeapReading reading) {
        switch (reading) {
            case Malformed(int line, var reason) -> must(line >= 0 && !reason.isBlank(), "a refusal says why");
            case Whole(var table) -> {
                must(table.expiresUtcSecond() > table.updatedUtcSecond(), "it expires after it was made");
                must(isContinuous(table.entries()), "TAI - UTC changes by a second, at midnight, and later each time");
                var again = LeapTexts.hashed(
                        Long.toString(table.updatedUtcSecond() + LeapTexts.NTP_EPOCH),
                        Long.toString(table.expiresUtcSecond() + LeapTexts.NTP_EPOCH),
                        LeapTexts.entries(table));
                must(LeapFileText.read(again).equals(reading), "written again it says the same");
            }
        }
    }

    private static boolean isContinuous(List<LeapTable.Entry> entries) {
        for (int i = 1; i < entries.size(); i++) {
            var before = entries.get(i - 1);
            var entry = entries.get(i);
            boolean isStep = Math.abs(entry.taiMinusUtcSeconds() - before.taiMinusUtcSeconds()) == 1;
            if (!isStep || entry.fromUtcSecond() <= before.fromUtcSecond()) {
                return false;
            }
        }
        return entries.stream().allMatch(entry -> Math.floorMod(entry.fromUtcSecond(), LeapSecond.DAY_SECONDS) == 0);
    }

    private static void must(boolean isSo, String claim) {
        if (!isSo) {
            throw new AssertionError(claim);
        }
    }
}
