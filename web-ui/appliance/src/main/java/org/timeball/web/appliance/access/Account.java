package org.timeball.web.appliance.access;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody who may sign in.
 *
 * @param name       by which they sign in
 * @param role       what they may
 * @param password   what is kept of it
 * @param totp       the secret of their codes, base 32; empty if they use none
 * @param totpStep   the last step whose code was taken
 * @param devices    digests of what browsers were given that signed in, the newest first, at most {@value #MOST_DEVICES}
 * @param madeSeconds since the Unix epoch
 */
public record Account(
        String name,
        Role role,
        PasswordHash password,
        String totp,
        long totpStep,
        List<String> devices,
        long madeSeconds) {

    static final int MOST_DEVICES = 10;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    /** Copies the list, and refuses a name that a page or a log could misread. */
    public Account {
        devices = List.copyOf(devices);
        if (!isName(name)) {
            throw new IllegalArgumentException("not the name of a user");
        }
    }

    /** Whether that can be somebody's name: letters, digits, dot, dash, underscore, 1 to 32. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether codes are asked for. */
    public boolean hasTotp() {
        return !totp.isEmpty();
    }

    Account withPassword(PasswordHash fresh) {
        return new Account(name, role, fresh, totp, totpStep, List.of(), madeSeconds);
    }

    Account withRole(Role other) {
        return new Account(name, other, password, totp, totpStep, devices, madeSeconds);
    }

    Account withTotp(String secret, long step) {
        return new Account(name, role, password, secret, step, devices, madeSeconds);
    }

    Account withDevice(String digest) {
        var known = new ArrayList<String>();
        known.add(digest);
        devices.stream()
                .filter(device -> !device.equals(digest))
                .limit(MOST_DEVICES - 1L)
                .forEach(known::add);
        return new Account(name, role, password, totp, totpStep, known, madeSeconds);
    }

    /** Never shows what it keeps secret. */
    @Override
    public String toString() {
        return "Account[" + name + ", " + role + "]";
    }
}
