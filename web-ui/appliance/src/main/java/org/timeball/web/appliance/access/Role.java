package org.timeball.web.appliance.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each may do all that those before it may. */
public enum Role {
    /** Looks at the pages. */
    VIEWER,

    /** Reads the event log, and does what a daemon is told every day: read the configuration again, make new cookie keys. */
    OPERATOR,

    /** Says who else may. */
    ADMIN;

    /** Whether this role may do what that one may. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** As it is written on a page and in a form. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
