package org.timeball.server.control.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The configuration's file now, and what of it is not in force. No secret is in it: those lie in files that it names.
 *
 * @param file        its path; empty where the daemon was given none
 * @param text        as it stands on the disk
 * @param mistakes    why it could not be taken as it stands; empty where it could
 * @param atOnce      settings that the file has otherwise than the daemon and that a reload would change
 * @param withRestart those that change with the daemon's next start
 * @param steps       the last changes that can be undone, newest first
 */
public record ConfigurationReport(
        String file,
        String text,
        List<String> mistakes,
        List<String> atOnce,
        List<String> withRestart,
        List<ConfigurationStep> steps) {

    /** Of a daemon whose configuration has no file. */
    public static final ConfigurationReport NONE =
            new ConfigurationReport("", "", List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public ConfigurationReport {
        mistakes = List.copyOf(mistakes);
        atOnce = List.copyOf(atOnce);
        withRestart = List.copyOf(withRestart);
        steps = List.copyOf(steps);
    }

    /** What a change says that it was made from, so that it does not undo another's. */
    public String revision() {
        return revision(text);
    }

    /** SHA-256 of a text, hexadecimal. */
    public static String revision(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
