package org.timeball.refclock.discipline.leap;

/** Who may vote on leap seconds, most trusted first; each counts once and is independent of the others. */
public enum LeapSource {
    /** The leap-second file, while it has not expired. */
    FILE("the file"),
    /** The receiver, by what its satellites say. */
    RECEIVER("the receiver"),
    /** A second receiver, or a constellation heard beside the one that the receiver goes by. */
    OTHER_SATELLITES("other satellites"),
    /** The majority of the NTP servers asked. */
    PEERS("the NTP peers");

    private final String words;

    LeapSource(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
