package org.timeball.refclock.gnss;

/**
 * Whether a timing receiver checks its satellites against each other, so that a false one is found (receiver autonomous
 * integrity monitoring, UBX-TIM-TP).
 */
public enum Raim {
    /** It does not say. */
    UNKNOWN,
    /** It does not: too few satellites, or not asked to. */
    INACTIVE,
    /** It does. */
    ACTIVE
}
