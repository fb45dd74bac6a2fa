package org.timeball.refclock.gnss;

/**
 * What the receiver itself says of counterfeit signals, the gravest last. A receiver that is deceived well says
 * {@link #NONE}: this is a hint and not a proof.
 */
public enum Spoofing {
    /** Not told, or its detector is off. */
    UNKNOWN("unknown"),
    /** No sign of it. */
    NONE("none"),
    /** One sign of it. */
    INDICATED("indicated"),
    /** Several signs of it, or certainty. */
    AFFIRMED("affirmed");

    private final String words;

    Spoofing(String words) {
        this.words = words;
    }

    /** The state as it is written for people. */
    public String words() {
        return words;
    }

    /** The state of the bits that UBX-NAV-STATUS and UBX-SEC-SIG share. */
    static Spoofing ofUbx(int bits) {
        return switch (bits) {
            case 1 -> NONE;
            case 2 -> INDICATED;
            case 3 -> AFFIRMED;
            default -> UNKNOWN;
        };
    }

    /** The graver of two. */
    Spoofing or(Spoofing other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
