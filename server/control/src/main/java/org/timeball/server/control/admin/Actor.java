package org.timeball.server.control.admin;

import java.util.Optional;

/**
 * Who asks for a change, for the log.
 *
 * @param user by the name they signed in with, 1 to {@value #LONGEST} characters
 * @param from an address, or the name of the command, 1 to {@value #LONGEST} characters
 */
public record Actor(String user, String from) {

    /** Characters in a name, and in a place. */
    public static final int LONGEST = 64;

    /** Refuses what a line of a log cannot hold. */
    public Actor {
        complaint(user, from).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
    }

    /** What is wrong with a name and a place; empty for good ones. */
    static Optional<String> complaint(String user, String from) {
        if (!isLineOf(user, LONGEST)) {
            return Optional.of("\"user\" must be 1 to " + LONGEST + " printable characters");
        }
        return isLineOf(from, LONGEST)
                ? Optional.empty()
                : Optional.of("\"from\" must be 1 to " + LONGEST + " printable characters");
    }

    /** Whether a text is there, has no control character in it, and is no longer than that. */
    static boolean isLineOf(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && text.codePoints().noneMatch(Actor::breaksALine);
    }

    /** Control and format characters and what separates lines: they would make one line look like another. */
    private static boolean breaksALine(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
