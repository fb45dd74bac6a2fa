package org.timeball.server.control.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A line of the event log.
 *
 * @param number   1 for the first ever, then one more each
 * @param utcNanos since the Unix epoch, by what the daemon held to be UTC
 * @param user     who asked, as told by the process that asked
 * @param from     from where, as told by it
 * @param by       the user of the operating system as whom that process runs
 * @param what     stable name of what was asked for
 * @param outcome  {@code done}, {@code refused} or {@code failed}
 * @param sentence for a person
 * @param previous the digest of the line before this one; {@link #FIRST} before the first
 * @param digest   SHA-256 of all the other fields, in hexadecimal digits
 */
public record EventRecord(
        long number,
        long utcNanos,
        String user,
        String from,
        String by,
        String what,
        String outcome,
        String sentence,
        String previous,
        String digest) {

    /** What stands for the digest of the line before the first. */
    public static final String FIRST = "0".repeat(64);

    /**
     * An event in its place.
     *
     * @param number   of the line
     * @param previous the digest of the line before it
     */
    public static EventRecord of(Event event, long number, String previous) {
        return new EventRecord(
                number,
                event.utcNanos(),
                event.user(),
                event.from(),
                event.by(),
                event.what(),
                event.outcome(),
                event.sentence(),
                previous,
                digest(number, event, previous));
    }

    /** Whether the digest is that of the other fields. */
    public boolean isWhole() {
        var event = new Event(utcNanos, user, from, by, what, outcome, sentence);
        return digest.equals(digest(number, event, previous));
    }

    /** Whether this line can stand next behind that one. */
    boolean follows(EventRecord before) {
        return number == before.number + 1 && previous.equals(before.digest);
    }

    /** Each field with its length before it, so that no two lines have the same octets. */
    private static String digest(long number, Event event, String previous) {
        var fields = List.of(
                Long.toString(number),
                Long.toString(event.utcNanos()),
                event.user(),
                event.from(),
                event.by(),
                event.what(),
                event.outcome(),
                event.sentence(),
                previous);
        var sha256 = sha256();
        for (String field : fields) {
            byte[] octets = field.getBytes(StandardCharsets.UTF_8);
            sha256.update((octets.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha256.update(octets);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
