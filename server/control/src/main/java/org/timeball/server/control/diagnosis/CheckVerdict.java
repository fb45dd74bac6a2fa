package org.timeball.server.control.diagnosis;

import java.util.Collection;
import java.util.Comparator;

/** What a check came to, from good to bad, as far as that can be said. */
public enum CheckVerdict {
    /** There is nothing here that could be checked, and nothing is missed. */
    NOT_APPLICABLE("not applicable"),

    /** As it should be. */
    GOOD("good"),

    /** It could not be seen. Never good by default. */
    UNKNOWN("unknown"),

    /** Time is served all the same, and somebody should look into it. */
    ATTENTION("attention"),

    /** It keeps the box from doing what it is for. */
    BAD("bad");

    private final String words;

    CheckVerdict(String words) {
        this.words = words;
    }

    /** As a person reads it. */
    public String words() {
        return words;
    }

    /** Whether somebody has something to do. */
    public boolean isTrouble() {
        return this == ATTENTION || this == BAD;
    }

    /** The worst of what checks came to; of none, {@link #NOT_APPLICABLE}. */
    public static CheckVerdict worst(Collection<Check> checks) {
        return checks.stream()
                .map(Check::verdict)
                .max(Comparator.naturalOrder())
                .orElse(NOT_APPLICABLE);
    }
}
