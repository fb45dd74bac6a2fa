package org.timeball.refclock.discipline.leap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.timeball.refclock.discipline.leap.LeapReading.Malformed;
import org.timeball.refclock.discipline.leap.LeapReading.Whole;
import org.timeball.refclock.time.NtpTimestamp;

/**
 * Reads a {@code leap-seconds.list} as IERS and NIST make it: lines of NTP seconds and TAI − UTC; {@code #$} when it was
 * made, {@code #@} when it expires, {@code #h} a SHA-1 over the digits of all of these in the order of the file.
 *
 * <p>The time zone compiler's {@code leapseconds}, which lies beside it on most systems and says the same without a hash, is
 * recognised and refused.
 *
 * <p>The hash guards against damage, not against forgery. A file without it is taken for one that was cut short.
 *
 * @see <a href="https://hpiers.obspm.fr/iers/bul/bulc/ntp/sources/README">IERS, readme of leap-seconds.list</a>
 */
public final class LeapFileText {

    /** The real one has 5 KiB; a longer text is not read. */
    public static final int MAX_CHARACTERS = 1 << 16;

    /** {@code Leap YEAR MONTH DAY HH:MM:SS CORR R/S}, and what has no seconds any more; zic(8). */
    private static final Pattern COMPILERS_LINE = Pattern.compile("(Leap|Expires)\\s");

    private static final int HASH_WORDS = 5;
    private static final int MAX_DIGITS = 12;

    private final List<LeapTable.Entry> entries = new ArrayList<>();
    private final StringBuilder hashed = new StringBuilder();
    private OptionalLong updated = OptionalLong.empty();
    private OptionalLong expires = OptionalLong.empty();
    private byte[] hash = {};
    private int hashLine;

    private LeapFileText() {}

    /** Reads the text of a file; never throws on its content. */
    public static LeapReading read(String text) {
        return text.length() > MAX_CHARACTERS
                ? new Malformed(0, "it has more than " + MAX_CHARACTERS + " characters")
                : new LeapFileText().lines(text.lines().toList());
    }

    private LeapReading lines(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String problem = line(lines.get(i).strip(), i + 1);
            if (!problem.isEmpty()) {
                return new Malformed(i + 1, problem);
            }
        }
        return whole(lines.size());
    }

    private LeapReading whole(int count) {
        if (hash.length == 0) {
            return new Malformed(count, "there is no hash (#h): it was cut short");
        }
        if (updated.isEmpty() || expires.isEmpty() || entries.isEmpty()) {
            return new Malformed(count, "it does not say when it was made (#$), when it expires (#@), or any offset");
        }
        if (!Arrays.equals(hash, sha1(hashed.toString()))) {
            return new Malformed(hashLine, "the hash does not fit: it was damaged");
        }
        if (expires.getAsLong() <= updated.getAsLong()) {
            return new Malformed(0, "it expires before it was made");
        }
        return new Whole(new LeapTable(updated.getAsLong(), expires.getAsLong(), entries));
    }

    /** Takes a line; returns what is wrong with it. */
    private String line(String line, int number) {
        if (line.startsWith("#$")) {
            updated = stamp(line.substring(2));
            return updated.isEmpty() ? "#$ is not followed by NTP seconds" : "";
        }
        if (line.startsWith("#@")) {
            expires = stamp(line.substring(2));
            return expires.isEmpty() ? "#@ is not followed by NTP seconds" : "";
        }
        if (line.startsWith("#h")) {
            hash = hash(line.substring(2));
            hashLine = number;
            return hash.length == 0 ? "#h is not followed by five words of up to eight hexadecimal digits" : "";
        }
        return line.isEmpty() || line.startsWith("#") ? "" : entry(line);
    }

    private String entry(String line) {
        if (COMPILERS_LINE.matcher(line).lookingAt()) {
            return "it is the time zone compiler's list, which has no hash: name leap-seconds.list, which lies beside it";
        }
        int comment = line.indexOf('#');
        var words = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
        if (words.length != 2 || !isNumber(words[0]) || !isNumber(words[1]) || words[1].length() > 3) {
            return "it is not NTP seconds and TAI − UTC";
        }
        long second = Long.parseLong(words[0]) - NtpTimestamp.UNIX_EPOCH_SECONDS;
        int offset = Integer.parseInt(words[1]);
        if (Math.floorMod(second, LeapSecond.DAY_SECONDS) != 0) {
            return "it is not the first second of a day";
        }
        if (!entries.isEmpty()) {
            var before = entries.getLast();
            if (second <= before.fromUtcSecond()) {
                return "it is not later than the one before";
            }
            if (Math.abs(offset - before.taiMinusUtcSeconds()) != 1) {
                return "TAI − UTC goes from " + before.taiMinusUtcSeconds() + " to " + offset + " at once";
            }
        }
        hashed.append(words[0]).append(words[1]);
        entries.add(new LeapTable.Entry(second, offset));
        return "";
    }

    private OptionalLong stamp(String text) {
        String digits = text.strip();
        if (!isNumber(digits)) {
            return OptionalLong.empty();
        }
        hashed.append(digits);
        return OptionalLong.of(Long.parseLong(digits) - NtpTimestamp.UNIX_EPOCH_SECONDS);
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.length() <= MAX_DIGITS && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The words may have lost their leading zeros. */
    private static byte[] hash(String text) {
        var words = text.strip().split("\\s+");
        var digits = new StringBuilder();
        for (var word : words) {
            if (word.isEmpty() || word.length() > 8 || !word.chars().allMatch(HexFormat::isHexDigit)) {
                return new byte[0];
            }
            digits.append("0".repeat(8 - word.length())).append(word);
        }
        return words.length == HASH_WORDS ? HexFormat.of().parseHex(digits) : new byte[0];
    }

    private static byte[] sha1(String digits) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(digits.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-1", impossible);
        }
    }
}
