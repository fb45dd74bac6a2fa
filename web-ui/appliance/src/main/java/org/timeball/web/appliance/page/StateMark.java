package org.timeball.web.appliance.page;

import java.util.Arrays;
import java.util.Optional;
import org.timeball.refclock.time.ClockState;

/**
 * A state as the eye meets it: a word, a shape and a tone, so that colour never speaks alone.
 *
 * <p>One more than {@link ClockState}: the page may be without a daemon.
 */
public enum StateMark {
    /** A full disc. */
    LOCKED("locked", "Locked", "●", Tone.GOOD, "M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z"),
    /** A disc that is half full. */
    ACQUIRING(
            "acquiring", "Acquiring", "◐", Tone.WAITING, "M6 1a5 5 0 0 0 0 10zM6 1v1a4 4 0 1 1 0 8v1a5 5 0 1 0 0-10z"),
    /** A triangle. */
    HOLDOVER("holdover", "Holdover", "▲", Tone.WAITING, "M6 .8L11.6 11H.4z"),
    /** A cross. */
    UNSYNCHRONISED(
            "unsynchronised",
            "Not synchronised",
            "✕",
            Tone.BAD,
            "M2.5 1L6 4.5L9.5 1L11 2.5L7.5 6L11 9.5L9.5 11L6 7.5L2.5 11L1 9.5L4.5 6L1 2.5z"),
    /** A ring. */
    STARTING(
            "starting",
            "Starting",
            "○",
            Tone.NEUTRAL,
            "M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10zM6 2.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z"),
    /** An empty square. */
    NO_DAEMON("no-daemon", "No word from the daemon", "□", Tone.BAD, "M1 1h10v10H1zM2.5 2.5v7h7v-7z");

    /** What a colour may say; each has one colour for a theme. */
    public enum Tone {
        /** Time is right and watched. */
        GOOD("good", "#1a9078"),
        /** On the way, or running on what was learned. */
        WAITING("waiting", "#c1801a"),
        /** Nothing is vouched for. */
        BAD("bad", "#d1493d"),
        /** Nothing is known yet. */
        NEUTRAL("neutral", "#78868a");

        private final String key;
        private final String iconColour;

        Tone(String key, String iconColour) {
            this.key = key;
            this.iconColour = iconColour;
        }

        /** Its name in the style sheet. */
        public String key() {
            return key;
        }

        /** A colour that stands out on a light and on a dark browser frame, for the icon of the window. */
        public String iconColour() {
            return iconColour;
        }
    }

    private final String key;
    private final String words;
    private final String glyph;
    private final Tone tone;
    private final String outline;

    StateMark(String key, String words, String glyph, Tone tone, String outline) {
        this.key = key;
        this.words = words;
        this.glyph = glyph;
        this.tone = tone;
        this.outline = outline;
    }

    /** The mark of a state the daemon told. */
    public static StateMark of(ClockState state) {
        return switch (state) {
            case STARTING -> STARTING;
            case ACQUIRING -> ACQUIRING;
            case LOCKED -> LOCKED;
            case HOLDOVER -> HOLDOVER;
            case UNSYNCHRONISED -> UNSYNCHRONISED;
        };
    }

    /** The mark with that key, if there is one. */
    public static Optional<StateMark> named(String key) {
        return Arrays.stream(values()).filter(mark -> mark.key.equals(key)).findAny();
    }

    /** Its name in addresses, the style sheet and the script. */
    public String key() {
        return key;
    }

    /** The state as it is written for people. */
    public String words() {
        return words;
    }

    /** The shape as a character, for the title of the window. */
    public String glyph() {
        return glyph;
    }

    /** The colour's meaning. */
    public Tone tone() {
        return tone;
    }

    /** The shape as the data of an SVG path in a box of 12 by 12, filled even-odd. */
    public String outline() {
        return outline;
    }
}
