package org.timeball.web.appliance.access;

import java.util.Locale;
import java.util.Optional;

/** What is asked of a name and a password. */
final class Passwords {

    private static final int FEWEST_DIFFERENT = 5;

    private Passwords() {}

    /** What is wrong with them, for whoever chose them. */
    static Optional<String> complaint(String name, String password) {
        if (!Account.isName(name)) {
            return Optional.of(
                    "A name has 1 to 32 letters, digits, dots, dashes and underscores, and begins with one of the"
                            + " first two.");
        }
        if (password.length() < PasswordHash.SHORTEST || password.length() > PasswordHash.LONGEST) {
            return Optional.of(
                    "A password has " + PasswordHash.SHORTEST + " to " + PasswordHash.LONGEST + " characters.");
        }
        if (password.codePoints().distinct().count() < FEWEST_DIFFERENT
                || password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)) && name.length() > 2) {
            return Optional.of("That password would be guessed: use at least " + FEWEST_DIFFERENT
                    + " different characters, and not your name.");
        }
        return Optional.empty();
    }
}
