package org.timeball.refclock.gnss;

/** A family of navigation satellites. */
public enum Constellation {
    /** United States. */
    GPS("GPS"),
    /** Augmentation satellites of any region. */
    SBAS("SBAS"),
    /** European Union. */
    GALILEO("Galileo"),
    /** China. */
    BEIDOU("BeiDou"),
    /** Japan. */
    QZSS("QZSS"),
    /** Russia. */
    GLONASS("GLONASS"),
    /** India. */
    NAVIC("NavIC"),
    /** Named by the receiver in a way we do not know. */
    UNKNOWN("unknown");

    private final String words;

    Constellation(String words) {
        this.words = words;
    }

    /** The family as it is written for people. */
    public String words() {
        return words;
    }
}
