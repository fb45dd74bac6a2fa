package org.timeball.web.appliance.door;

import java.util.Optional;
import org.timeball.web.appliance.access.Role;

/** Whom a route is for. */
public enum Admitted {
    /** Whoever comes, before anybody is known: the way in, and what it needs. */
    ANYBODY,

    /** Viewers, and everybody where the operator has the public page on. */
    ONLOOKERS,

    /** Whoever is signed in. */
    VIEWERS,

    /** Operators and admins. */
    OPERATORS,

    /** Admins. */
    ADMINS;

    /** The least role that is admitted; empty where none is needed. */
    Optional<Role> role(boolean isPublic) {
        return switch (this) {
            case ANYBODY -> Optional.empty();
            case ONLOOKERS -> isPublic ? Optional.empty() : Optional.of(Role.VIEWER);
            case VIEWERS -> Optional.of(Role.VIEWER);
            case OPERATORS -> Optional.of(Role.OPERATOR);
            case ADMINS -> Optional.of(Role.ADMIN);
        };
    }
}
