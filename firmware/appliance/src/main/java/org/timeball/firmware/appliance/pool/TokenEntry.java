package org.timeball.firmware.appliance.pool;

import java.util.regex.Pattern;

/** A token as people paste it: with blanks and line ends around it, or within the line of another server's configuration. */
final class TokenEntry {

    /** As ntpd-rs has it: {@code accepted-pool-authentication-tokens = ["…"]}. */
    private static final Pattern SETTING = Pattern.compile("[a-z-]+\\s*=\\s*\\[?\\s*\"([^\"]*)\"\\s*,?\\s*]?");

    private TokenEntry() {}

    /** What of it is the token; whether it is a good one is another question. */
    static String of(String pasted) {
        String text = pasted.strip();
        var setting = SETTING.matcher(text);
        return setting.matches() ? setting.group(1).strip() : text;
    }
}
