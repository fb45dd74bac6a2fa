package org.timeball.web.appliance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.timeball.web.appliance.access.PasswordHash;

/** {@code password-hash}: reads a password from the standard input and prints what stands for it in {@code setup.toml}. */
final class PasswordHashCommand {

    /** The word by which it is called. */
    static final String NAME = "password-hash";

    private PasswordHashCommand() {}

    /**
     * Makes a hash of the first line.
     *
     * @return a line for {@code [admin]}
     * @throws StartException if there is no line, or no password could be that
     */
    static String run(InputStream input) throws StartException {
        try {
            byte[] octets = input.readNBytes(4 * PasswordHash.LONGEST);
            String password = new String(octets, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            return "password-hash = \""
                    + PasswordHash.ofPassword(password, new SecureRandom()).written() + '"';
        } catch (IllegalArgumentException refused) {
            throw new StartException(String.valueOf(refused.getMessage()), "type it, and press Enter", refused);
        } catch (IOException refused) {
            throw new StartException("no password came (" + refused + ")", "type it, and press Enter", refused);
        }
    }
}
