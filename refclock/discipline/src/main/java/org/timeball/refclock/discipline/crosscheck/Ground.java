package org.timeball.refclock.discipline.crosscheck;

/** What can be held against a receiver. */
public enum Ground {
    /** Its own detectors tell of counterfeit signals. */
    SPOOFING("spoofing detected", 60, true),
    /** Its own detectors tell of interference. */
    JAMMING("jamming", 10, false),
    /** Its antenna was cut off or shorted. */
    ANTENNA("antenna", 10, false),
    /** Its pulses change speed as no oscillator of a board does. */
    FREQUENCY("frequency jump", 600, true),
    /** Its pulses moved at once by more than UTC ever does. */
    UTC_OFFSET("pulses moved", 0, true),
    /** Other sources of time contradict it. */
    WITNESSES("contradicted by other sources", 60, true),
    /** Its antenna seems to have moved. */
    POSITION("position moved", 60, true),
    /** Few satellites, or badly spread ones. */
    SKY("poor sky", 10, false),
    /** The satellites of one family contradict the others. */
    CONSTELLATION("constellations disagree", 60, true),
    /** The second it names is not the one that was counted. */
    DATE("second contradicted", 0, false);

    private final String words;
    private final int lastsSeconds;
    private final boolean isPull;

    Ground(String words, int lastsSeconds, boolean isPull) {
        this.words = words;
        this.lastsSeconds = lastsSeconds;
        this.isPull = isPull;
    }

    /** The ground in a few words. */
    public String words() {
        return words;
    }

    /** How long it must not have been seen for the receiver to be trusted again. */
    int lastsSeconds() {
        return lastsSeconds;
    }

    /** Whether pulses of the last minute may have been drawn away already when it is seen. */
    public boolean isPull() {
        return isPull;
    }
}
