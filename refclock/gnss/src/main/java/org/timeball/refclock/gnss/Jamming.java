package org.timeball.refclock.gnss;

/** What the receiver itself says of interference, the gravest last. */
public enum Jamming {
    /** Not told, or its detector is off. */
    UNKNOWN("unknown"),
    /** Nothing significant. */
    NONE("none"),
    /** Interference seen while the fix holds. */
    WARNING("interference"),
    /** Interference seen and no fix. */
    CRITICAL("jammed");

    private final String words;

    Jamming(String words) {
        this.words = words;
    }

    /** The state as it is written for people. */
    public String words() {
        return words;
    }

    /** The state of the two bits that UBX-MON-HW, UBX-MON-RF and UBX-SEC-SIG share. */
    static Jamming ofUbx(int bits) {
        return switch (bits) {
            case 1 -> NONE;
            case 2 -> WARNING;
            case 3 -> CRITICAL;
            default -> UNKNOWN;
        };
    }

    /** The graver of two. */
    Jamming or(Jamming other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
