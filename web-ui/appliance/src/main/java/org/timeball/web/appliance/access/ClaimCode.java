package org.timeball.web.appliance.access;

import java.security.SecureRandom;
import java.util.Locale;

/**
 * Eight characters that make whoever can read them, on the console or on the card, the first admin.
 *
 * <p>Thirty characters, none of which looks like another: 39 bits, which live by five tries a minute.
 */
final class ClaimCode {

    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;

    private ClaimCode() {}

    static String random(SecureRandom random) {
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** As it is shown: two groups of four. */
    static String shown(String code) {
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }

    /** As it is compared: what a person types, without dash and blanks, in capitals. */
    static String typed(String text) {
        return text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
