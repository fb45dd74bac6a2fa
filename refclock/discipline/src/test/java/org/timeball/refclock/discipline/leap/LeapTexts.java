package org.timeball.refclock.discipline.leap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Leap-second files for tests: the figures of the list that tzdata 2025b ships, and others with a hash that fits. */
final class LeapTexts {

    static final long NTP_EPOCH = 2_208_988_800L;

    /** Made on 2025-07-07, expires on 2026-06-28; the hash is IERS's. */
    static final String DEBIAN = text(
            "3960835200", "3991593600", entries(LeapTable.BUILT_IN), "49db2447 571e5e1b 2f002a53 9c8da8e4 39b8e49e");

    private LeapTexts() {}

    static String text(String updated, String expires, String entries, String hash) {
        return """
                #\tATOMIC TIME
                #$\t%s
                #@\t%s
                #
                %s#
                #h\t%s
                """.formatted(updated, expires, entries, hash);
    }

    /** With the hash that belongs to it. */
    static String hashed(String updated, String expires, String entries) {
        return text(updated, expires, entries, hash(updated + expires + digits(entries)));
    }

    static String entries(LeapTable table) {
        return table.entries().stream()
                .map(entry ->
                        (entry.fromUtcSecond() + NTP_EPOCH) + "      " + entry.taiMinusUtcSeconds() + "      # ...\n")
                .collect(Collectors.joining());
    }

    private static String digits(String entries) {
        return entries.lines()
                .map(line -> line.replaceAll("#.*", "").replaceAll("\\s", ""))
                .collect(Collectors.joining());
    }

    /** Five words, without leading zeros, as the makers print them. */
    static String hash(String digits) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1").digest(digits.getBytes(StandardCharsets.US_ASCII));
            var hex = HexFormat.of().formatHex(sha1);
            var words = new StringBuilder();
            for (int i = 0; i < 40; i += 8) {
                words.append(i == 0 ? "" : " ")
                        .append(Integer.toHexString(Integer.parseUnsignedInt(hex, i, i + 8, 16)));
            }
            return words.toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
