package org.timeball.refclock.gnss;

/** What the receiver's own supervisor says of the antenna, the gravest last. */
public enum AntennaState {
    /** Not told, not supervised, or still being looked at. */
    UNKNOWN("unknown"),
    /** Connected and drawing the current it should. */
    OK("ok"),
    /** Draws no current: not connected, or a passive antenna. */
    OPEN("open"),
    /** Draws too much current. */
    SHORT("short");

    private final String words;

    AntennaState(String words) {
        this.words = words;
    }

    /** The state as it is written for people. */
    public String words() {
        return words;
    }

    /** The state of a byte {@code aStatus} or {@code antStatus} of UBX-MON-HW and UBX-MON-RF. */
    static AntennaState ofUbx(int status) {
        return switch (status) {
            case 2 -> OK;
            case 3 -> SHORT;
            case 4 -> OPEN;
            default -> UNKNOWN;
        };
    }

    /** The graver of two. */
    AntennaState or(AntennaState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
