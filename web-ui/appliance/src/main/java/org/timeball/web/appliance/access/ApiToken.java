package org.timeball.web.appliance.access;

import java.util.Optional;

/**
 * What a program signs in with.
 *
 * @param id          by which pages name it
 * @param label       what it is for
 * @param role        what it may; never {@link Role#ADMIN}
 * @param digest      of the token
 * @param madeBy      the account that made it
 * @param madeSeconds since the Unix epoch
 */
public record ApiToken(String id, String label, Role role, String digest, String madeBy, long madeSeconds) {

    /** Before each token, so that scanners for secrets know one that was published. */
    static final String PREFIX = "timeball_";

    /** Characters of a label. */
    static final int LONGEST_LABEL = 40;

    /** Who a program is that brings it. */
    Person person() {
        return new Person("token " + label, role, Optional.empty());
    }

    boolean isOf(Person person) {
        return person().equals(person);
    }
}
