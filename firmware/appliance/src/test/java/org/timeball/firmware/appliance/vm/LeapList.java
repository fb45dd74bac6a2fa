package org.timeball.firmware.appliance.vm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A list of leap seconds as the IERS would write it had it decided on one more: this system's, an entry longer. */
final class LeapList {

    /** This system's own; the test is skipped where there is none. */
    static final Path SYSTEM = Path.of("/usr/share/zoneinfo/leap-seconds.list");

    /** From 1900, where the list counts from, to the Unix epoch. */
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

    private LeapList() {}

    /**
     * The list's text.
     *
     * @param updated    when it was made, since the Unix epoch
     * @param leapSecond the first second after the one inserted, since the Unix epoch
     * @param expires    since the Unix epoch
     */
    static String withOneMore(long updated, long leapSecond, long expires) throws IOException {
        var entries = new ArrayList<String[]>();
        for (String line : Files.readAllLines(SYSTEM)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                entries.add(line.strip().split("\\s+"));
            }
        }
        int tai = Integer.parseInt(entries.getLast()[1]) + 1;
        entries.add(new String[] {Long.toString(leapSecond + NTP_EPOCH_SECONDS), Integer.toString(tai)});
        return text(updated + NTP_EPOCH_SECONDS, expires + NTP_EPOCH_SECONDS, entries);
    }

    private static String text(long updated, long expires, List<String[]> entries) {
        var digits = new StringBuilder().append(updated).append(expires);
        var text = new StringBuilder("#$ " + updated + "\n#@ " + expires + "\n");
        for (String[] entry : entries) {
            digits.append(entry[0]).append(entry[1]);
            text.append(entry[0]).append(' ').append(entry[1]).append('\n');
        }
        var hash = HexFormat.of().formatHex(sha1(digits.toString()));
        return text.append("#h ")
                .append(hash.replaceAll("(.{8})(?=.)", "$1 "))
                .append('\n')
                .toString();
    }

    private static byte[] sha1(String digits) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(digits.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-1", impossible);
        }
    }
}
